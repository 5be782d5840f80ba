import { fitText, LIMITS, textLength } from '../feishu/limits';
import type { CustomComplete, Due, FeishuLocale, NewTask, Person, Tasklist } from '../feishu/model';
import { formatExtra } from './extra';
import type { CodeLink } from './permalink';

/** Where in the code a task comes from. */
export interface CodePlace {
  /** URI of the document, as text. */
  readonly uri: string;
  /** Path relative to the repository, or to the workspace folder where there is none, with `/`. */
  readonly path: string;
  /** 0-based. */
  readonly line: number;
  /** The TODO's line as it stands in the file. */
  readonly lineText: string;
  readonly languageId: string;
  /** Finds the line again after edits. */
  readonly fingerprint: string;
  /** Name of the repository (`host/path`), or of the workspace folder where there is none. */
  readonly repository: string;
  readonly link?: CodeLink;
}

/** A task being composed: what a person may change before it is created. Plain data that survives JSON. */
export interface TaskDraft {
  readonly title: string;
  readonly description: string;
  readonly assignees: readonly Person[];
  readonly followers: readonly Person[];
  readonly due?: Due;
  /** Repeat rule in normal form, without `RRULE:`. */
  readonly repeatRule?: string;
  /** Where the task goes after it was created. */
  readonly tasklist?: Tasklist;
  readonly place: CodePlace;
}

/** What a draft takes from a TODO comment. */
export interface DraftSource {
  readonly tag: string;
  readonly title: string;
  readonly description: string;
}

/** What is already decided beside the comment's text. */
export type DraftDefaults = Partial<Omit<TaskDraft, 'title' | 'description' | 'place'>> & {
  /** Lines of code around the TODO, for those who want them in the description. */
  readonly snippet?: string;
};

/** What the settings say about every task. */
export interface ComposeOptions {
  /** Identifies the creation, see `TaskExtra`. */
  readonly opId: string;
  /** Name of the origin per locale; by default the extension's own in English and Chinese. */
  readonly originName?: Partial<Record<FeishuLocale, string>>;
  /** What "complete" does in Feishu instead of completing. */
  readonly customComplete?: CustomComplete;
  /** Adds the code's place as a link to the title (`rich_summary`), where the title can be written there safely. */
  readonly linkInTitle?: boolean;
}

/** Every task says in these words where it comes from, unless a setting says otherwise. */
export const ORIGIN_NAME: Partial<Record<FeishuLocale, string>> = { en_us: 'Feishu TODO', zh_cn: '飞书 TODO' };

const MAX_QUOTE = 500;

/** `src/a.ts:12`, the line counted from 1. */
function placeText(place: CodePlace): string {
  return `${place.path}:${place.line + 1}`;
}

/** The place for people who have only the task: where no link leads to it, also in which repository or folder it is. */
function wholePlaceText(place: CodePlace): string {
  return place.link || !place.repository ? placeText(place) : `${place.repository}/${placeText(place)}`;
}

/**
 * A draft with everything the comment says. A title longer than Feishu takes (256 characters) is cut between two
 * characters and goes on in the description; the description ends with the place and the quoted line.
 */
export function draftFromTodo(todo: DraftSource, place: CodePlace, defaults: DraftDefaults = {}): TaskDraft {
  const { snippet, ...decided } = defaults;
  const whole = oneLine(todo.title) || `${todo.tag} ${placeText(place)}`;
  const { title, rest } = cutTitle(whole);
  const quoted = snippet?.trimEnd() || fitText(place.lineText.trim(), MAX_QUOTE);
  const footer = [wholePlaceText(place), quoted].filter(Boolean).join('\n');
  const room = LIMITS.task.description - textLength(footer) - 2;
  const body = fitText([rest, todo.description.trim()].filter(Boolean).join('\n\n'), Math.max(0, room));
  return {
    assignees: [],
    followers: [],
    ...decided,
    title,
    description: fitText(body ? `${body}\n\n${footer}` : footer, LIMITS.task.description),
    place,
  };
}

/**
 * The task to send for a draft. Text that came from the source or from a person goes to plain fields only: Feishu's
 * rich text has no way to escape it (design, decision 7). People beyond what one create call takes are left out:
 * whoever sends it adds them afterwards.
 */
export function toNewTask(draft: TaskDraft, options: ComposeOptions): NewTask {
  const { place } = draft;
  const title = asTitle(draft.title);
  const richTitle = options.linkInTitle ? linkedTitle(title, place) : undefined;
  return {
    ...(richTitle ? { richTitle } : { title }),
    description: fitText(draft.description, LIMITS.task.description),
    due: draft.due,
    repeatRule: draft.repeatRule,
    origin: {
      name: options.originName && Object.keys(options.originName).length > 0 ? options.originName : ORIGIN_NAME,
      ...(place.link && { url: place.link.url }),
      urlTitle: fitText(wholePlaceText(place), LIMITS.task.originUrlTitle),
    },
    extra: formatExtra({
      opId: options.opId,
      repo: place.repository,
      path: place.path,
      fingerprint: place.fingerprint,
      ...(!richTitle && { title }),
    }),
    customComplete: options.customComplete,
    assigneeIds: uniqueIds(draft.assignees).slice(0, LIMITS.task.assignees),
    followerIds: uniqueIds(draft.followers).slice(0, LIMITS.task.followersOnCreate),
    clientToken: options.opId,
  };
}

/** A text as the title of a task: on one line, and no longer than Feishu takes. */
export function asTitle(text: string): string {
  return cutTitle(oneLine(text)).title;
}

/** Ids of people, each once, in order. */
export function uniqueIds(people: readonly Person[]): string[] {
  return [...new Set(people.map((person) => person.id).filter(Boolean))];
}

/** Feishu shows a title on one line; control characters have no business in it. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}

/** Cuts at a grapheme, and at a space where one is near, so that the title ends as a person would end it. */
function cutTitle(whole: string): { title: string; rest: string } {
  if (textLength(whole) <= LIMITS.task.title) return { title: whole, rest: '' };
  const room = LIMITS.task.title - 1;
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(
    whole.slice(0, LIMITS.task.title * 2),
  )) {
    if (index + segment.length > room) break;
    end = index + segment.length;
  }
  // One grapheme can be longer than a title: any number of combining marks may follow a letter.
  if (end === 0) end = fitText(whole, room).length;
  const space = whole.lastIndexOf(' ', end);
  if (space > end - 40 && space > 0) end = space;
  return { title: `${whole.slice(0, end).trimEnd()}…`, rest: `…${whole.slice(end).trimStart()}` };
}

/** Characters that could begin or break markup (§3.5: mention, bare link, text link). */
const MARKUP = /[[\]()<>]|https?:/i;

function linkedTitle(title: string, place: CodePlace): string | undefined {
  const text = placeText(place);
  const url = place.link?.url;
  if (!url || /[()[\]<>\s]/.test(url) || MARKUP.test(title) || MARKUP.test(text)) return undefined;
  const rich = `${title} [${text}](${url})`;
  const rendered = textLength(title) + 1 + textLength(text);
  return rendered <= LIMITS.task.title && textLength(rich) <= LIMITS.task.richTitle ? rich : undefined;
}
