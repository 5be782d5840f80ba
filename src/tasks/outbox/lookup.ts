import type { Task } from '../../feishu/model';
import { parseExtra } from '../extra';
import type { TaskCreator } from './creator';

interface Question {
  readonly opId: string;
  readonly sinceSeconds: number;
  resolve(task: Task | undefined): void;
  reject(error: unknown): void;
}

/**
 * Finds out whether a creation arrived, by its `opId` among the tasks created since. Questions asked while a listing
 * is under way are answered together by the next one: that one began after the question, so its answer is not stale.
 */
export class Lookup {
  private questions: Question[] = [];
  private running = false;

  constructor(
    private readonly creator: TaskCreator,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * @param sinceSeconds no task of this creation can be older; include a margin for clocks that differ
   * @returns the task, or undefined where the server does not show one (yet)
   * @throws what listing throws
   */
  find(opId: string, sinceSeconds: number): Promise<Task | undefined> {
    return new Promise((resolve, reject) => {
      this.questions.push({ opId, sinceSeconds, resolve, reject });
      if (!this.running) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.questions.length > 0) {
      const asked = this.questions;
      this.questions = [];
      try {
        const found = await this.list(asked);
        for (const question of asked) question.resolve(found.get(question.opId));
      } catch (error) {
        for (const question of asked) question.reject(error);
      }
    }
    this.running = false;
  }

  private async list(asked: readonly Question[]): Promise<Map<string, Task>> {
    const missing = new Set(asked.map((question) => question.opId));
    const found = new Map<string, Task>();
    const since = Math.min(...asked.map((question) => question.sinceSeconds));
    for await (const task of this.creator.createdSince(since, { signal: this.signal, priority: 'interactive' })) {
      const opId = parseExtra(task.extra)?.opId;
      if (opId !== undefined && missing.delete(opId)) found.set(opId, task);
      if (missing.size === 0) break;
    }
    return found;
  }
}
