import assert from 'node:assert/strict';
import {
  collect,
  exchangeCode,
  explain,
  FeishuError,
  fetchTenantToken,
  isAuthError,
  isNotFound,
  isPermission,
  isRateLimit,
  refreshTokens,
  type ApiVersion,
  type FeishuClient,
  type TokenSource,
} from '../../../src/feishu';
import { clientFor, HastyClock, LoopbackServer, refuse } from './support';

/** One API of the reference: how it is called, and its error table as `HTTP/code`. */
interface Api {
  readonly call: (client: FeishuClient, baseUrl: string) => Promise<unknown>;
  readonly version: ApiVersion;
  /** May be sent again after a failure inside Feishu. */
  readonly repeatable: boolean;
  readonly errors: string;
  /** Codes that count as done and are not thrown. */
  readonly done?: readonly number[];
}

const SUBSCRIPTION = { name: 'News', chatIds: ['oc_1'], eventKeys: [100] };
const v1 = (call: Api['call'], errors: string, repeatable = true, done: readonly number[] = []): Api => ({
  call,
  version: 'v1',
  repeatable,
  errors,
  done,
});
const v2Errors = '400/1470400 403/1470403 404/1470404 500/1470500';
const v2 = (call: Api['call'], repeatable = true, errors = v2Errors): Api => ({
  call,
  version: 'v2',
  repeatable,
  errors,
});
const other = (version: ApiVersion, call: Api['call'], errors: string, repeatable = true): Api => ({
  call,
  version,
  repeatable,
  errors,
});

