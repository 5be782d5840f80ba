import * as vscode from 'vscode';
import type { Person, Task } from '../../feishu';
import { uiLocale, userTimeZone } from '../../platform/locale';
import { dueStatusAt, mentionName } from '../../tasks';
import { completionAt, linkEdits, mayComplete, type Completion, type Todo } from '../../todo';
import type { Services } from '../services';

type Recurrence = typeof import('../../recurrence');
type Of<K extends Completion['kind']> = Extract<Completion, { readonly kind: K }>;

/** Tasks offered at most; what is typed narrows them down before. */
/** So long a list waits for the people of a big company; it shows whom it knows by then. */
const PATIENCE_MS = 1500;
const MAX_TASKS = 200;

/** The options a TODO can have, in the words of each language. */
const OPTIONS = {
  en: { assignees: 'assignees', followers: 'followers', due: 'due', repeat: 'repeat' },
  'zh-cn': { assignees: '负责人', followers: '关注人', due: '截止', repeat: '重复' },
} as const;

/** Due dates as people write them; which of them are offered is up to the reader of dates. */
const DUE_WORDS = {
  en: ['today 18:00', 'tomorrow', 'friday', 'next monday', 'in 2 weeks', 'end of month'],
  'zh-cn': ['今天18:00', '明天', '周五', '下周一', '两周后', '月底'],
} as const;

/**
 * Completes people, tasks, options and their values, inside TODO comments only. Elsewhere it costs a look at one line.
 */
export class TodoCompletion implements vscode.CompletionItemProvider {
  static readonly triggers = ['@', '＠', ':', '：', '#', ' '];

  constructor(private readonly services: Pick<Services, 'accounts' | 'directory' | 'log' | 'store' | 'todos'>) {}

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
    { triggerKind }: vscode.CompletionContext,
  ): Promise<vscode.CompletionList | undefined> {
    const before = document.lineAt(position.line).text.slice(0, position.character);
    const asked = triggerKind === vscode.CompletionTriggerKind.Invoke;
    if (!mayComplete(before, asked)) return undefined;
    const found = completionAt(
      document.getText(),
      this.services.todos.inDocument(document),
      document.offsetAt(position),
    );
    if (!found) return undefined;
    const { completion, todo } = found;
    const range = new vscode.Range(document.positionAt(completion.start), position);
    // Whoever goes on with the description must not find a list in the way.
    if (completion.kind === 'key' && range.isEmpty && !asked) return undefined;
    const items = await this.items(document, todo, completion, range);
    return token.isCancellationRequested ? undefined : new vscode.CompletionList(items);
  }

  private items(
    document: vscode.TextDocument,
    todo: Todo,
    completion: Completion,
    range: vscode.Range,
  ): Promise<vscode.CompletionItem[]> {
    switch (completion.kind) {
      case 'person':
        return this.people(completion, range);
      case 'task':
        return Promise.resolve(this.tasks(document, todo, completion, range));
      case 'key':
        return Promise.resolve(keys(todo, range));
      case 'value':
        return values(completion.key, todo, range);
    }
  }

  private async people({ inList, at }: Of<'person'>, range: vscode.Range): Promise<vscode.CompletionItem[]> {
    // Without the directory there is nothing to offer; the pickers say why.
    const everybody = await this.services.directory.within(PATIENCE_MS);
    return everybody.map((person) => personItem(person, mentionName(person, everybody, inList), at, range));
  }

  private tasks(
    document: vscode.TextDocument,
    todo: Todo,
    { inList, trigger }: Of<'task'>,
    range: vscode.Range,
  ): vscode.CompletionItem[] {
    if (!this.services.accounts.current) return [];
    const statusOf = dueStatusAt(Date.now());
    const open = this.services.store.tasks.filter((task) => task.completedAt === undefined).slice(0, MAX_TASKS);
    return open.map((task, index) => {
      const item = taskItem(task, trigger, range, index);
      if (statusOf(task) === 'overdue') item.detail = vscode.l10n.t('Overdue');
      if (inList) return item;
      // The link has its place in the brackets behind the tag; what was typed in the text goes.
      item.insertText = '';
      item.additionalTextEdits = linkEdits(document.getText(), todo, { taskId: task.id, style: 'id' }).map(
        ({ start, end, newText }) =>
          vscode.TextEdit.replace(new vscode.Range(document.positionAt(start), document.positionAt(end)), newText),
      );
      return item;
    });
  }
}

function personItem(person: Person, name: string, at: boolean, range: vscode.Range): vscode.CompletionItem {
  const sign = at ? '@' : '';
  const item = new vscode.CompletionItem(
    { label: person.name, description: person.email },
    vscode.CompletionItemKind.User,
  );
  item.range = range;
  item.insertText = sign + name;
  item.filterText = [person.name, person.enName, person.email]
    .filter(Boolean)
    .map((text) => sign + text)
    .join(' ');
  return item;
}

function taskItem(task: Task, trigger: string, range: vscode.Range, index: number): vscode.CompletionItem {
  const item = new vscode.CompletionItem(task.title, vscode.CompletionItemKind.Reference);
  item.range = range;
  item.insertText = `feishu:${task.id}`;
  item.filterText = trigger + task.title;
  item.sortText = String(index).padStart(4, '0');
  return item;
}

/** Options that the TODO does not have yet. */
function keys(todo: Todo, range: vscode.Range): vscode.CompletionItem[] {
  const words = OPTIONS[uiLocale()];
  const missing = (Object.keys(words) as (keyof typeof words)[]).filter((key) => todo.options[key] === undefined);
  return missing.map((key) => {
    const item = new vscode.CompletionItem(words[key], vscode.CompletionItemKind.Property);
    item.range = range;
    item.insertText = `${words[key]}: `;
    item.filterText = `${words[key]} ${key}`;
    item.command = { command: 'editor.action.triggerSuggest', title: '' };
    return item;
  });
}

async function values(key: 'due' | 'repeat', todo: Todo, range: vscode.Range): Promise<vscode.CompletionItem[]> {
  const recurrence = await import('../../recurrence');
  const offered = key === 'due' ? dueValues(recurrence) : repeatValues(recurrence, todo);
  return offered.map(({ words, detail }, index) => {
    const item = new vscode.CompletionItem(words, vscode.CompletionItemKind.Value);
    item.range = range;
    item.detail = detail;
    item.sortText = String(index);
    return item;
  });
}

interface Value {
  readonly words: string;
  readonly detail?: string;
}

function dueValues(recurrence: Recurrence): Value[] {
  const now = { now: Math.floor(Date.now() / 1000), timeZone: userTimeZone() };
  return DUE_WORDS[uiLocale()].flatMap((words) => {
    const read = recurrence.parseDue(words, now);
    return read.ok && !read.past ? [{ words, detail: recurrence.formatDue(read.due, uiLocale(), now) }] : [];
  });
}

/** Rules that fit the TODO's due date, or today; only such as are read again from their own words. */
function repeatValues(recurrence: Recurrence, { options }: Todo): Value[] {
  const now = { now: Math.floor(Date.now() / 1000), timeZone: userTimeZone() };
  const read = recurrence.parseDue(options.due?.text ?? 'today', now);
  if (!read.ok) return [];
  const locale = uiLocale();
  return recurrence
    .repeatPresets(read.due, locale)
    .map(({ rule }) => ({ words: recurrence.describeRule(rule, locale), text: recurrence.formatRule(rule) }))
    .filter(({ words, text }) => {
      const again = recurrence.ruleFromWords(words, locale);
      return again.ok && recurrence.formatRule(again.rule) === text;
    })
    .map(({ words }) => ({ words }));
}
