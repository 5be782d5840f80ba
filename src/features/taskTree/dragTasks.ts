import * as vscode from 'vscode';
import type { Tasklist } from '../../feishu';
import type { TaskNode } from './taskTree';

const MIME = 'application/vnd.code.tree.feishutodo.tasks';

/** Tasks are dragged onto a tasklist, or onto a task that is in one, and are in that list then, too. */
export class DragTasks implements vscode.TreeDragAndDropController<TaskNode> {
  readonly dragMimeTypes = [MIME];
  readonly dropMimeTypes = [MIME];

  /** @param add puts tasks into a list; what it throws is told to the person by `fail` */
  constructor(
    private readonly add: (taskIds: readonly string[], tasklist: Tasklist) => Promise<void>,
    private readonly fail: (error: unknown) => void,
  ) {}

  handleDrag(rows: readonly TaskNode[], transfer: vscode.DataTransfer): void {
    const ids = rows.flatMap((row) => (row.kind === 'task' ? [row.task.id] : []));
    if (ids.length > 0) transfer.set(MIME, new vscode.DataTransferItem(ids));
  }

  handleDrop(target: TaskNode | undefined, transfer: vscode.DataTransfer): void {
    const tasklist = target?.kind === 'tasklist' || target?.kind === 'task' ? target.tasklist : undefined;
    const ids: unknown = transfer.get(MIME)?.value;
    if (!tasklist || !Array.isArray(ids)) return;
    // The drop is over at once; VS Code would show the tree as busy with it.
    this.add([...new Set(ids.filter((id) => typeof id === 'string'))], tasklist).catch(this.fail);
  }
}
