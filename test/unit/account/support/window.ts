import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { personTokens } from '../../../../src/account/tokens/userSource';
import type { Slot } from '../../../../src/account/tokens/userTokenStore';
import type { AppCredentials } from '../../../../src/feishu';
import { OwnSlot } from './signedIn';

/** What the test gives this process at its start. */
export interface WindowSettings {
  readonly app: AppCredentials;
  readonly sealKey: string;
  readonly folder: string;
  /** `browser`: sees no secret another window stores; `desktop`: sees it only some time after it was stored. */
  readonly host: 'browser' | 'desktop';
  readonly secret: string;
  /** File that plays the storage of the desktop. */
  readonly secretFile: string;
}

export type ToWindow = { readonly ask: number; readonly aheadMs: number };
export type FromWindow =
  { readonly ready: true } | { readonly ask: number; readonly token?: string; readonly error?: string };

/** The desktop writes its storage to the disk a moment after it was changed. */
const FLUSH_MS = 100;

/** Reads what others flushed, unless it has something of its own that is not flushed yet. */
class DesktopSlot implements Slot {
  private pending: { text: string | undefined } | undefined;
  constructor(private readonly file: string) {}

  read(): Promise<string | undefined> {
    return Promise.resolve(this.pending ? this.pending.text : readFileSync(this.file, 'utf8') || undefined);
  }
  write(text: string): Promise<void> {
    return this.flushLater(text);
  }
  remove(): Promise<void> {
    return this.flushLater(undefined);
  }

  private flushLater(text: string | undefined): Promise<void> {
    const mine = { text };
    this.pending = mine;
    setTimeout(() => {
      rmSync(this.file, { force: true });
      writeFileSync(this.file, text ?? '');
      if (this.pending === mine) this.pending = undefined;
    }, FLUSH_MS);
    return Promise.resolve();
  }
}

const settings = JSON.parse(process.argv[2]!) as WindowSettings;
let aheadMs = 0;
const clock = {
  now: () => Date.now() + aheadMs,
  sleep: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
};
const { source } = personTokens({
  app: settings.app,
  accountId: 'user:1',
  sealKey: settings.sealKey,
  secret: settings.host === 'browser' ? new OwnSlot(settings.secret) : new DesktopSlot(settings.secretFile),
  folder: settings.folder,
  onLost: () => undefined,
  call: { clock },
});

process.on('message', (message: ToWindow) => {
  aheadMs = message.aheadMs;
  // Several callers of one window at once, as views and commands are.
  void Promise.all([source.getToken(), source.getToken(), source.getToken()]).then(
    ([token]) => process.send!({ ask: message.ask, token } satisfies FromWindow),
    (error: unknown) => process.send!({ ask: message.ask, error: String(error) } satisfies FromWindow),
  );
});
process.send!({ ready: true } satisfies FromWindow);
