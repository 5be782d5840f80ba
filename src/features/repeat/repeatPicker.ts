import * as vscode from 'vscode';
import type { Due } from '../../feishu';
import type { RepeatRule } from '../../recurrence';
import { uiLocale } from '../../platform/locale';
import { askText, back, pickOne, type Back } from '../../platform/quickPick';
import { pickDue } from './duePicker';
import { nextDates, readRule, suggestionOf, type Recurrence } from './rules';
import { buildRule } from './ruleBuilder';

interface RepeatChoice {
  /** Rule in normal form; undefined: the task does not repeat. */
  readonly rule: string | undefined;
}

interface RepeatItem extends vscode.QuickPickItem {
  readonly choice: RepeatChoice | 'custom' | 'build';
}

/** What a repeating task needs: a rule starts from a due date. */
interface Repeating {
  readonly due?: Due;
  readonly repeatRule?: string;
}

/** Lets a person choose the repeat rule of a task; its due date is asked for first where it has none. */
export async function chooseRepeat(task: Repeating, options: { canGoBack: boolean }): Promise<Repeating | Back> {
  let { due } = task;
  if (!due) {
    const choice = await pickDue(undefined, { title: vscode.l10n.t('Repeat: first due date'), ...options });
    if (choice === back || !choice.due) return back;
    due = choice.due;
  }
  const choice = await pickRepeat(task.repeatRule, due, { title: vscode.l10n.t('Repeat'), ...options });
  return choice === back ? back : { due, repeatRule: choice.rule };
}

/** Lets a person choose how a task due at `due` repeats: a preset that fits the date, or a rule typed or in words. */
async function pickRepeat(
  current: string | undefined,
  due: Due,
  options: { title: string; canGoBack: boolean },
): Promise<RepeatChoice | Back> {
  const recurrence = await import('../../recurrence');
  const locale = uiLocale();
  for (;;) {
    const items: RepeatItem[] = recurrence.repeatPresets(due, locale).map(({ rule, label }) => ({
      label,
      description: rule.text,
      detail: nextDates(recurrence, rule, due),
      choice: { rule: recurrence.ruleForSending(rule, due) },
    }));
    items.push({
      label: vscode.l10n.t('Build a rule…'),
      description: vscode.l10n.t('step by step'),
      choice: 'build',
      alwaysShow: true,
    });
    items.push({
      label: vscode.l10n.t('Other rule…'),
      description: vscode.l10n.t('in words, or as an RRULE'),
      choice: 'custom',
      alwaysShow: true,
    });
    if (current) items.push({ label: vscode.l10n.t('Does not repeat'), choice: { rule: undefined } });
    const item = await pickOne({
      title: options.title,
      placeholder: vscode.l10n.t('How does the task repeat?'),
      items,
      active: ({ choice }) => typeof choice !== 'string' && choice.rule !== undefined && choice.rule === current,
      canGoBack: options.canGoBack,
    });
    if (item === back) return back;
    if (typeof item.choice !== 'string') return item.choice;
    const rule =
      item.choice === 'build' ? await buildRule(recurrence, due) : await askRule(recurrence, current ?? '', due);
    if (rule !== back) return { rule: recurrence.ruleForSending(rule, due) };
  }
}

async function askRule(recurrence: Recurrence, value: string, due: Due): Promise<RepeatRule | Back> {
  const text = await askText({
    title: vscode.l10n.t('Type a Repeat Rule'),
    value,
    canGoBack: true,
    placeholder: vscode.l10n.t('for example “every 2 weeks on Monday” or FREQ=WEEKLY;BYDAY=MO,TH'),
    prompt: vscode.l10n.t('A repeat rule in words or as RRULE (RFC 2445)'),
    validate: (typed) => judge(recurrence, typed, due),
    suggest: (typed) => suggestionOf(readRule(recurrence, typed)),
  });
  if (text === back) return back;
  const rule = readRule(recurrence, text);
  return rule.ok ? rule.rule : back;
}

/** The line below the box: what is wrong with the rule, or its sentence and the next dates. */
function judge(recurrence: Recurrence, text: string, due: Due): string | vscode.InputBoxValidationMessage | undefined {
  if (text.trim() === '') return vscode.l10n.t('Type a rule, or go back to choose one.');
  const locale = uiLocale();
  const parsed = readRule(recurrence, text);
  if (!parsed.ok) {
    return parsed.suggestion
      ? vscode.l10n.t('{0} Press Enter for {1}', parsed.message, parsed.suggestion)
      : parsed.message;
  }
  const { errors } = recurrence.checkForTask(parsed.rule, due, { locale });
  if (errors[0]) return errors[0].message;
  const sentence = recurrence.describeRule(parsed.rule, locale, due.kind === 'time' ? due.timeZone : undefined);
  const remark = recurrence.explainFirst(parsed.rule, due, locale);
  const dates = nextDates(recurrence, parsed.rule, due);
  return {
    message: [sentence, dates, remark].filter(Boolean).join(' — '),
    severity: remark ? vscode.InputBoxValidationSeverity.Warning : vscode.InputBoxValidationSeverity.Info,
  };
}
