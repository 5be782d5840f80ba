import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskDraft } from '../../src/tasks';

/**
 * The code of the torture test: TODOs by number, and for each the link that was put into it. Shared by all windows,
 * like files on a disk.
 */
export class Workspace {
  private readonly links: string;
  private readonly violations: string;

  constructor(
    folder: string,
    private readonly size: number,
  ) {
    this.links = join(folder, 'links');
    this.violations = join(folder, 'violations.txt');
  }

  async start(): Promise<void> {
    await mkdir(this.links, { recursive: true });
  }

  async unlinked(): Promise<number[]> {
    const linked = new Set(await readdir(this.links));
    return Array.from({ length: this.size }, (_, index) => index).filter((index) => !linked.has(String(index)));
  }

  /** Puts a task into a TODO. A second, different task for the same TODO is what must never happen. */
  async link(index: number, taskId: string): Promise<void> {
    try {
      await writeFile(join(this.links, String(index)), taskId, { flag: 'wx' });
    } catch {
      const there = await this.taskOf(index);
      // A window may have been killed between making the file and writing it.
      if (there === '') await writeFile(join(this.links, String(index)), taskId);
      else if (there !== taskId) await appendFile(this.violations, `TODO ${index}: ${there} and ${taskId}\n`);
    }
  }

  async taskOf(index: number): Promise<string> {
    return readFile(join(this.links, String(index)), 'utf8');
  }

  async readViolations(): Promise<string[]> {
    const text = await readFile(this.violations, 'utf8').catch(() => '');
    return text.split('\n').filter(Boolean);
  }
}

/** The draft for a TODO; every tenth goes into the tasklist, where there is one. */
export function draftOf(index: number, tasklistGuid?: string): TaskDraft {
  return {
    title: `TODO ${index}`,
    description: '',
    assignees: [],
    followers: [],
    ...(tasklistGuid !== undefined && index % 10 === 0 && { tasklist: { guid: tasklistGuid, name: 'torture' } }),
    place: {
      uri: `file:///torture/${index}.ts`,
      path: `${index}.ts`,
      line: 0,
      lineText: `// TODO ${index}`,
      languageId: 'typescript',
      fingerprint: `todo-${index}`,
      repository: 'torture',
    },
  };
}

/** Number of the TODO a draft or a task's `extra` belongs to. */
export function indexOf(fingerprint: string): number {
  return Number(fingerprint.replace('todo-', ''));
}
