import assert from 'node:assert/strict';
import {
  collect,
  explain,
  FeishuError,
  isAuthError,
  isNotFound,
  isOutcomeUnclear,
  isPermission,
  isRateLimit,
  isStaleId,
  type ApiVersion,
  type FeishuClient,
} from '../../../src/feishu';
import { clientFor, LoopbackServer, refuse } from './support';

const NEW = { title: 'Title', origin: { name: { en_us: 'Test' } } };
const SUBSCRIPTION = { name: 'News', chatIds: ['oc_1'], eventKeys: [100] };

/** What kind of error it is: the recognisers that say yes. */
type Kind = 'auth' | 'limit' | 'missing' | 'permission' | 'unclear';

function kindsOf(error: unknown): readonly Kind[] {
  const tests: readonly (readonly [Kind, boolean])[] = [
    ['auth', isAuthError(error)],
    ['limit', isRateLimit(error)],
    ['missing', isNotFound(error)],
    ['permission', isPermission(error)],
    ['unclear', isOutcomeUnclear(error)],
  ];
  return tests.flatMap(([kind, yes]) => (yes ? [kind] : []));
}

/** HTTP status, code, kinds, and words that must be in the English and the Chinese explanation. */
type Row = readonly [number, number, readonly Kind[], RegExp, RegExp];

const server500 = [/Try again.*log id/, /请重试.*日志 ID/] as const;

/** The error tables of the four documents the product is built on, row by row. */
const DOCUMENTS: readonly {
  readonly name: string;
  readonly version: ApiVersion;
  call(client: FeishuClient): Promise<unknown>;
  readonly rows: readonly Row[];
}[] = [
  {
    name: '创建任务',
    version: 'v1',
    call: (client) => client.tasks.create(NEW),
    rows: [
      [400, 1470400, [], /wrong parameter.*answer names/, /请求参数存在问题.*返回的具体错误/],
      [
        401,
        1470403,
        ['auth'],
        /token is not the right one.*user_access_token or a tenant/,
        /token 不正确.*tenant_access_token/,
      ],
      [400, 1470410, [], /rich-text title/, /富文本标题解析错误/],
      [400, 1470411, [], /rich-text description/, /富文本描述解析错误/],
      [400, 1470414, [], /time zone.*IANA/, /时区.*IANA/],
      [400, 1470415, [], /origin.*language/, /来源的名称.*地区名/],
      [400, 1470416, [], /no title/, /标题.*没有内容/],
      [400, 1470434, [], /repeat rule.*RFC 2445/, /重复规则无法解析.*语法规范/],
      [400, 1470435, [], /not base64/, /base64/],
      [400, 1470436, [], /link.*http or https/, /URL.*http 或 https/],
      [400, 1470437, [], /too long.*256.*65,536/, /超出限制.*256.*65536/],
      [400, 1470438, [], /custom completion.*format/, /Custom 字段格式错误/],
      [400, 1470439, [], /due time could not be read/, /无法解析时间戳/],
      [429, 1470450, ['limit'], /too many requests.*Wait/, /请求过多.*稍后/],
      [500, 1470600, ['unclear'], /failed to create the task/, /任务创建失败/],
      [400, 1470740, [], /content check.*Change/, /安全内容检查.*修改/],
    ],
  },
  {
    name: '新增关注人',
    version: 'v1',
    call: (client) => client.followers.add('task-1', ['ou_1']),
    rows: [
      [403, 1470403, ['auth'], /token is not the right one/, /token 不正确/],
      [400, 1470602, ['missing'], /does not know this task.*task id/, /任务 ID 不合法/],
      [500, 1470711, ['unclear'], /failed to add the followers/, /添加任务关注者失败/],
      [400, 1470451, ['limit'], /same task.*too often.*Wait/, /同一个任务的操作请求太频繁/],
      [400, 1470412, [], /follower id is not valid.*empty/, /关注者 ID 无效.*空/],
      [400, 1470428, [], /too many followers/, /关注者的数量超过最大限制/],
      [400, 1470450, ['limit'], /too many requests/, /请求过多/],
      [400, 1470404, ['permission'], /refused.*no right.*follower/, /没有操作权限.*关注者/],
    ],
  },
  {
    name: '批量删除关注人',
    version: 'v1',
    call: (client) => client.followers.remove('task-1', ['ou_1']),
    rows: [
      [403, 1470403, ['auth'], /token is not the right one/, /token 不正确/],
      [400, 1470450, ['limit'], /too many requests/, /请求过多/],
      [400, 1470451, ['limit'], /same task.*too often/, /同一个任务的操作请求太频繁/],
      [400, 1470602, ['missing'], /does not know this task/, /任务 ID 不合法/],
      [500, 1470712, ['unclear'], /failed to remove the followers/, /移除任务关注人失败/],
      [400, 1470404, ['permission'], /refused.*no right/, /没有操作权限/],
    ],
  },
  {
    name: '创建动态订阅',
    version: 'v2',
    call: (client) => client.subscriptions.create('list-1', SUBSCRIPTION),
    rows: [
      [400, 1470400, [], /wrong parameter.*event.*\(refused\).*names the reason/, /event_key.*（refused）.*提示信息/],
      [403, 1470403, ['permission'], /cannot edit.*or are not in the chat.*right to edit/, /编辑权限或者不在群中/],
      [404, 1470404, ['missing'], /does not exist or was deleted/, /清单或订阅不存在或已删除/],
      [500, 1470500, ['unclear'], /failed to carry out.*Try again/, /服务器错误.*重试/],
    ],
  },
];

