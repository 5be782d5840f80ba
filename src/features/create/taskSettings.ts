import * as vscode from 'vscode';
import { SECTION } from '../../platform/config';
import { Owner } from '../../platform/disposables';
import type { RedactingLog } from '../../platform/log';
import {
  readCompletion,
  readOriginName,
  readSnippetLines,
  readTemplates,
  type ComposeOptions,
  type LinkTemplates,
  type Reading,
  type TaskSettingProblem,
} from '../../tasks';
import { SettingWarnings } from '../shared/settingWarnings';

/** The settings about new tasks, read when a task is made. What cannot be used is left out, with a message that says why. */
export class TaskSettings extends Owner {
  private readonly warnings: SettingWarnings;

  constructor(log: RedactingLog) {
    super();
    this.warnings = new SettingWarnings(log);
    this.register(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(SECTION)) this.warnings.forget();
      }),
    );
  }

  /** What every task of this window carries. */
  compose(): Omit<ComposeOptions, 'opId'> {
    return {
      originName: this.read('task.originName', readOriginName),
      customComplete: this.read('task.completion', readCompletion),
      linkInTitle: vscode.workspace.getConfiguration(SECTION).get('task.linkInTitle') === true,
    };
  }

  /** How links to code look on the company's own servers. */
  templates(): LinkTemplates {
    return this.read('link.templates', readTemplates);
  }

  /** How many lines above and below a TODO of this file go into the description. */
  snippetLines(uri: vscode.Uri): number {
    return this.read('task.snippetLines', readSnippetLines, uri);
  }

  private read<T>(key: string, reader: (setting: unknown) => Reading<T>, resource?: vscode.Uri): T {
    const { value, problems } = reader(vscode.workspace.getConfiguration(SECTION, resource).get<unknown>(key));
    this.warnings.tell(key, problems.map(problemText));
    return value;
  }
}

function problemText({ kind, value, detail = '' }: TaskSettingProblem): string {
  switch (kind) {
    case 'notText':
      return vscode.l10n.t('“{0}” must be a text.', value);
    case 'notAnObject':
      return vscode.l10n.t('“{0}” must be an object.', value);
    case 'unknownKey':
      return vscode.l10n.t('“{0}” is not known. Use {1}.', value, detail);
    case 'unknownLocale':
      return vscode.l10n.t('“{0}” is no locale that Feishu knows. Use {1}.', value, detail);
    case 'tooLong':
      return vscode.l10n.t('“{0}” is too long: {1} characters are the most.', value, detail);
    case 'notAUrl':
      return vscode.l10n.t('“{0}” is no web page. It must begin with https://.', value);
    case 'notAHost':
      return vscode.l10n.t('“{0}” is no host name, as git.example.com.', value);
    case 'notHttps':
      return vscode.l10n.t('“{0}” gives no link that begins with https://.', value);
    case 'unknownPlaceholder':
      return vscode.l10n.t('“{0}” is no placeholder. Use {1}.', value, detail);
    case 'notANumber':
      return vscode.l10n.t('“{0}” must be a whole number from 0 to {1}.', value, detail);
  }
}
