import * as vscode from 'vscode';
import { command } from '../../platform/commands';
import { uiLocale } from '../../platform/locale';
import { errorText } from '../../platform/log';
import type { BulkResult } from '../../tasks';
import type { Services } from '../services';

const CONFIRMATION_MS = 6000;

/**
 * Says once how it went: quietly where all is well, else with a way to see the rest.
 * @param lost how many TODOs were no longer there when their turn came
 */
export function tellSummary(result: BulkResult, lost: number, { errors, log }: Pick<Services, 'errors' | 'log'>): void {
  const { done, waiting, failed, cancelled } = result;
  const parts = [
    done === 1 ? vscode.l10n.t('1 task created') : vscode.l10n.t('{0} tasks created', done),
    ...count(waiting, vscode.l10n.t('{0} waiting for the network', waiting)),
    ...count(failed, vscode.l10n.t('{0} refused', failed)),
    ...count(cancelled, vscode.l10n.t('{0} taken back', cancelled)),
    ...count(lost, vscode.l10n.t('{0} no longer in the code', lost)),
  ];
  const chinese = uiLocale() === 'zh-cn';
  const text = parts.join(chinese ? '，' : ', ');
  if (waiting + failed + lost === 0) {
    vscode.window.setStatusBarMessage(`$(check) ${text}`, CONFIRMATION_MS);
    return;
  }
  for (const { draft, error } of result.refused) log.error(`task of “${draft.title}”: ${errorText(error)}`);
  const stored = result.views.find((view) => view?.state === 'failed');
  const [refused] = result.refused;
  const reason = stored ? errors.explainStored(stored.error).message : refused && errors.explain(refused.error).message;
  const stop = chinese ? '。' : '. ';
  const actions = [
    ...(waiting + failed > result.refused.length
      ? [{ title: vscode.l10n.t('Show Tasks'), run: () => vscode.commands.executeCommand('feishuTodo.tasks.focus') }]
      : []),
    ...(failed > 0 ? [command('feishuTodo.showLog', vscode.l10n.t('Show Log'))].map(runOf) : []),
  ];
  void vscode.window
    .showWarningMessage([text, reason ?? ''].join(stop).trim(), ...actions.map(({ title }) => title))
    .then((title) => actions.find((action) => action.title === title)?.run());
}

function runOf({ title, command: id }: vscode.Command): { title: string; run: () => Thenable<unknown> } {
  return { title, run: () => vscode.commands.executeCommand(id) };
}

function count(number: number, text: string): string[] {
  return number > 0 ? [text] : [];
}
