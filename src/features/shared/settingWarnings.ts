import * as vscode from 'vscode';
import { SECTION } from '../../platform/config';
import type { RedactingLog } from '../../platform/log';

/** Says what is wrong with settings, each thing once until `forget`; all of it in the log. */
export class SettingWarnings {
  private readonly told = new Set<string>();

  constructor(private readonly log: RedactingLog) {}

  /** @param key of the setting, without the extension's own prefix */
  tell(key: string, problems: readonly string[]): void {
    const setting = `${SECTION}.${key}`;
    const fresh = problems.filter((problem) => !this.told.has(`${setting} ${problem}`));
    for (const problem of fresh) this.told.add(`${setting} ${problem}`);
    const [first] = fresh;
    if (first === undefined) return;
    for (const problem of fresh) this.log.warn(`${setting}: ${problem}`);
    const text = vscode.l10n.t('The setting {0} cannot be used as it is: {1}', setting, first);
    const open = vscode.l10n.t('Open Settings');
    void vscode.window.showWarningMessage(text, open).then((choice) => {
      if (choice === open) void vscode.commands.executeCommand('workbench.action.openSettings', setting);
    });
  }

  /** The settings changed: what is still wrong is said again. */
  forget(): void {
    this.told.clear();
  }
}
