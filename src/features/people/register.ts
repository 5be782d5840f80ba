import type * as vscode from 'vscode';
import { DisposableStore } from '../../platform/disposables';
import type { Services } from '../services';
import { resolveTaskIds } from '../taskTree/taskTarget';
import type { TaskNode } from '../taskTree/taskTree';
import { Members, type Membership } from './members';

/** The commands that change who is on a task. VS Code gives a tree's command the clicked row, then the selected ones. */
export function register(services: Services): vscode.Disposable {
  const { commands } = services;
  const members = new Members(services);
  const ids = (argument: unknown, selected: unknown): Promise<string[]> =>
    resolveTaskIds(services, argument, Array.isArray(selected) ? selected : []);
  const disposables = new DisposableStore();
  for (const command of [
    commands.register('feishuTodo.addAssignees', async (argument, selected) =>
      members.add('assignee', await ids(argument, selected), queryOf(argument)),
    ),
    commands.register('feishuTodo.removeAssignees', async (argument, selected) =>
      members.remove('assignee', await ids(argument, selected)),
    ),
    commands.register('feishuTodo.addFollowers', async (argument, selected) =>
      members.add('follower', await ids(argument, selected), queryOf(argument)),
    ),
    commands.register('feishuTodo.removeFollowers', async (argument, selected) =>
      members.remove('follower', await ids(argument, selected)),
    ),
    commands.register('feishuTodo.removePerson', (node, selected) => members.takeOff(memberships(node, selected))),
  ]) {
    disposables.add(command);
  }
  return disposables;
}

/** A name that is typed into the box already. */
function queryOf(argument: unknown): string | undefined {
  const query = (argument as { query?: unknown } | undefined)?.query;
  return typeof query === 'string' ? query : undefined;
}

type PersonNode = Extract<TaskNode, { kind: 'person' }>;

/** The people of the clicked row, and of the other selected rows where it is one of them; gathered by task and role. */
function memberships(node: unknown, selected: unknown): Membership[] {
  if (!isPersonNode(node)) return [];
  const others = Array.isArray(selected) ? selected.filter(isPersonNode) : [];
  const key = ({ task, role, person }: PersonNode): string => `${task.id} ${role} ${person.id}`;
  const rows = others.some((other) => key(other) === key(node)) ? others : [node];
  const groups = new Map<string, { task: PersonNode['task']; role: PersonNode['role']; ids: string[] }>();
  for (const { task, role, person } of rows) {
    const group = groups.get(`${task.id} ${role}`) ?? { task, role, ids: [] };
    groups.set(`${task.id} ${role}`, group);
    group.ids.push(person.id);
  }
  return [...groups.values()];
}

function isPersonNode(value: unknown): value is PersonNode {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, task, person, role } = value as { [key in keyof PersonNode]?: unknown };
  return kind === 'person' && hasId(task) && hasId(person) && (role === 'assignee' || role === 'follower');
}

function hasId(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof (value as { id?: unknown }).id === 'string';
}