/** Sections 3.3, 3.4, 4.3 to 4.5, 2.1, 2.5, 2.8, 5 and 6 of the reference, and the gateway's codes. */
const APIS: Readonly<Record<string, Api>> = {
  'v1 list tasks': v1((c) => collect(c.tasks.list()), '403/1470403 500/1470605 400/1470421 400/1470422'),
  'v1 get task': v1((c) => c.tasks.get('t'), '403/1470403 400/1470602 400/1470432'),
  'v1 patch task': v1(
    (c) => c.tasks.update('t', { title: 'x' }),
    '400/1470400 400/1470404 400/1470410 400/1470411 400/1470412 400/1470413 400/1470414 400/1470415 400/1470423 ' +
      '400/1470424 400/1470425 400/1470426 400/1470434 400/1470435 400/1470436 400/1470437 400/1470438 400/1470439 ' +
      '400/1470450 400/1470602 400/1470740 403/1470403 500/1470603 500/1470741',
  ),
  'v1 delete task': v1(
    (c) => c.tasks.delete('t'),
    '403/1470403 500/1470601 400/1470450 400/1470451 400/1470433 400/1470404',
    true,
    [1470433],
  ),
  'v1 complete': v1(
    (c) => c.tasks.complete('t'),
    '401/1470403 400/1470404 400/1470432 429/1470450 400/1470451 400/1470602',
  ),
  'v1 reopen': v1(
    (c) => c.tasks.reopen('t'),
    '403/1470403 400/1470450 400/1470451 400/1470602 400/1470432 400/1470404',
  ),
  'v1 list followers': v1((c) => collect(c.followers.list('t')), '403/1470403 400/1470602 400/1470432'),
  'v1 remove one follower': v1(
    (c) => c.followers.removeOne('t', 'ou_1'),
    '403/1470403 400/1470602 404/1470710 500/1470712 400/1470450 400/1470451 400/1470404',
  ),
  'v1 add assignees': v1(
    (c) => c.assignees.add('t', ['ou_1']),
    '401/1470403 400/1470404 400/1470429 400/1470431 429/1470450 400/1470451 400/1470602 500/1470701',
    true,
    [1470431],
  ),
  'v1 list assignees': v1((c) => collect(c.assignees.list('t')), '403/1470403 400/1470602 400/1470432'),
  'v1 remove one assignee': v1(
    (c) => c.assignees.removeOne('t', 'ou_1'),
    '403/1470403 400/1470602 404/1470700 500/1470702 400/1470450 400/1470451 400/1470404',
  ),
  'v1 remove assignees': v1(
    (c) => c.assignees.remove('t', ['ou_1']),
    '403/1470403 400/1470450 400/1470451 400/1470602 500/1470702 400/1470404',
  ),
  'v1 write comment': v1(
    (c) => c.comments.create('t', { content: 'x' }),
    '403/1470403 500/1470730 400/1470417 400/1470418',
    false,
  ),
  'v1 list comments': v1(
    (c) => collect(c.comments.list('t')),
    '403/1470403 500/1470734 400/1470432 400/1470421 400/1470422 400/1470602 404/1470733',
  ),
  'v1 get comment': v1((c) => c.comments.get('t', '1'), '403/1470403 500/1470734'),
  'v1 change comment': v1(
    (c) => c.comments.update('t', '1', { content: 'x' }),
    '403/1470403 500/1470732 404/1470733 400/1470417 400/1470418',
  ),
  'v1 delete comment': v1((c) => c.comments.delete('t', '1'), '403/1470403 500/1470731'),
  'v1 add reminder': v1(
    (c) => c.reminders.create('t', 5),
    '403/1470403 400/1470602 500/1470721 400/1470450 400/1470419 400/1470420 400/1470427 400/1470451 400/1470404',
    false,
  ),
  'v1 list reminders': v1((c) => collect(c.reminders.list('t')), '403/1470403 400/1470602 400/1470432'),
  'v1 delete reminder': v1(
    (c) => c.reminders.delete('t', '1'),
    '403/1470403 400/1470602 404/1470720 500/1470722 400/1470450 400/1470451 400/1470404',
  ),
  'v2 make tasklist': v2((c) => c.tasklists.create({ name: 'x' }), false),
  'v2 list tasklists': v2((c) => collect(c.tasklists.list())),
  'v2 get tasklist': v2((c) => c.tasklists.get('l')),
  'v2 rename tasklist': v2((c) => c.tasklists.rename('l', 'x')),
  'v2 delete tasklist': v2((c) => c.tasklists.delete('l')),
  'v2 add members': v2((c) => c.tasklists.addMembers('l', [{ id: 'ou_1' }]), true, `${v2Errors} 400/1470612`),
  'v2 remove members': v2((c) => c.tasklists.removeMembers('l', [{ id: 'ou_1' }])),
  'v2 tasks of a tasklist': v2((c) => collect(c.tasklists.tasks('l'))),
  'v2 add task': v2((c) => c.tasklists.addTask('t', 'l')),
  'v2 remove task': v2((c) => c.tasklists.removeTask('t', 'l')),
  'v2 tasklists of a task': v2((c) => c.tasklists.ofTask('t')),
  'v2 subscribe': v2((c) => c.subscriptions.create('l', SUBSCRIPTION), false),
  'v2 list subscriptions': v2((c) => c.subscriptions.list('l')),
  'v2 get subscription': v2((c) => c.subscriptions.get('l', 's')),
  'v2 change subscription': v2((c) => c.subscriptions.update('l', 's', { name: 'x' })),
  'v2 delete subscription': v2((c) => c.subscriptions.delete('l', 's')),
  'tenant token': other(
    'auth',
    (_, baseUrl) => fetchTenantToken({ baseUrl, appId: 'a', appSecret: 's' }),
    '400/10003 400/10012 400/10013 400/10014 200/10015 400/99991543 400/99991662 400/99991673 400/99991401',
    false,
  ),
  'exchange code': other(
    'oauth',
    (_, baseUrl) =>
      exchangeCode({ baseUrl, appId: 'a', appSecret: 's' }, { code: 'c', redirectUri: 'http://a', verifier: 'v' }),
    '400/20001 400/20002 400/20003 400/20004 400/20008 400/20009 400/20010 400/20024 400/20036 400/20048 400/20049 ' +
      '500/20050 400/20063 400/20065 400/20066 400/20067 400/20068 400/20069 400/20070 400/20071 503/20072',
    false,
  ),
  'renew tokens': other(
    'oauth',
    (_, baseUrl) => refreshTokens({ baseUrl, appId: 'a', appSecret: 's' }, 'r', { clock: new HastyClock() }),
    '400/20026 400/20037 400/20064 400/20073 400/20074',
    false,
  ),
  'who am I': other(
    'auth',
    (c) => c.users.me(),
    '200/20001 200/20005 200/20008 200/20021 200/20022 200/20023 500/20050',
  ),
  'list a department': other(
    'contact',
    (c) => collect(c.contacts.ofDepartment()),
    '400/41050 400/40011 400/40012 403/40004',
  ),
  'get a person': other('contact', (c) => c.contacts.get('ou_1'), '400/41050 400/40001 400/41012 400/40003'),
  'get people': other('contact', (c) => c.contacts.getMany(['ou_1']), '400/40001 400/41050 403/40004'),
  departments: other(
    'contact',
    (c) => collect(c.contacts.departments()),
    '400/43010 403/40014 400/40011 400/40012 401/42008 403/40004',
  ),
  'search departments': other('contact', (c) => collect(c.contacts.searchDepartments('x')), '400/48001 500/48002'),
  chats: other(
    'im',
    (c) => collect(c.chats.list()),
    '400/232001 400/232004 400/232006 400/232009 400/232010 400/232011 400/232017 400/232019 400/232025 400/232033 ' +
      '400/232034',
  ),
  'any API at the gateway': v1(
    (c) => c.tasks.get('t'),
    '400/99991661 400/99991662 400/99991663 400/99991668 400/99991671 400/99991672 400/99991673 400/99991676 ' +
      '400/99991677 400/99991679 429/99991400 400/99991400 400/99991401 400/99991403 404/99991201 405/99991301 ' +
      '400/99992351 400/99992360 400/99992361 400/99992402 500/2200 500/5000 500/10500',
  ),
};

