import { FeishuError, isAuthError, type FeishuClient } from '../feishu';

/** Whose token is asked with: the app's own (tenant token) or a person's. */
export type Identity = 'app' | 'person';

/** Something the extension does with Feishu, and what it needs for it. */
export interface Check {
  readonly id: CheckId;
  /** Switched on in the developer console; any one of a check's own list is not enough, it needs them all. */
  readonly scopes: readonly string[];
  /** Only with this identity. */
  readonly only?: Identity;
  /** Calls the API so that nothing changes. */
  run(client: FeishuClient, signal: AbortSignal): Promise<unknown>;
}

export type CheckId =
  | 'readTasks'
  | 'writeTasks'
  | 'comments'
  | 'readTasklists'
  | 'writeTasklists'
  | 'fillTasklists'
  | 'subscriptions'
  | 'people'
  | 'names'
  | 'searchPeople'
  | 'emails'
  | 'chats'
  | 'chatMembers';

/** Belongs to no task, list or comment: a call that would change something reaches the permission check and no more. */
const NOTHING = '00000000-0000-0000-0000-000000000000';
const NO_CHAT = 'oc_00000000000000000000000000000000';

/** Everything the extension asks of Feishu, with the scope it needs (scope column of each API's document). */
export const CHECKS: readonly Check[] = [
  {
    id: 'readTasks',
    scopes: ['task:task:readonly'],
    run: (client, signal) => first(client.tasks.list({ createdFrom: inTheFuture() }, { signal })),
  },
  {
    id: 'writeTasks',
    scopes: ['task:task'],
    run: (client, signal) => client.tasks.complete(NOTHING, { signal }),
  },
  {
    id: 'comments',
    scopes: ['task:comment'],
    run: (client, signal) => client.comments.update(NOTHING, '1', { content: '-' }, { signal }),
  },
  {
    id: 'readTasklists',
    scopes: ['task:tasklist:read'],
    run: (client, signal) => first(client.tasklists.list({ signal })),
  },
  {
    id: 'writeTasklists',
    scopes: ['task:tasklist:write'],
    run: (client, signal) => client.tasklists.rename(NOTHING, '-', { signal }),
  },
  {
    id: 'fillTasklists',
    scopes: ['task:task:write'],
    run: (client, signal) => client.tasklists.addTask(NOTHING, NOTHING, { signal }),
  },
  {
    id: 'subscriptions',
    scopes: ['task:tasklist:read'],
    run: (client, signal) => client.subscriptions.list(NOTHING, { signal }),
  },
  {
    id: 'people',
    scopes: ['contact:contact.base:readonly'],
    run: (client, signal) => first(client.contacts.ofDepartment('0', { signal })),
  },
  { id: 'names', scopes: ['contact:user.base:readonly'], run: expectName },
  {
    id: 'searchPeople',
    scopes: ['contact:user:search'],
    only: 'person',
    run: (client, signal) => first(client.contacts.search('a', { signal })),
  },
  {
    id: 'emails',
    scopes: ['contact:user.id:readonly'],
    only: 'app',
    run: (client, signal) => client.contacts.idsByEmail(['nobody@example.invalid'], { signal }),
  },
  {
    id: 'chats',
    scopes: ['im:chat:readonly'],
    run: (client, signal) => first(client.chats.list({ signal })),
  },
  {
    id: 'chatMembers',
    scopes: ['im:chat.members:read'],
    run: (client, signal) => client.chats.isMember(NO_CHAT, { signal }),
  },
];

/** Read with what is above, but not worth a check: without it something is missing on screen, nothing fails. */
const EXTRA_SCOPES = ['contact:user.email:readonly'];
/** Gives a refresh token (authorize page). */
export const OFFLINE_SCOPE = 'offline_access';

/** What to switch on in the console for an identity, and for a person what to ask for. */
export function scopesFor(identity: Identity): readonly string[] {
  const needed = checksFor(identity).flatMap(({ scopes }) => scopes);
  return [...new Set([...needed, ...EXTRA_SCOPES, ...(identity === 'person' ? [OFFLINE_SCOPE] : [])])];
}

export function checksFor(identity: Identity): readonly Check[] {
  return CHECKS.filter(({ only }) => only === undefined || only === identity);
}

export type CheckOutcome =
  | { readonly state: 'works' }
  /** The app lacks the scopes, or the person has not granted them. */
  | { readonly state: 'app-scope' | 'grant'; readonly scopes: readonly string[]; readonly link?: string }
  /** The app's bot ability is off. */
  | { readonly state: 'bot' }
  | { readonly state: 'failed'; readonly error: unknown };

/**
 * Runs one check. That Feishu does not know the thing asked for is what is hoped for: the permission came first.
 * @throws what ends every check alike: no connection, no valid sign-in, cancelled
 */
export async function runCheck(check: Check, client: FeishuClient, signal: AbortSignal): Promise<CheckOutcome> {
  try {
    await check.run(client, signal);
    return { state: 'works' };
  } catch (error) {
    if (error instanceof MissingName) return { state: 'app-scope', scopes: check.scopes };
    if (!(error instanceof FeishuError)) throw error;
    return judge(error, check);
  }
}

const APP_SCOPE = 99991672;
const USER_GRANT = 99991679;
const NO_PERMISSION = 99991676;
const BOT_OFF = 232025;

function judge(error: FeishuError, { scopes }: Check): CheckOutcome {
  const missing = error.missingScopes.length > 0 ? preferred(error.missingScopes, scopes) : scopes;
  if (error.code === APP_SCOPE) return { state: 'app-scope', scopes: missing, link: error.consoleUrl };
  if (error.code === USER_GRANT) return { state: 'grant', scopes: missing, link: error.consoleUrl };
  // Task v1 with the app's token and all chat APIs need the bot ability.
  if (error.code === BOT_OFF || error.code === NO_PERMISSION) return { state: 'bot' };
  const { code } = error;
  if (isAuthError(error)) throw error;
  // Codes of the resource itself; those of the gateway and of failures inside Feishu tell nothing about permissions.
  return code > 20_000 && code < 99_990_000 ? { state: 'works' } : { state: 'failed', error };
}

/** Feishu lists every scope that would do; the person is told the one of our list. */
function preferred(accepted: readonly string[], ours: readonly string[]): readonly string[] {
  const both = ours.filter((scope) => accepted.includes(scope));
  return both.length > 0 ? both : accepted;
}

class MissingName extends Error {}

/** Without the scope for names Feishu leaves them out instead of refusing. */
async function expectName(client: FeishuClient, signal: AbortSignal): Promise<void> {
  const person = await first(client.contacts.ofDepartment('0', { signal }));
  if (person && (person.name === '' || person.name === person.id)) throw new MissingName();
}

async function first<T>(items: AsyncIterable<T>): Promise<T | undefined> {
  for await (const item of items) return item;
  return undefined;
}

/** Seconds since the epoch, a day from now: a list of tasks made after that is empty and cheap. */
function inTheFuture(): number {
  return Math.floor(Date.now() / 1000) + 86_400;
}
