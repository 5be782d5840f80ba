/**
 * What the sandbox remembers: one set of records seen by API v1 and v2 alike. All times are Unix milliseconds;
 * people are named by the open_id of this app, whatever id type a caller uses.
 */

export interface AppRecord {
  appId: string;
  appSecret: string;
  name: string;
  tenantKey: string;
  /** The app as a user: what `creator_id` shows for tasks made with a tenant token. */
  openId: string;
  unionId: string;
  enabled: boolean;
  botEnabled: boolean;
  /** Console switch "refresh user_access_token". */
  refreshEnabled: boolean;
  redirectUris: string[];
  /** Scopes enabled per identity (app tab, user tab of the console). */
  scopes: { tenant: string[]; user: string[] };
}

export interface UserRecord {
  openId: string;
  unionId: string;
  userId: string;
  /** The same person as another app, developer or tenant knows them: sent here, these ids are refused. */
  foreign: { openId: string; unionId: string; userId: string };
  name: string;
  enName: string;
  email: string;
  mobile: string;
  departmentIds: string[];
  /** False: outside the app's contact range. */
  visible: boolean;
  resigned: boolean;
  frozen: boolean;
}

export interface DepartmentRecord {
  openDepartmentId: string;
  departmentId: string;
  parentId: string;
  name: string;
  enName: string;
  visible: boolean;
}

export interface NoticeRecord {
  id: string;
  at: number;
  key: number;
  subscriptionGuid: string;
  subscriptionName: string;
  tasklistGuid: string;
  tasklistName: string;
  taskGuid: string;
  taskSummary: string;
  actorName: string;
}

export interface ChatRecord {
  chatId: string;
  name: string;
  description: string;
  external: boolean;
  status: 'normal' | 'dissolved' | 'dissolved_save';
  /** A public group can be found and joined by those who are not in it. */
  public: boolean;
  ownerId: string;
  members: string[];
  hasApp: boolean;
  notices: NoticeRecord[];
}

export type Principal = { readonly type: 'user' | 'app'; readonly id: string };

export interface TaskMember {
  id: string;
  type: 'user' | 'app';
  role: 'assignee' | 'follower';
}

export interface TaskTime {
  at: number;
  isAllDay: boolean;
  /** IANA name; only v1 knows it. */
  timeZone: string;
}

export interface Reminder {
  id: string;
  /** Minutes before the due time; negative is after. */
  minutes: number;
}

export interface TaskOriginRecord {
  name: Record<string, string>;
  url: string;
  title: string;
}

export interface TaskRecord {
  guid: string;
  /** Place in the row of creations; page tokens point at it. */
  seq: number;
  /** Display number such as `t100023`. */
  taskId: string;
  summary: string;
  description: string;
  /** v1 rich text as it is shown, without the markup; set only where rich text was given. */
  richSummary?: string;
  richDescription?: string;
  extra: string;
  due?: TaskTime;
  start?: TaskTime;
  origin?: TaskOriginRecord;
  /** The value of `custom_complete`. */
  customComplete?: Record<string, unknown>;
  repeatRule: string;
  members: TaskMember[];
  /** 0 while open. */
  completedAt: number;
  createdAt: number;
  updatedAt: number;
  deletedAt: number;
  creator: Principal;
  /** 6 made with a tenant token, 7 with a user token. */
  source: number;
  canEdit: boolean;
  reminders: Reminder[];
  tasklists: { guid: string; sectionGuid: string }[];
  mode: number;
  isMilestone: boolean;
}

export interface TasklistMember {
  id: string;
  type: 'user' | 'chat' | 'app';
  role: 'editor' | 'viewer';
}

export interface TasklistRecord {
  guid: string;
  seq: number;
  name: string;
  creator: Principal;
  owner: Principal;
  members: TasklistMember[];
  sectionGuid: string;
  createdAt: number;
  updatedAt: number;
}

export interface SubscriptionRecord {
  guid: string;
  seq: number;
  tasklistGuid: string;
  name: string;
  chatIds: string[];
  keys: number[];
  disabled: boolean;
}

export interface CommentRecord {
  id: string;
  seq: number;
  taskGuid: string;
  /** What readers see. */
  content: string;
  richContent?: string;
  parentId: string;
  creator: Principal;
  createdAt: number;
  updatedAt: number;
}

export interface TokenRecord {
  token: string;
  kind: 'tenant' | 'user' | 'app';
  /** open_id of the user behind a user token. */
  openId?: string;
  scopes: string[];
  issuedAt: number;
  expiresAt: number;
  revoked: boolean;
}

export interface RefreshTokenRecord {
  token: string;
  /** v1 and v2 refresh tokens are not interchangeable. */
  version: 1 | 2;
  openId: string;
  scopes: string[];
  expiresAt: number;
  /** When the user consented; refreshing ends 365 days later. */
  consentedAt: number;
  used: boolean;
  revoked: boolean;
}

export interface CodeRecord {
  code: string;
  openId: string;
  redirectUri: string;
  scopes: string[];
  challenge: string;
  challengeMethod: 'S256' | 'plain';
  expiresAt: number;
  used: boolean;
}

export interface DeviceRecord {
  deviceCode: string;
  userCode: string;
  scopes: string[];
  expiresAt: number;
  /** Seconds a client must leave between two polls. */
  interval: number;
  lastPollAt: number;
  state: 'pending' | 'approved' | 'denied' | 'used';
  openId: string;
}

export interface ClientTokenRecord {
  key: string;
  expiresAt: number;
  taskGuid: string;
}

export interface State {
  version: 1;
  app: AppRecord;
  users: UserRecord[];
  departments: DepartmentRecord[];
  chats: ChatRecord[];
  tasks: Record<string, TaskRecord>;
  tasklists: Record<string, TasklistRecord>;
  subscriptions: Record<string, SubscriptionRecord>;
  comments: Record<string, CommentRecord>;
  tokens: TokenRecord[];
  refreshTokens: RefreshTokenRecord[];
  codes: CodeRecord[];
  devices: DeviceRecord[];
  clientTokens: ClientTokenRecord[];
  /** Scopes each user (open_id) granted so far; grants add up. */
  grants: Record<string, { scopes: string[]; consentedAt: number }>;
  /** The last number given to a record. */
  seq: number;
}