describe('the error tables of the four documents', () => {
  let server: LoopbackServer;
  let base: string;
  const answerWith = (status: number, code: number) =>
    (server.handler = (_, response) => refuse(response, status, code));

  before(async () => {
    server = new LoopbackServer(() => {});
    base = await server.start();
  });
  after(() => server.stop());

  for (const { name, version, call, rows } of DOCUMENTS) {
    for (const [status, code, kinds, english, chinese] of rows) {
      it(`${name}: HTTP ${status}, code ${code}`, async () => {
        answerWith(status, code);
        const error = await thrown(call(clientFor(base)));
        assert.deepEqual([error.apiVersion, error.httpStatus, error.code], [version, status, code]);
        assert.deepEqual(kindsOf(error), kinds);
        assert.match(said(error, 'en'), english);
        assert.match(said(error, 'zh-cn'), chinese);
      });
    }
  }

  it('新增关注人: HTTP 400, code 1470430 is no error: they follow already', async () => {
    answerWith(400, 1470430);
    await clientFor(base).followers.add('task-1', ['ou_1']);
    await assert.rejects(clientFor(base).followers.remove('task-1', ['ou_1']), { code: 1470430 });
    assert.match(said(refusal('v1', 1470430), 'zh-cn'), /已经是任务的关注者.*不需要重复添加/);
    assert.match(said(refusal('v1', 1470430), 'en'), /follow the task already/);
  });

  it('the same holds for an assignee, and a task deleted before is deleted', async () => {
    answerWith(400, 1470431);
    await clientFor(base).assignees.add('task-1', ['ou_1']);
    answerWith(400, 1470433);
    await clientFor(base).tasks.delete('task-1');
  });
});

/** Every other documented code of an API version, from the reference's tables. */
const OTHER_CODES: Readonly<Record<ApiVersion, readonly number[]>> = {
  v1: [
    1470413, 1470417, 1470418, 1470419, 1470420, 1470421, 1470422, 1470423, 1470424, 1470425, 1470426, 1470427, 1470429,
    1470431, 1470432, 1470433, 1470601, 1470603, 1470604, 1470605, 1470700, 1470701, 1470702, 1470710, 1470720, 1470721,
    1470722, 1470730, 1470731, 1470732, 1470733, 1470734, 1470741, 99991400, 99991401, 99991403, 99991201, 99991301,
    99991543, 99991661, 99991662, 99991663, 99991664, 99991665, 99991668, 99991669, 99991671, 99991672, 99991673,
    99991676, 99991677, 99991679, 99992351, 99992352, 99992353, 99992355, 99992356, 99992359, 99992360, 99992361,
    99992363, 99992364, 99992381, 99992402, 2200, 5000, 10500,
  ],
  v2: [1470400, 1470403, 1470404, 1470422, 1470450, 1470451, 1470500, 1470610, 1470611, 1470612, 1470613, 99991400],
  auth: [10003, 10012, 10013, 10014, 10015, 20001, 20005, 20008, 20021, 20022, 20023, 20050, 99991543, 99991662],
  oauth: [
    20001, 20002, 20003, 20004, 20008, 20009, 20010, 20024, 20026, 20036, 20037, 20048, 20049, 20050, 20063, 20064,
    20065, 20066, 20067, 20068, 20069, 20070, 20071, 20072, 20073, 20074,
  ],
  contact: [40001, 40003, 40004, 40011, 40012, 40014, 41012, 41050, 42008, 43010, 48001, 48002],
  im: [232001, 232004, 232006, 232009, 232010, 232011, 232017, 232019, 232025, 232033, 232034],
  search: [99991672],
};

