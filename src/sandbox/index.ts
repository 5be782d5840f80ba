import { SkewedClock, systemClock, type Clock } from './core/clock';
import { Faults } from './core/faults';
import { Quota } from './core/quota';
import { randomHex } from './core/random';
import { RequestLog, type LoggedRequest } from './core/requestLog';
import { SandboxServer } from './core/server';
import { documentedBehaviour, type Behaviour, type World } from './core/world';
import { appToken, seedUserToken } from './domain/tokens';
import { allRoutes } from './routes';
import type { State } from './store/model';
import { Store } from './store/store';

export type { Clock } from './core/clock';
export type { ActiveFault, FaultKind, FaultRule, Faults } from './core/faults';
export type { LoggedRequest } from './core/requestLog';
export type { Behaviour } from './core/world';
export type { State } from './store/model';

export interface SandboxOptions {
  /** Port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  /** File that keeps the state; without one it lives in memory. */
  readonly stateFile?: string;
  /** Rate limits of the platform. On by default. */
  readonly quota?: boolean;
  /** Gives Unix milliseconds; the machine's clock by default. */
  readonly clock?: Clock;
  /** Differences from what the documents say. */
  readonly behaviour?: Partial<Behaviour>;
  /** Further people in the directory, for tests with many. Only counts for a fresh state. */
  readonly extraPeople?: number;
  /** Requests the log keeps. Default 5000. */
  readonly logLimit?: number;
  /** Takes messages for a person: a corrupt state file, a failing disk. Default: nobody. */
  readonly onMessage?: (message: string) => void;
}

/** What a client needs to know to use the sandbox; the second line `npm run sandbox` prints. */
export interface SandboxInfo {
  readonly appId: string;
  readonly appSecret: string;
  readonly tenantAccessToken: string;
  /** Of the first user, with every scope. */
  readonly userAccessToken: string;
  readonly users: readonly { openId: string; unionId: string; userId: string; name: string; email: string }[];
  /** `member`: are the app and the first user in it? */
  readonly chats: readonly { chatId: string; name: string; member: boolean }[];
  readonly tasklists: readonly { guid: string; name: string }[];
}

/** A running local Feishu. */
export interface Sandbox {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  /** Current credentials and demo data; tokens are renewed when they run out. */
  readonly info: SandboxInfo;
  readonly faults: Faults;
  /** Milliseconds the sandbox's clock is ahead of the given one. */
  clockSkewMs: number;
  /** Switches the rate limits; switching forgets what was counted. */
  setQuota(enabled: boolean): void;
  /** How the sandbox reads what the documents leave open; may be changed at any time. */
  readonly behaviour: Behaviour;
  /** The records themselves, for inspection by tests. */
  readonly state: State;
  /** Requests so far, oldest first, secrets masked. */
  readonly requests: readonly LoggedRequest[];
  clearRequests(): void;
  /** Resolves when the state is on disk. */
  flush(): Promise<void>;
  /** Writes the state and stops. */
  close(): Promise<void>;
  dispose(): Promise<void>;
}

/** Starts a local Feishu on 127.0.0.1. @throws Error when the port is taken or the state file cannot be read */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const report = options.onMessage ?? (() => undefined);
  const clock = new SkewedClock(options.clock ?? systemClock);
  const store = Store.load(options.stateFile, clock.now(), report, options.extraPeople ?? 0);
  const world: World = {
    store,
    clock,
    behaviour: { ...documentedBehaviour, ...options.behaviour },
    quota: new Quota(options.quota ?? true),
    faults: new Faults(),
    log: new RequestLog(options.logLimit ?? 5000),
    baseUrl: '',
    formToken: randomHex(16),
  };
  const server = new SandboxServer(world, allRoutes(), report);
  const port = await server.listen(options.port ?? 0);
  world.baseUrl = `http://127.0.0.1:${port}`;
  const close = async (): Promise<void> => {
    // The port is given up last: whoever takes it next may read the state file.
    server.refuse();
    await store.flush();
    await server.close();
  };
  return {
    url: world.baseUrl,
    port,
    get info() {
      return infoOf(world);
    },
    faults: world.faults,
    get clockSkewMs() {
      return clock.skewMs;
    },
    set clockSkewMs(value: number) {
      clock.skewMs = value;
    },
    setQuota(enabled) {
      world.quota.enabled = enabled;
      world.quota.reset();
    },
    behaviour: world.behaviour,
    state: store.state,
    get requests() {
      return world.log.entries;
    },
    clearRequests: () => world.log.clear(),
    flush: () => store.flush(),
    close,
    dispose: close,
  };
}

function infoOf(world: World): SandboxInfo {
  const { store, clock, behaviour } = world;
  const { state } = store;
  const now = clock.now();
  const first = state.users[0]!;
  const life = behaviour.accessTokenSeconds * 1000;
  return {
    appId: state.app.appId,
    appSecret: state.app.appSecret,
    tenantAccessToken: appToken(store, 'tenant', now).token,
    userAccessToken: seedUserToken(store, first.openId, [...state.app.scopes.user], now, life).token,
    users: state.users
      .filter((user) => user.visible && !user.resigned)
      .map(({ openId, unionId, userId, name, email }) => ({ openId, unionId, userId, name, email })),
    chats: state.chats
      .filter((chat) => chat.status === 'normal' && !chat.external)
      .map((chat) => ({
        chatId: chat.chatId,
        name: chat.name,
        member: chat.hasApp && chat.members.includes(first.openId),
      })),
    tasklists: Object.values(state.tasklists)
      .filter((list) => list.owner.id === first.openId)
      .map(({ guid, name }) => ({ guid, name })),
  };
}