/** Which recogniser says yes, by API version and code; the gateway's codes are the same for all. */
const KINDS: Readonly<Record<string, string>> = {
  auth:
    `v1/1470403 auth/20005 auth/20008 oauth/20003 oauth/20004 oauth/20008 oauth/20024 oauth/20026 oauth/20037 oauth/20064 ` +
    `oauth/20065 oauth/20066 oauth/20073 v1/99991661 v1/99991663 v1/99991668 v1/99991671 v1/99991676 v1/99991677`,
  limit: 'v1/1470450 v1/1470451 v1/99991400 im/232019',
  missing: 'v1/1470433 v1/1470602 v1/1470700 v1/1470710 v1/1470720 v1/1470733 v2/1470404 im/232006 im/232009',
  permission:
    `v1/1470404 v1/1470432 v2/1470403 v1/99991672 v1/99991679 contact/41050 contact/40004 contact/40014 im/232011 ` +
    `im/232017 im/232025`,
};

function expectedKind(version: ApiVersion, code: number): string | undefined {
  const entry = Object.entries(KINDS).find(([, list]) => list.split(' ').includes(`${version}/${code}`));
  return entry?.[0];
}

function kindOf(error: unknown): string | undefined {
  const yes = [
    isAuthError(error) && 'auth',
    isRateLimit(error) && 'limit',
    isNotFound(error) && 'missing',
    isPermission(error) && 'permission',
  ].filter(Boolean);
  assert.ok(yes.length <= 1, 'one kind at most');
  return yes[0] || undefined;
}

/** A tenant token that can be renewed, once or often. */
const renewing: TokenSource = {
  kind: 'tenant',
  getToken: () => Promise.resolve('t-1'),
  renewToken: () => Promise.resolve('t-2'),
};
const RENEWED = [99991663, 99991671];

/** The retry matrix: throttled requests nine times, failures of the server three times where that is harmless. */
function expectedTries(api: Api, status: number, code: number): number {
  if (expectedKind(api.version, code) === 'limit') {
    return 9;
  }
  if (RENEWED.includes(code)) {
    return 2;
  }
  return api.repeatable && status >= 500 ? 3 : 1;
}

describe('every documented failure', function () {
  this.timeout(20_000);
  let server: LoopbackServer;
  let base: string;
  before(async () => {
    server = new LoopbackServer(() => {});
    base = await server.start();
  });
  after(() => server.stop());

  for (const [name, api] of Object.entries(APIS)) {
    it(`of "${name}" is thrown, tried again and explained as it should be`, async () => {
      for (const pair of api.errors.split(' ')) {
        const [status, code] = pair.split('/').map(Number) as [number, number];
        server.seen.length = 0;
        server.handler = (_, response) => refuse(response, status, code);
        const client = clientFor(base, { tokenSource: renewing });
        const error = await api.call(client, base).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        client.dispose();
        if (api.done?.includes(code)) {
          assert.equal(error, undefined, pair);
          continue;
        }
        assert.ok(error instanceof FeishuError, `${pair}: ${String(error)}`);
        assert.deepEqual([error.apiVersion, error.httpStatus, error.code], [api.version, status, code]);
        assert.equal(kindOf(error), expectedKind(api.version, code), pair);
        assert.equal(server.seen.length, expectedTries(api, status, code), `${pair}: tries`);
        assertExplained(error, pair);
      }
    });
  }
});

function assertExplained(error: FeishuError, pair: string): void {
  const english = explain(error, 'en')!;
  const chinese = explain(error, 'zh-cn')!;
  assert.doesNotMatch(english.what, /refused the request\.|^Feishu failed inside\. \(/, pair);
  assert.match(english.what, /^[A-Z].*[.)]$/, pair);
  assert.match(english.advice, /^[A-Z].*\.$/, pair);
  assert.match(chinese.what, /[\u4e00-\u9fff].*[。）]$/, pair);
  assert.match(chinese.advice, /[\u4e00-\u9fff].*。$/, pair);
}
