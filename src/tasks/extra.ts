/** What a task made here carries in its `extra`: enough to find the code again, and to know a creation by its id. */
export interface TaskExtra {
  readonly v: 1;
  /** Identifies the creation: the same for every attempt to send it (design, decision 2). */
  readonly opId: string;
  /** Name of the repository (`host/path`), or of the workspace folder where there is none. */
  readonly repo: string;
  /** Path of the file inside it, with `/`. */
  readonly path: string;
  /** Fingerprint of the TODO's line. */
  readonly fingerprint: string;
  /** The task's title when it was created, to tell later where it was changed. Missing where it had a link in it. */
  readonly title?: string;
}

/** Longer texts are not ours: `extra` holds 65,536 characters of base64. */
const MAX_LENGTH = 49_152;
const MAX_NAME = 2048;
/** Half a fingerprint is none; longer ones stand for a TODO of a thousand odd characters. */
const MAX_FINGERPRINT = 8192;

/** The text that goes to a task's `extra` (the client encodes it as base64). */
export function formatExtra({ opId, repo, path, fingerprint, title }: Omit<TaskExtra, 'v'>): string {
  return JSON.stringify({
    v: 1,
    opId,
    repo: repo.slice(0, MAX_NAME),
    path: path.slice(0, MAX_NAME),
    fingerprint: fingerprint.length <= MAX_FINGERPRINT ? fingerprint : '',
    title,
  } satisfies TaskExtra);
}

/**
 * Reads a task's `extra`. It comes from a server and may have been written by anybody, so nothing is assumed.
 * @returns undefined where the text is not ours; fields other than `opId` that are missing are empty
 */
export function parseExtra(text: string | undefined): TaskExtra | undefined {
  if (!text || text.length > MAX_LENGTH || !text.startsWith('{')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const fields = value as Partial<Record<keyof TaskExtra, unknown>>;
  if (fields.v !== 1 || typeof fields.opId !== 'string' || !fields.opId) return undefined;
  const string = (field: unknown): string => (typeof field === 'string' ? field : '');
  return {
    v: 1,
    opId: fields.opId,
    repo: string(fields.repo),
    path: string(fields.path),
    fingerprint: string(fields.fingerprint),
    ...(typeof fields.title === 'string' && { title: fields.title }),
  };
}
