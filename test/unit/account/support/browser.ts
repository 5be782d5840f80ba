import { createServer, request } from 'node:http';

/** What a browser does on the sandbox's pages, without a browser. */
export interface Page {
  readonly status: number;
  readonly text: string;
  readonly location?: string;
}

/** Opens a page; redirects are not followed. */
export async function open(url: string, init: RequestInit = {}): Promise<Page> {
  const answer = await fetch(url, { redirect: 'manual', ...init });
  return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') ?? undefined };
}

/** Opens a page and the one it leads to. */
export async function follow(url: string): Promise<Page> {
  const page = await open(url);
  return page.location === undefined ? page : open(new URL(page.location, url).href);
}

/** Opens a page under another name for this machine, as a page of a hostile site could. */
export function openAs(url: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

/** Decides on the consent page and gives the address the browser is sent to. */
export async function decide(authorizeUrl: string, openId: string, decision: 'allow' | 'deny'): Promise<string> {
  const { text, status } = await open(authorizeUrl);
  if (status !== 200) throw new Error(`the page says ${status}: ${/class="note">([^<]*)/.exec(text)?.[1]}`);
  const form = new URLSearchParams(
    [...text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
      ([, name, value]): [string, string] => [name!, value!.replace(/&amp;/g, '&')],
    ),
  );
  form.set('decision', decision);
  form.set('open_id', openId);
  const { origin, pathname } = new URL(authorizeUrl);
  const { location } = await open(origin + pathname, { method: 'POST', body: form });
  return location!;
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
