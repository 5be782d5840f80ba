import { randomUUID } from 'node:crypto';
import { randomHex } from '../core/random';
import type { ChatRecord, DepartmentRecord, State, TasklistRecord, UserRecord } from './model';
import { tenantScopes, userScopes } from './scopes';

/** Redirect URLs a fresh app has in its list; the settings page adds more. */
export const defaultRedirectUris: readonly string[] = [8080, 3000, 17865, 17866, 17867].flatMap((port) => [
  `http://localhost:${port}/callback`,
  `http://127.0.0.1:${port}/callback`,
]);

/**
 * A tenant with people, departments, groups and task lists to try the product on. Ids are fresh in every sandbox.
 * @param extraPeople Further members of the company's root.
 */
export function seedState(now: number, extraPeople = 0): State {
  const departments = seedDepartments();
  const users = [...seedUsers(departments), ...seedCrowd(extraPeople)];
  const state: State = {
    version: 1,
    app: {
      appId: `cli_${randomHex(8)}`,
      appSecret: randomHex(16),
      name: 'Feishu TODO Sandbox',
      tenantKey: randomHex(8),
      openId: `ou_${randomHex(16)}`,
      unionId: `on_${randomHex(16)}`,
      enabled: true,
      botEnabled: true,
      refreshEnabled: true,
      redirectUris: [...defaultRedirectUris],
      scopes: { tenant: [...tenantScopes], user: [...userScopes] },
    },
    users,
    departments,
    chats: seedChats(users),
    tasks: {},
    tasklists: {},
    subscriptions: {},
    comments: {},
    tokens: [],
    refreshTokens: [],
    codes: [],
    devices: [],
    clientTokens: [],
    grants: {},
    seq: 0,
  };
  seedTasklists(state, now);
  return state;
}

function seedDepartments(): DepartmentRecord[] {
  const department = (name: string, enName: string, parentId: string, visible = true): DepartmentRecord => ({
    openDepartmentId: `od-${randomHex(16)}`,
    departmentId: randomHex(8),
    parentId,
    name,
    enName,
    visible,
  });
  const engineering = department('研发部', 'Engineering', '0');
  return [
    engineering,
    department('产品设计部', 'Product Design', '0'),
    department('基础架构组', 'Infrastructure', engineering.openDepartmentId),
    department('董事会', 'Board', '0', false),
  ];
}

function seedUsers(departments: readonly DepartmentRecord[]): UserRecord[] {
  const [engineering, design, infrastructure, board] = departments.map((department) => department.openDepartmentId);
  const people: [name: string, enName: string, account: string, departmentIds: string[]][] = [
    ['王小明', 'Xiaoming Wang', 'wang.xiaoming', ['0', engineering!]],
    ['李娜', 'Na Li', 'li.na', ['0', engineering!]],
    ['Alice Johnson', 'Alice Johnson', 'alice', ['0', design!]],
    ['陈思远', 'Siyuan Chen', 'chen.siyuan', ['0', infrastructure!]],
    ['Bob Smith', 'Bob Smith', 'bob', ['0']],
    ['欧阳晓月', 'Xiaoyue Ouyang', 'ouyang', ['0', design!]],
    ['赵磊', 'Lei Zhao', 'zhao.lei', [infrastructure!]],
    ['Zoë Müller-O’Brien', 'Zoë Müller-O’Brien', 'zoe', [engineering!]],
  ];
  const users = people.map(([name, enName, account, departmentIds], index) =>
    person(name, enName, account, departmentIds, index),
  );
  const director = person('林董事', 'Director Lin', 'lin', [board!], people.length);
  const leaver = person('周离职', 'Leaver Zhou', 'zhou', ['0'], people.length + 1);
  return [...users, { ...director, visible: false }, { ...leaver, resigned: true }];
}

/** Makes so many further members of the company's root, or leaves so many of them. */
export function resizeCrowd(state: State, count: number): readonly UserRecord[] {
  const isOfCrowd = ({ email }: UserRecord): boolean => /^member\d+@example\.com$/.test(email);
  const crowd = state.users.filter(isOfCrowd).slice(0, count);
  crowd.push(...seedCrowd(count - crowd.length, crowd.length));
  state.users = [...state.users.filter((user) => !isOfCrowd(user)), ...crowd];
  return crowd;
}

function seedCrowd(count: number, from = 0): UserRecord[] {
  return Array.from({ length: count }, (_, place) => {
    const index = from + place;
    const number = String(index + 1).padStart(4, '0');
    return person(`员工${number}`, `Member ${number}`, `member${number}`, ['0'], 1000 + index);
  });
}

function person(name: string, enName: string, account: string, departmentIds: string[], index: number): UserRecord {
  return {
    openId: `ou_${randomHex(16)}`,
    unionId: `on_${randomHex(16)}`,
    userId: randomHex(4),
    foreign: { openId: `ou_${randomHex(16)}`, unionId: `on_${randomHex(16)}`, userId: randomHex(4) },
    name,
    enName,
    email: `${account}@example.com`,
    mobile: `+861380000${String(1000 + index)}`,
    departmentIds,
    visible: true,
    resigned: false,
    frozen: false,
  };
}

function seedChats(users: readonly UserRecord[]): ChatRecord[] {
  const ids = users.map((user) => user.openId);
  const chat = (name: string, description: string, members: string[], hasApp: boolean): ChatRecord => ({
    chatId: `oc_${randomHex(16)}`,
    name,
    description,
    external: false,
    status: 'normal',
    public: false,
    ownerId: members[0]!,
    members,
    hasApp,
    notices: [],
  });
  return [
    chat('研发群 Engineering', '研发部日常 · everyday engineering', ids.slice(0, 5), true),
    chat('发布通知 Releases', '版本发布 · what ships', ids.slice(0, 3), true),
    chat('管理层 Leadership', '未邀请应用 · the app is not in it', ids.slice(4, 7), false),
    { ...chat('公开技术群 Open Tech', '任何人可加入 · anyone may join', ids.slice(5, 8), false), public: true },
    { ...chat('客户群 Customers', '外部群 · with other companies', ids.slice(0, 2), true), external: true },
    { ...chat('旧项目 Old Project', '已解散 · dissolved', ids.slice(0, 4), true), status: 'dissolved' },
  ];
}

function seedTasklists(state: State, now: number): void {
  const [first, second, third] = state.users;
  const app = { type: 'app', id: state.app.appId } as const;
  const add = (name: string, ownerId: string, members: TasklistRecord['members']) => {
    const guid = randomUUID();
    const owner = { type: 'user', id: ownerId } as const;
    state.seq += 1;
    state.tasklists[guid] = {
      guid,
      seq: state.seq,
      name,
      creator: owner,
      owner,
      members,
      sectionGuid: randomUUID(),
      createdAt: now,
      updatedAt: now,
    };
  };
  const shared: TasklistRecord['members'] = [
    { id: app.id, type: 'app', role: 'editor' },
    { id: second!.openId, type: 'user', role: 'editor' },
  ];
  add('技术债 Tech Debt', first!.openId, shared);
  add('下个版本 Next Release', first!.openId, [...shared]);
  add('私人清单 Private', third!.openId, []);
}
