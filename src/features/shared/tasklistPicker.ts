import * as vscode from 'vscode';
import { collect, type FeishuClient, type Tasklist } from '../../feishu';
import { askText, back, pickOne, type Back } from '../../platform/quickPick';

interface TasklistItem extends vscode.QuickPickItem {
  readonly tasklist?: Tasklist;
  readonly none?: boolean;
}

/** Limit of the document "创建清单". */
const MAX_NAME = 100;

export interface TasklistQuestion {
  readonly title: string;
  readonly placeholder: string;
  readonly canGoBack: boolean;
  readonly current?: Pick<Tasklist, 'guid'>;
}

/** Lets a person choose one of the tasklists the account can read, or make a new one (which is sent at once). */
export async function pickTasklist(client: FeishuClient, question: TasklistQuestion): Promise<Tasklist | Back> {
  const choice = await choose(client, question, []);
  return choice === back ? back : choice!;
}

/** The same with a row for "no tasklist". */
export async function pickTasklistOrNone(
  client: FeishuClient,
  question: TasklistQuestion & { readonly none: string },
): Promise<{ readonly tasklist: Tasklist | undefined } | Back> {
  const none = { label: question.none, iconPath: new vscode.ThemeIcon('circle-slash'), alwaysShow: true, none: true };
  const tasklist = await choose(client, question, [none]);
  return tasklist === back ? back : { tasklist };
}

async function choose(
  client: FeishuClient,
  question: TasklistQuestion,
  others: readonly TasklistItem[],
): Promise<Tasklist | undefined | Back> {
  for (;;) {
    const item = await pickOne<TasklistItem>({
      ...question,
      items: collect(client.tasklists.list()).then((tasklists) => [
        ...tasklists.map((tasklist) => ({
          tasklist,
          label: tasklist.name || tasklist.guid,
          iconPath: new vscode.ThemeIcon('list-tree'),
        })),
        ...others,
        { label: vscode.l10n.t('New Tasklist…'), iconPath: new vscode.ThemeIcon('add'), alwaysShow: true },
      ]),
      active: ({ tasklist }) => tasklist !== undefined && tasklist.guid === question.current?.guid,
    });
    if (item === back) return back;
    if (item.none) return undefined;
    if (item.tasklist) return item.tasklist;
    const name = await askName();
    if (name !== back) return client.tasklists.create({ name: name.trim() });
  }
}

function askName(): Promise<string | Back> {
  return askText({
    title: vscode.l10n.t('New Tasklist'),
    prompt: vscode.l10n.t('Name of the new tasklist'),
    validate: (text) => {
      const length = [...text.trim()].length;
      if (length === 0) return vscode.l10n.t('A tasklist needs a name.');
      if (length > MAX_NAME) return vscode.l10n.t('At most {0} characters; this has {1}.', MAX_NAME, length);
      return undefined;
    },
    canGoBack: true,
  });
}
