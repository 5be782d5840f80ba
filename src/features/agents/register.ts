import type * as vscode from 'vscode';
import { DisposableStore } from '../../platform/disposables';
import type { Services } from '../services';
import { completeTaskTool } from './completeTask';
import { createTaskTool } from './createTask';
import { listTodosTool } from './listTodos';
import { registerTool } from './tool';

/** Language model tools: what agents in VS Code can do with TODOs and their tasks. */
export function register(services: Services): vscode.Disposable {
  const disposables = new DisposableStore();
  disposables.add(registerTool(listTodosTool(services), services));
  disposables.add(registerTool(createTaskTool(services), services));
  disposables.add(registerTool(completeTaskTool(services), services));
  return disposables;
}
