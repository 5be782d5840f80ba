import * as vscode from 'vscode';
import type { Task } from '../../feishu';
import { Owner } from '../../platform/disposables';
import { errorText } from '../../platform/log';
import { dueStatus, titleChange, type DueStatus, type TitleChange } from '../../tasks';
import type { Todo } from '../../todo';
import type { Services } from '../services';

/** A TODO that carries a task. */
export interface LinkedTodo {
  readonly todo: Todo;
  readonly taskId: string;
  /** Absent while it was not read yet, or where the account does not see it. */
  readonly task?: Task;
  /** How the task stands; `missing` where Feishu has none or does not show it to this account. */
  readonly status: DueStatus | 'missing' | 'unknown';
  /** Where the title was changed since the task was made of the TODO. */
  readonly titles: TitleChange;
}

const DELAY_MS = 300;

/** The tasks of the TODOs on screen: what is not known yet is read in the background, never while typing. */
export class LinkedTasks extends Owner {
  private readonly emitter = this.register(new vscode.EventEmitter<void>());
  private timer: NodeJS.Timeout | undefined;

  /** Fired when something on screen may be shown differently. */
  readonly onDidChange = this.emitter.event;

  constructor(private readonly services: Pick<Services, 'accounts' | 'log' | 'store' | 'todos'>) {
    super();
    const later = (): void => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.update(), DELAY_MS);
    };
    this.register(vscode.window.onDidChangeVisibleTextEditors(later));
    this.register(vscode.workspace.onDidChangeTextDocument(later));
    this.register(services.store.onDidChange(later));
    this.register(services.accounts.onDidChange(later));
    this.register(services.todos.onDidChangeReading(later));
    this.register({ dispose: () => clearTimeout(this.timer) });
    later();
  }

  /** The linked TODOs of a document, as far as their tasks are known. */
  in(document: vscode.TextDocument): LinkedTodo[] {
    const { store, todos } = this.services;
    return todos.inDocument(document).flatMap((todo): LinkedTodo[] => {
      const { taskId } = todo;
      if (taskId === undefined) return [];
      const task = store.get(taskId);
      if (!task) return [{ todo, taskId, status: store.isMissing(taskId) ? 'missing' : 'unknown', titles: 'same' }];
      return [{ todo, taskId, task, status: dueStatus(task, Date.now()), titles: titleChange(task, todo.title) }];
    });
  }

  /** The linked TODO that covers a 0-based line. */
  at(document: vscode.TextDocument, line: number): LinkedTodo | undefined {
    return this.in(document).find(({ todo }) => todo.line <= line && line <= todo.endLine);
  }

  /** The known tasks of the documents on screen. */
  onScreen(): string[] {
    const documents = new Set(vscode.window.visibleTextEditors.map(({ document }) => document));
    return [...documents].flatMap((document) => this.in(document).flatMap(({ task }) => task?.id ?? []));
  }

  private async update(): Promise<void> {
    this.emitter.fire();
    if (!this.services.accounts.current) return;
    const documents = new Set(vscode.window.visibleTextEditors.map(({ document }) => document));
    const unknown = [...documents].flatMap((document) =>
      this.in(document)
        .filter(({ status }) => status === 'unknown')
        .map(({ taskId }) => taskId),
    );
    if (unknown.length === 0) return;
    try {
      // The store's own event brings the next update.
      await this.services.store.ensure(unknown);
    } catch (error) {
      this.services.log.warn(`tasks of the TODOs on screen: ${errorText(error)}`);
    }
  }
}
