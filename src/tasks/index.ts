export { nextReadIn } from './backOff';
export { Emitter, type Disposable, type Event } from './emitter';
export {
  asTitle,
  draftFromTodo,
  ORIGIN_NAME,
  toNewTask,
  type CodePlace,
  type ComposeOptions,
  type DraftDefaults,
  type DraftSource,
  type TaskDraft,
} from './draft';
export { settledExtra, titleChange, type TitleChange } from './titles';
export { GRACE_MS, RemovedTodos, type GoneTodo, type RemovalFacts } from './removedTodos';
export { mentionName } from './mention';
export { snippetOf } from './snippet';
export {
  readCompletion,
  readOriginName,
  readSnippetLines,
  readTemplates,
  type Reading,
  type TaskSettingProblem,
} from './taskSettings';
export { placeKey, placeName } from './place';
export { formatExtra, parseExtra, type TaskExtra } from './extra';
export { codeLink, repositoryName, type CodeLink, type GitFacts, type LinkTemplates } from './permalink';
export {
  AlreadyDeliveredError,
  NotSignedInError,
  OtherAccountError,
  Outbox,
  type CreateHow,
  type CreationHandle,
  type OutboxChange,
  type OutboxOptions,
} from './outbox';
export { createMany, type BulkOptions, type BulkProgress, type BulkResult } from './bulk';
export { classify, errorData, feishuCreator, type CreatorServices } from './feishuCreator';
export type { Failure, FailureKind, OutboxAccount, TaskCreator } from './outbox/creator';
export type {
  AccountIdentity,
  FollowUp,
  Intent,
  IntentError,
  IntentView,
  Shortfall,
  StoredState,
  WaitingFor,
} from './outbox/intent';
export { defaultTiming, type OutboxTiming } from './outbox/send';
export { TaskStore, type TaskChanges, type TaskPlace, type TaskSource, type TaskStoreOptions } from './store';
export type { TextStorage } from './snapshot';
export { LinkRegistry, linksOfFile, type FileLink, type FilePlace, type KeyValueState, type LocalLink } from './links';
export { DUE_ORDER, dueStatus, dueStatusAt, sortByDue, type DueStatus } from './order';
