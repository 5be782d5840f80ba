export * from './model';
export { createFeishuClient, type FeishuClient, type FeishuClientOptions } from './facade';
export type { CreatedTask, CreateTaskOptions, NotAdded } from './createTask';
export type { TaskFilter, TaskService } from './taskService';
export type { PeopleService } from './people';
export type { CommentService } from './comments';
export type { ReminderService } from './reminders';
export type { TasklistService } from './tasklists';
export type { SubscriptionService } from './subscriptions';
export type { ContactScope, ContactService } from './contacts';
export type { ChatService } from './chats';
export type { SignedInUser, UserService } from './users';
export type { UserIdType } from './client';
export { systemClock, type Clock } from './clock';
export { RateLimiter } from './limiter';
export { HttpClient, type HttpOptions } from './http';
export {
  brandBaseUrl,
  checkBaseUrl,
  domainsFor,
  readTasklistGuid,
  taskUrl,
  tasklistUrl,
  type Brand,
  type Domains,
} from './domains';
export { collect } from './paging';
export { fitText, LIMITS, SUBSCRIPTION_EVENTS, textLength, type SubscriptionEvent } from './limits';
export * from './errors/types';
export * from './errors/recognise';
export {
  fetchTenantToken,
  TenantTokenSource,
  type AppCredentials,
  type TenantToken,
  type TenantTokenSourceOptions,
  type TokenCallOptions,
} from './auth/tenantToken';
export { explain, type Explanation, type Locale } from './errors/explain';
export { fixedTokenSource } from './auth/fixedToken';
export { authorizeUrl, exchangeCode, refreshTokens, type AuthorizeRequest, type UserTokens } from './auth/oauth';
export { challengeOf, createPkce, createState, type Pkce } from './auth/pkce';
export { awaitDeviceSignIn, startDeviceSignIn, type DeviceSignIn } from './auth/deviceFlow';
export { UserTokenSource, type UserTokenSourceOptions } from './auth/userToken';
