import type { Due } from '../../feishu';
import { uiLocale, userTimeZone } from '../../platform/locale';
import type { DraftDefaults } from '../../tasks';
import type { RepeatRule } from '../../recurrence';
import type { Todo } from '../../todo';
import { readRule, type Recurrence } from '../repeat/rules';
import type { Directory } from '../people/directory';
import { namedPeople } from '../people/namesInTodo';

/** What a comment decides by its references and options: people by name (as far as it is clear who is meant), due date, repeat rule. */
export async function readOptions(todo: Todo, directory: Directory): Promise<DraftDefaults> {
  const { options } = todo;
  const { assignees, followers } = await namedPeople(todo, directory);
  if (!options.due && !options.repeat) return { assignees, followers };
  const recurrence = await import('../../recurrence');
  const locale = uiLocale();
  const now = Math.floor(Date.now() / 1000);
  const due = options.due && recurrence.parseDue(options.due.text, { now, timeZone: userTimeZone(), locale });
  const repeat = options.repeat && readRule(recurrence, options.repeat.text);
  return {
    assignees,
    followers,
    due: due?.ok ? due.due : undefined,
    // Feishu refuses a rule without a date to start from.
    repeatRule: due?.ok && repeat?.ok ? fitRule(recurrence, repeat.rule, due.due) : undefined,
  };
}

/** The rule as it is sent; nothing where it makes no sense from this due date on. */
function fitRule(recurrence: Recurrence, rule: RepeatRule, due: Due): string | undefined {
  const { errors } = recurrence.checkForTask(rule, due);
  return errors.length === 0 ? recurrence.ruleForSending(rule, due) : undefined;
}
