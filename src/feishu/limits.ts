/**
 * The documented limits. Lengths count UTF-16 units: the documents say "characters" without a unit, and this is never
 * less than the number of code points, so what passes here passes there.
 */
export const LIMITS = {
  task: {
    /** The field table says 1000, error 1470437 says 256; 256 is what takes effect. */
    title: 256,
    titleV2: 3000,
    /** Raw length of `rich_summary`; its rendered text keeps to `title`. */
    richTitle: 1000,
    description: 65_536,
    descriptionV2: 3000,
    /** `extra` is at most 65,536 characters of base64: 49,152 bytes of text in UTF-8. */
    extraBytes: 49_152,
    originName: 1024,
    originUrl: 1024,
    originUrlTitle: 512,
    customComplete: 65_536,
    /** On create the field table allows 100, but a task holds 50 executors (1470429). */
    assignees: 50,
    followersOnCreate: 100,
    membersOnCreateV2: 50,
    repeatRule: 1000,
  },
  /** Ids sent in one add or remove call of followers or assignees. No maximum is documented for v1. */
  peoplePerCall: 50,
  comment: 65_536,
  tasklist: { name: 100, membersOnCreate: 500, membersPerCall: 500 },
  subscription: { name: 50, subscribers: 50, perTasklist: 50 },
  contacts: { idsByContactPerCall: 50, usersPerCall: 50, namesPerCall: 10 },
  chatQuery: 64,
  /** Any id in a body or path. */
  id: 100,
  oauth: { scopes: 50 },
} as const;

/** The events an activity subscription can report (document "创建动态订阅"). */
export const SUBSCRIPTION_EVENTS = {
  taskAdded: 100,
  taskRemoved: 101,
  completed: 103,
  reopened: 104,
  assigneeAdded: 109,
  assigneeChanged: 110,
  assigneeRemoved: 111,
  attachmentAdded: 119,
  commentAdded: 121,
  commentReplied: 122,
  startSet: 129,
  dueSet: 130,
  startAndDueSet: 131,
  startAndDueRemoved: 132,
} as const;

export type SubscriptionEvent = keyof typeof SUBSCRIPTION_EVENTS;

/** Length as the limits above count it. */
export function textLength(text: string): number {
  return text.length;
}

/** The longest beginning of a text that is within a limit, never cutting a surrogate pair in two. */
export function fitText(text: string, limit: number): string {
  if (text.length <= limit) {
    return text;
  }
  const last = text.charCodeAt(limit - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 1 : limit);
}
