import type { Task } from '../feishu/model';

/** Keeps texts by name over a restart. A failure to read is the same as nothing stored. */
export interface TextStorage {
  read(key: string): Promise<string | undefined>;
  write(key: string, text: string): Promise<void>;
}

const VERSION = 1;

/** The text that `parseSnapshot` reads. */
export function formatSnapshot(tasks: readonly Task[]): string {
  return JSON.stringify({ v: VERSION, tasks });
}

/** Reads stored tasks. What is damaged or of another version is left out: it is only a cache. */
export function parseSnapshot(text: string): Task[] {
  try {
    const value = JSON.parse(text) as { readonly v?: unknown; readonly tasks?: unknown } | null;
    if (value?.v !== VERSION || !Array.isArray(value.tasks)) return [];
    return (value.tasks as unknown[]).filter(isTask);
  } catch {
    return [];
  }
}

function isTask(value: unknown): value is Task {
  const task = value as Partial<Task> | null;
  return (
    typeof task === 'object' &&
    typeof task?.id === 'string' &&
    typeof task.title === 'string' &&
    typeof task.description === 'string' &&
    Array.isArray(task.assigneeIds) &&
    Array.isArray(task.followerIds)
  );
}
