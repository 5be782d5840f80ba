import { assigneesV1 } from './assignees';
import { ChatService } from './chats';
import { ApiClient, type ApiCaller, type UserIdType } from './client';
import { systemClock, type Clock } from './clock';
import { CommentService } from './comments';
import { ContactService } from './contacts';
import { createTask, type CreatedTask, type CreateTaskOptions } from './createTask';
import { checkBaseUrl, taskUrl, tasklistUrl } from './domains';
import { followersV1 } from './followers';
import { HttpClient } from './http';
import { LIMITS } from './limits';
import { RateLimiter } from './limiter';
import { WriteLocks } from './locks';
import { MembersV2 } from './membersV2';
import type { Log, NewTask, TokenSource } from './model';
import type { PeopleService } from './people';
import { ReminderService } from './reminders';
import { SubscriptionService } from './subscriptions';
import { TasklistService } from './tasklists';
import type { TaskService } from './taskService';
import { TasksV1 } from './tasksV1';
import { TasksV2 } from './tasksV2';
import { UserService } from './users';

export interface FeishuClientOptions {
  /** API host: `brandBaseUrl('feishu')`, `brandBaseUrl('lark')`, a sandbox or a private deployment. */
  readonly baseUrl: string;
  readonly tokenSource: TokenSource;
  readonly log: Log;
  readonly userAgent?: string;
  readonly clock?: Clock;
  /** For one whole exchange, in milliseconds. Default 30,000. */
  readonly timeoutMilliseconds?: number;
  /** Given where several clients of one app and company share a process: they share the quota too. */
  readonly limiter?: RateLimiter;
  /** Which API carries tasks and their people. Default `v1`, as the base documents; `v2` is its successor. */
  readonly taskApi?: 'v1' | 'v2';
  /** Kind of the ids of people in and out. Default `open_id`. */
  readonly userIdType?: UserIdType;
}

/** Everything the product asks of Feishu. */
export interface FeishuClient {
  readonly baseUrl: string;
  readonly tasks: TaskService;
  readonly followers: PeopleService;
  readonly assignees: PeopleService;
  readonly comments: CommentService;
  readonly reminders: ReminderService;
  readonly tasklists: TasklistService;
  readonly subscriptions: SubscriptionService;
  readonly contacts: ContactService;
  readonly chats: ChatService;
  readonly users: UserService;
  /** Creates a task with any number of followers; see createTask.ts. */
  createTask(task: NewTask, options?: CreateTaskOptions): Promise<CreatedTask>;
  /** Link that opens a task in Feishu or on the sandbox's page. */
  taskUrl(taskId: string): string;
  tasklistUrl(tasklistGuid: string): string;
  /** Closes idle connections. */
  dispose(): void;
}

/**
 * Builds the client. Nothing is loaded or sent before the first call.
 * @throws ValidationError for `baseUrl`
 */
export function createFeishuClient(options: FeishuClientOptions): FeishuClient {
  const baseUrl = checkBaseUrl(options.baseUrl);
  const clock = options.clock ?? systemClock;
  const http = new HttpClient({ userAgent: options.userAgent, timeoutMilliseconds: options.timeoutMilliseconds });
  const api = new ApiClient({
    baseUrl,
    http,
    clock,
    tokens: options.tokenSource,
    limiter: options.limiter ?? new RateLimiter(clock),
    locks: new WriteLocks(),
    log: options.log,
    userIdType: options.userIdType ?? 'open_id',
  });
  const taskServices = options.taskApi === 'v2' ? servicesV2(api, clock) : servicesV1(api);
  return {
    baseUrl,
    tasks: taskServices.tasks,
    followers: taskServices.followers,
    assignees: taskServices.assignees,
    comments: new CommentService(api),
    reminders: new ReminderService(api),
    tasklists: new TasklistService(api),
    subscriptions: new SubscriptionService(api),
    contacts: new ContactService(api),
    chats: new ChatService(api),
    users: new UserService(api),
    createTask: (task, createOptions) => createTask(taskServices, task, createOptions),
    taskUrl: (taskId) => taskUrl(baseUrl, taskId),
    tasklistUrl: (guid) => tasklistUrl(baseUrl, guid),
    dispose: () => http.dispose(),
  };
}

function servicesV1(api: ApiCaller) {
  return {
    tasks: new TasksV1(api),
    followers: followersV1(api),
    assignees: assigneesV1(api),
    peopleOnCreate: { followers: LIMITS.task.followersOnCreate, together: Infinity },
  };
}

function servicesV2(api: ApiCaller, clock: Clock) {
  const members = LIMITS.task.membersOnCreateV2;
  return {
    tasks: new TasksV2(api, clock),
    followers: new MembersV2(api, 'follower'),
    assignees: new MembersV2(api, 'assignee'),
    peopleOnCreate: { followers: members, together: members },
  };
}
