import type { Services } from '../services';
import type { FileTodos } from '../shared/workspaceTodos';
import { toolPath } from './place';
import type { Tool } from './tool';

/** Input of `feishuTodo_listTodos`; its schema is in the manifest. */
interface ListInput {
  readonly path?: string;
  readonly tag?: string;
  readonly hasTask?: boolean;
  readonly offset?: number;
  readonly limit?: number;
}

interface ListedTodo {
  readonly path: string;
  readonly line: number;
  readonly tag: string;
  readonly title: string;
  readonly references?: readonly string[];
  readonly task?: { readonly id: string; readonly state: 'open' | 'done' | 'unknown' };
}

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;
const MAX_TITLE = 200;

type Needs = Pick<Services, 'todos' | 'store'>;

/** Lists the TODO comments of the workspace, a page at a time. Reads only what is on this computer. */
export function listTodosTool(services: Needs): Tool<ListInput> {
  return {
    name: 'feishuTodo_listTodos',
    async run(input) {
      if (!services.todos.hasScanned) await services.todos.scan();
      const all = services.todos.files().flatMap((file) => listed(file, input, services));
      const offset = Math.max(0, Math.floor(input.offset ?? 0));
      const limit = Math.min(MAX_LIMIT, Math.max(1, Math.floor(input.limit ?? DEFAULT_LIMIT)));
      const page = all.slice(offset, offset + limit);
      const next = offset + page.length;
      return JSON.stringify({ total: all.length, todos: page, ...(next < all.length && { nextOffset: next }) });
    },
  };
}

function listed({ uri, todos }: FileTodos, input: ListInput, { store }: Needs): ListedTodo[] {
  const path = toolPath(uri);
  const wanted = input.path?.replace(/^\.?\//, '').replace(/\/$/, '');
  if (wanted && path !== wanted && !path.startsWith(`${wanted}/`)) return [];
  return todos
    .filter(({ tag }) => !input.tag || tag.toLowerCase() === input.tag.toLowerCase())
    .filter(({ taskId }) => input.hasTask === undefined || (taskId !== undefined) === input.hasTask)
    .map(({ line, tag, title, references, taskId }) => ({
      path,
      line: line + 1,
      tag,
      title: title.slice(0, MAX_TITLE),
      ...(references.length > 0 && { references }),
      ...(taskId !== undefined && { task: { id: taskId, state: stateOf(taskId, store) } }),
    }));
}

function stateOf(taskId: string, store: Services['store']): 'open' | 'done' | 'unknown' {
  const task = store.tasks.find(({ id }) => id === taskId);
  if (!task) return 'unknown';
  return task.completedAt === undefined ? 'open' : 'done';
}
