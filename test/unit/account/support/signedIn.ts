import { scopesFor } from '../../../../src/account/checks';
import type { Slot } from '../../../../src/account/tokens/userTokenStore';
import { authorizeUrl, createPkce, createState, exchangeCode, type UserTokens } from '../../../../src/feishu';
import type { Sandbox } from '../../../../src/sandbox';
import { decide } from './browser';

const redirectUri = 'http://127.0.0.1:17865/callback';

/** Tokens of a person who signed in on the sandbox's page. */
export async function signInAt(
  sandbox: Sandbox,
  openId = sandbox.info.users[0]!.openId,
  scopes: readonly string[] = scopesFor('person'),
): Promise<UserTokens> {
  const { verifier, challenge } = createPkce();
  const app = { baseUrl: sandbox.url, appId: sandbox.info.appId, appSecret: sandbox.info.appSecret };
  const url = authorizeUrl({ ...app, redirectUri, scopes, state: createState(), challenge });
  const code = new URL(await decide(url, openId, 'allow')).searchParams.get('code')!;
  return exchangeCode(app, { code, redirectUri, verifier });
}

/** A window's own view of its secrets, which no other window sees: VS Code in a browser. */
export class OwnSlot implements Slot {
  constructor(public text?: string) {}
  read(): Promise<string | undefined> {
    return Promise.resolve(this.text);
  }
  write(text: string): Promise<void> {
    this.text = text;
    return Promise.resolve();
  }
  remove(): Promise<void> {
    this.text = undefined;
    return Promise.resolve();
  }
}
