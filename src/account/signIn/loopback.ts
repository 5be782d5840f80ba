import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readRedirect, type SignInAnswer } from './answer';
import { landingPage, type LandingWords } from './landingPage';

/** Tried in this order. Feishu knows no port wildcard, so each one in use has to be registered in the app. */
export const REDIRECT_PORTS: readonly number[] = [17_865, 17_866, 17_867];
const HOST = '127.0.0.1';
const CALLBACK = '/callback';
const LANDING = '/signed-in';
const REFUSED = '/not-signed-in';
/** Time for the browser to fetch the page that says that all is done, in milliseconds. */
const LINGER_MS = 3000;

/** A redirect URL of ours, as it has to be registered. */
export function redirectUrl(port: number): string {
  return `http://${HOST}:${port}${CALLBACK}`;
}

/** The end of a sign-in in the browser: a page on this machine that Feishu sends the browser to. */
export interface Loopback {
  readonly port: number;
  /** Resolves with the code or the refusal; what belongs to another sign-in is turned away and waited past. */
  readonly answer: Promise<SignInAnswer>;
  /** Stops listening: at once, or where a browser is on its way to the last page as soon as it was there. */
  close(): void;
}

/**
 * Listens on the first of the ports that is free.
 * @returns undefined where none is
 */
export async function listenForRedirect(
  state: string,
  words: LandingWords,
  ports: readonly number[] = REDIRECT_PORTS,
): Promise<Loopback | undefined> {
  const visit = new Visit();
  const server = createServer((request, response) => serve(request, response, state, words, visit));
  // Nobody needs a slow or long request here.
  server.headersTimeout = server.requestTimeout = 10_000;
  server.maxConnections = 20;
  for (const port of ports) {
    if (await listen(server, port)) return { port, answer: visit.answer, close: () => close(server, visit) };
  }
  return undefined;
}

/** The one time the browser comes back. */
class Visit {
  settle!: (answer: SignInAnswer) => void;
  readonly answer = new Promise<SignInAnswer>((resolve) => (this.settle = resolve));
  leave!: () => void;
  /** Resolves when the browser has got the last page. */
  readonly left = new Promise<void>((resolve) => (this.leave = resolve));
  hasCome = false;
}

function serve(
  request: IncomingMessage,
  response: ServerResponse,
  state: string,
  words: LandingWords,
  visit: Visit,
): void {
  const target = URL.canParse(`http://${HOST}${request.url}`) ? new URL(`http://${HOST}${request.url}`) : undefined;
  // Another name for this address means that a foreign page had its name point here.
  if (request.method !== 'GET' || !isOurName(request) || !target)
    return send(response, 404, landingPage(words, 'lost'));
  if (target.pathname === LANDING || target.pathname === REFUSED) {
    response.once('close', visit.leave);
    return send(response, 200, landingPage(words, target.pathname === LANDING ? 'done' : 'refused'));
  }
  if (target.pathname !== CALLBACK) return send(response, 404, landingPage(words, 'lost'));
  const answer = readRedirect(target.searchParams, state);
  if (answer.kind === 'foreign' || answer.kind === 'unreadable') {
    return send(response, 400, landingPage(words, 'lost'));
  }
  visit.hasCome = true;
  visit.settle(answer);
  // Away from the address with the code: it must not stay in the browser's history.
  response.writeHead(302, { ...HEADERS, Location: answer.kind === 'code' ? LANDING : REFUSED }).end();
}

function isOurName({ headers, socket }: IncomingMessage): boolean {
  return [HOST, 'localhost'].some((name) => headers.host === `${name}:${socket.localPort}`);
}

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
};

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, HEADERS).end(body);
}

/** @returns false where the port is taken or not allowed */
function listen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    };
    server.once('error', onError);
    server.listen({ port, host: HOST, exclusive: true }, () => {
      server.off('error', onError);
      resolve(true);
    });
  });
}

function close(server: Server, visit: Visit): void {
  const end = (): void => {
    server.close();
    server.closeAllConnections();
  };
  if (!visit.hasCome) return end();
  const timer = setTimeout(end, LINGER_MS).unref();
  void visit.left.then(() => {
    clearTimeout(timer);
    end();
  });
}
