import {
  authorizeUrl,
  createPkce,
  createState,
  exchangeCode,
  type AppCredentials,
  type TokenCallOptions,
  type UserTokens,
} from '../../feishu';
import { readPasted, type SignInAnswer } from './answer';
import type { LandingWords } from './landingPage';
import { listenForRedirect, REDIRECT_PORTS, redirectUrl, type Loopback } from './loopback';

export interface BrowserSignInOptions {
  readonly scopes: readonly string[];
  readonly words: LandingWords;
  /** The address under which the person's browser reaches one of ours, where there is one (`env.asExternalUri`). */
  readonly externalUrl: (url: string) => Promise<string>;
  readonly ports?: readonly number[];
}

/** No port for the redirect is free. */
export class NoPortError extends Error {
  constructor(readonly ports: readonly number[]) {
    super(`none of the ports ${ports.join(', ')} is free`);
    this.name = 'NoPortError';
  }
}

/** A sign-in on Feishu's page under way: OAuth code with PKCE (S256) and `state`, ended by a redirect to this machine. */
export class BrowserSignIn {
  private constructor(
    private readonly app: AppCredentials,
    private readonly loopback: Loopback,
    private readonly state: string,
    private readonly verifier: string,
    /** As it has to be registered in the app. */
    readonly redirectUri: string,
    /** Feishu's page, to be opened in the browser. */
    readonly url: string,
  ) {}

  /** Begins to listen. @throws NoPortError; ValidationError for what cannot be in the address */
  static async begin(app: AppCredentials, options: BrowserSignInOptions): Promise<BrowserSignIn> {
    const state = createState();
    const { verifier, challenge } = createPkce();
    const ports = options.ports ?? REDIRECT_PORTS;
    const loopback = await listenForRedirect(state, options.words, ports);
    if (!loopback) throw new NoPortError(ports);
    try {
      const redirectUri = await seenFromBrowser(redirectUrl(loopback.port), options);
      const { baseUrl, appId } = app;
      const url = authorizeUrl({ baseUrl, appId, redirectUri, scopes: options.scopes, state, challenge });
      return new BrowserSignIn(app, loopback, state, verifier, redirectUri, url);
    } catch (error) {
      loopback.close();
      throw error;
    }
  }

  /** Resolves when the browser comes back. */
  get answer(): Promise<SignInAnswer> {
    return this.loopback.answer;
  }

  /** What a person pasted because the browser could not come back. */
  read(pasted: string): SignInAnswer {
    return readPasted(pasted, this.state);
  }

  /** Exchanges the code, once. @throws FeishuError: 20003, 20004, 20065 the code; 20049 PKCE; 20071; 20002 */
  exchange(code: string, options: TokenCallOptions): Promise<UserTokens> {
    return exchangeCode(this.app, { code, redirectUri: this.redirectUri, verifier: this.verifier }, options);
  }

  dispose(): void {
    this.loopback.close();
  }
}

/**
 * On a remote machine VS Code makes a tunnel and gives its address. Only one on the person's machine and with a
 * registered port can be a redirect URL; for any other the plain one is used, and its address is pasted at the end.
 */
async function seenFromBrowser(plain: string, { externalUrl, ports }: BrowserSignInOptions): Promise<string> {
  const external = await externalUrl(plain).catch(() => plain);
  if (!URL.canParse(external)) return plain;
  const { protocol, hostname, port, pathname } = new URL(external);
  const isRegistered =
    protocol === 'http:' &&
    ['127.0.0.1', 'localhost'].includes(hostname) &&
    pathname === new URL(plain).pathname &&
    (ports ?? REDIRECT_PORTS).includes(Number(port));
  return isRegistered ? `http://${hostname}:${port}${pathname}` : plain;
}
