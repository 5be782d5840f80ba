/**
 * The client's version-neutral words for Feishu's task world. Nothing above `src/feishu` knows whether a call is
 * carried by API v1 or v2: v1 `collaborator` and v2 `assignee` are both `assignee` here, v1 seconds and v2
 * milliseconds are both epoch seconds here.
 */

/** When a task is due: a calendar date (all-day), or an instant shown in an IANA time zone. */
export type Due =
  | { readonly kind: 'date'; /** Local calendar date, `YYYY-MM-DD`. */ readonly date: string }
  | { readonly kind: 'time'; /** Unix time in seconds. */ readonly epochSeconds: number; readonly timeZone: string };

/** Locale keys Feishu takes in `platform_i18n_name` and `custom` tips (supplement page of task v1). */
export type FeishuLocale =
  | 'it_it'
  | 'th_th'
  | 'ko_kr'
  | 'es_es'
  | 'ja_jp'
  | 'zh_cn'
  | 'id_id'
  | 'zh_hk'
  | 'pt_br'
  | 'de_de'
  | 'fr_fr'
  | 'zh_tw'
  | 'ru_ru'
  | 'en_us'
  | 'hi_in'
  | 'vi_vn';

/** Where a task comes from. Immutable after creation. */
export interface TaskOrigin {
  /** Name of the platform per locale; at least one. */
  readonly name: Partial<Record<FeishuLocale, string>>;
  /** http or https link to the code, at most 1024 characters. */
  readonly url?: string;
  /** Text shown for the link, at most 512 characters. */
  readonly urlTitle?: string;
}

/** What pressing "complete" in Feishu does instead of completing, per platform (`custom.custom_complete`). */
export interface CustomComplete {
  readonly pc?: CustomCompleteTarget;
  readonly ios?: CustomCompleteTarget;
  readonly android?: CustomCompleteTarget;
}
export interface CustomCompleteTarget {
  readonly href?: string;
  readonly tip?: Partial<Record<FeishuLocale, string>>;
}

/** A task to create. One of `title` and `richTitle` is required; rich wins where both are set. */
export interface NewTask {
  readonly title?: string;
  readonly richTitle?: string;
  readonly description?: string;
  readonly richDescription?: string;
  readonly due?: Due;
  readonly origin: TaskOrigin;
  /** Any text; the client sends it base64-encoded as `extra`. */
  readonly extra?: string;
  readonly customComplete?: CustomComplete;
  readonly assigneeIds?: readonly string[];
  readonly followerIds?: readonly string[];
  /** RFC 2445 rule in normal form, without `RRULE:`. */
  readonly repeatRule?: string;
  /** Used by an API version that knows an idempotency key; v1 has none. */
  readonly clientToken?: string;
}

/** Fields of a task that can be changed. `null` clears, absent leaves alone. */
export interface TaskPatch {
  readonly title?: string;
  readonly richTitle?: string;
  readonly description?: string | null;
  readonly richDescription?: string | null;
  readonly due?: Due | null;
  readonly extra?: string | null;
  readonly customComplete?: CustomComplete | null;
  readonly assigneeIds?: readonly string[];
  readonly followerIds?: readonly string[];
  readonly repeatRule?: string | null;
}

/** A task as read from Feishu. Every field but `id` may be missing in the answer and has a neutral value then. */
export interface Task {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly due?: Due;
  /** Unix seconds; undefined while the task is open. */
  readonly completedAt?: number;
  readonly createdAt?: number;
  readonly updatedAt?: number;
  readonly creatorId?: string;
  readonly originUrl?: string;
  readonly originTitle?: string;
  /** `extra` decoded from base64; undefined where missing or not base64. */
  readonly extra?: string;
  readonly repeatRule?: string;
  readonly assigneeIds: readonly string[];
  readonly followerIds: readonly string[];
  /** v1 `source`: 6 made with a tenant token, 7 with a user token, ... */
  readonly source?: number;
  /** True where completing in Feishu opens a page or tip instead (`custom`). */
  readonly hasCustomComplete: boolean;
}

export interface Person {
  /** In the client's `user_id_type`, open_id by default. */
  readonly id: string;
  readonly name: string;
  readonly enName?: string;
  readonly email?: string;
  readonly avatarUrl?: string;
}

/** Somebody or something with a right on a tasklist. */
export interface TasklistMember {
  readonly id: string;
  /** Default `user`. */
  readonly type?: 'user' | 'chat' | 'app';
  /** Default `viewer`. `owner` is only read, never given. */
  readonly role?: TasklistRole;
}
export type TasklistRole = 'owner' | 'editor' | 'viewer';

export interface NewTasklist {
  /** At most 100 characters. */
  readonly name: string;
  /** At most 500; the caller becomes the owner without standing here. */
  readonly members?: readonly TasklistMember[];
}

export interface Tasklist {
  readonly guid: string;
  readonly name: string;
  readonly url?: string;
  readonly owner?: TasklistMember;
  readonly members?: readonly TasklistMember[];
}

/** A task as the list of a tasklist shows it: no description, no `extra`. */
export interface TasklistTask {
  readonly id: string;
  readonly title: string;
  /** Unix seconds; undefined while the task is open. */
  readonly completedAt?: number;
}

export interface Department {
  readonly id: string;
  readonly name: string;
}

/** A comment to write; one of the two is required, rich wins where both are set. At most 65,536 characters. */
export interface NewComment {
  readonly content?: string;
  /** Only text composed by us: there is no escape syntax. */
  readonly richContent?: string;
  /** The comment answered to. */
  readonly parentId?: string;
}

export interface Comment {
  readonly id: string;
  readonly content: string;
  readonly parentId?: string;
  readonly creatorId?: string;
  /** Unix time in milliseconds. */
  readonly createdAtMilliseconds?: number;
}

export interface Reminder {
  readonly id: string;
  /** Negative after the due time. */
  readonly minutesBeforeDue: number;
}

export interface Chat {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly external: boolean;
  readonly status: string;
}

/** An activity subscription to make. */
export interface NewSubscription {
  /** At most 50 characters. */
  readonly name: string;
  /** 1 to 50 chats; the calling identity is a member of each. */
  readonly chatIds: readonly string[];
  /** Keys of SUBSCRIPTION_EVENTS, each once; none at all means no notices. */
  readonly eventKeys: readonly number[];
  readonly disabled?: boolean;
}

/** An activity subscription of a tasklist (v2). */
export interface Subscription {
  readonly guid: string;
  readonly name: string;
  readonly chatIds: readonly string[];
  readonly eventKeys: readonly number[];
  readonly disabled: boolean;
}

/** Options every call takes. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Bulk calls wait behind interactive ones. Default `interactive`. */
  readonly priority?: 'interactive' | 'bulk';
}

/** Gives the bearer token for calls. Implementations are single-flight. */
export interface TokenSource {
  readonly kind: 'tenant' | 'user';
  /** The current token, fetched or refreshed where needed. */
  getToken(signal?: AbortSignal): Promise<string>;
  /** Called after the server refused `staleToken`: gives a newer one, or throws where there is none. */
  renewToken(staleToken: string, signal?: AbortSignal): Promise<string>;
}

/** What the pure layers log to; the host gives a redacting one. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