describe('every other documented code', () => {
  for (const [version, codes] of Object.entries(OTHER_CODES)) {
    it(`of ${version} has a cause and an advice of its own in both languages`, () => {
      for (const code of codes) {
        const error = refusal(version as ApiVersion, code);
        for (const [locale, unknown, script] of [
          ['en', /^Feishu refused the request|^Feishu failed inside\. \(/, /[a-z]/],
          ['zh-cn', /^飞书拒绝了该请求/, /[\u4e00-\u9fff]/],
        ] as const) {
          const { what, advice } = explain(error, locale)!;
          assert.doesNotMatch(what, unknown, `${code}`);
          assert.match(what, script, `${code}`);
          assert.match(advice, script, `${code}`);
        }
      }
    });
  }
});

describe('recognising errors', () => {
  it('never by the number alone', () => {
    assert.deepEqual(kindsOf(refusal('v1', 1470403, 401)), ['auth']);
    assert.deepEqual(kindsOf(refusal('v2', 1470403, 403)), ['permission']);
    assert.deepEqual(kindsOf(refusal('v1', 1470404, 400)), ['permission']);
    assert.deepEqual(kindsOf(refusal('v2', 1470404, 404)), ['missing']);
    assert.deepEqual(kindsOf(refusal('v1', 1470422, 400)), []);
    assert.deepEqual(kindsOf(refusal('contact', 1470450, 400)), []);
    assert.deepEqual(kindsOf(refusal('oauth', 20073)), ['auth']);
    assert.deepEqual(kindsOf(refusal('oauth', 20074)), []);
    assert.deepEqual(kindsOf(refusal('v1', 99991672)), ['permission']);
    assert.deepEqual(kindsOf(new Error('other')), []);
    assert.ok(isStaleId(refusal('v1', 99992361)));
  });

  it('tells a dead token from one of the wrong kind', () => {
    const dead = refusal('v1', 99991668, 400, 'Invalid access token');
    const wrong = refusal('v1', 99991668, 400, 'user access token not support');
    assert.deepEqual([kindsOf(dead), kindsOf(wrong)], [['auth'], []]);
    assert.match(said(dead, 'en'), /Sign in again/);
    assert.match(said(wrong, 'en'), /kind of identity/);
    assert.match(said(wrong, 'zh-cn'), /当前身份/);
  });

  it('takes a failure about the token as clear: the request was not sent', () => {
    const endpoint = 'POST /open-apis/auth/v3/tenant_access_token/internal';
    const error = new FeishuError({ apiVersion: 'auth', code: 10012, httpStatus: 500, endpoint, msg: '' });
    assert.equal(isOutcomeUnclear(error), false);
  });
});

describe('explaining errors', () => {
  it('names missing scopes and links to the console', () => {
    const error = new FeishuError({
      ...details('v1', 99991672),
      missingScopes: ['task:task', 'task:task:write'],
      consoleUrl: 'https://open.feishu.cn/app/cli_a/auth?q=task:task',
    });
    assert.match(explain(error)!.what, /scope\. \(task:task, task:task:write\)/);
    assert.match(explain(error, 'zh-cn')!.what, /缺少接口权限。（task:task, task:task:write）/);
    assert.equal(explain(error)!.link, 'https://open.feishu.cn/app/cli_a/auth?q=task:task');
  });

  it('names the fields the server complains about, and else gives its message', () => {
    const violation = { ...details('v1', 99992402), fieldViolations: [{ field: 'due.time' }] };
    assert.match(explain(new FeishuError(violation))!.what, /\(due\.time\)$/);
    assert.match(explain(refusal('v1', 123456, 400, 'strange thing'))!.what, /refused the request.*\(strange thing\)/);
    assert.match(explain(refusal('v1', 123456, 400, ''), 'zh-cn')!.what, /（123456）/);
    assert.match(explain(refusal('v1', 123456, 503, 'down'))!.what, /failed inside/);
  });

  it('says nothing about errors of others', () => {
    assert.equal(explain(new Error('x')), undefined);
    assert.equal(explain('x'), undefined);
  });

  it('explains v2 codes by what they are about', () => {
    const at = (endpoint: string) => explain(new FeishuError({ ...details('v2', 1470403), endpoint }))!.what;
    assert.match(at('PATCH /open-apis/task/v2/tasklists/:tasklist_guid'), /tasklist/);
    assert.match(at('POST /open-apis/task/v2/tasklists/:tasklist_guid/activity_subscriptions'), /chat/);
    assert.doesNotMatch(at('PATCH /open-apis/task/v2/tasks/:task_guid'), /tasklist|chat/);
  });
});

describe('an error inside Feishu', () => {
  it('asks for the log id in both languages', () => {
    const error = refusal('v1', 1470603, 500);
    assert.match(said(error, 'en'), server500[0]);
    assert.match(said(error, 'zh-cn'), server500[1]);
  });

  it('of a list carries the log id of the answer', async () => {
    const server = new LoopbackServer((_, response) =>
      refuse(response, 400, 1470421, 'x', { 'x-tt-logid': '2026ABC' }),
    );
    const base = await server.start();
    const error = await thrown(collect(clientFor(base).tasks.list()));
    assert.equal(error.logId, '2026ABC');
    assert.match(error.message, /log id 2026ABC/);
    await server.stop();
  });
});

async function thrown(work: Promise<unknown>): Promise<FeishuError> {
  const error = await work.then(
    () => assert.fail('expected a rejection'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof FeishuError, String(error));
  return error;
}

function said(error: unknown, locale: 'en' | 'zh-cn'): string {
  const { what, advice } = explain(error, locale)!;
  return `${what} ${advice}`;
}

function details(apiVersion: ApiVersion, code: number, httpStatus = 400) {
  return { apiVersion, code, httpStatus, endpoint: 'X /x', msg: '' };
}

function refusal(apiVersion: ApiVersion, code: number, httpStatus = 400, msg = ''): FeishuError {
  return new FeishuError({ ...details(apiVersion, code, httpStatus), msg });
}
