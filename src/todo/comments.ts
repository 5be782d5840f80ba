import { compile } from './languages/compile';
import type { CompiledSyntax } from './languages/compile';
import { syntaxOf } from './languages/registry';
import { syntaxOfUser } from './languages/user';
import type { UserLanguage } from './languages/user';
import { Run } from './run';
import { Scanner } from './scanner';
import type { Languages } from './scanner';
import type { SpanList } from './spans';
import type { TextRange } from './types';

/** The languages of one scan: the built-in ones and those a user added. */
export class LanguageTable implements Languages {
  private readonly ids: string[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly compiled = new Map<string, CompiledSyntax>();
  private readonly user: ReadonlyMap<string, UserLanguage>;

  constructor(user: Readonly<Record<string, UserLanguage>> = {}) {
    this.user = new Map(Object.entries(user));
  }

  get(id: string, closer = ''): CompiledSyntax {
    const user = this.user.get(id);
    if (user === undefined || user.like !== undefined) return syntaxOf(user?.like ?? id, closer);
    const key = `${id} ${closer}`;
    let found = this.compiled.get(key);
    if (found === undefined) this.compiled.set(key, (found = compile(id, syntaxOfUser(user), closer)));
    return found;
  }

  number(id: string): number {
    let number = this.numbers.get(id);
    if (number === undefined) {
      number = this.ids.push(id) - 1;
      this.numbers.set(id, number);
    }
    return number;
  }

  /** The id that `number` was given for. */
  id(number: number): string {
    return this.ids[number]!;
  }
}

/** The comments of a text, in order, and what a later pass needs to read only what changed. */
export interface Comments {
  spans: SpanList;
  /** Offsets where a pass may start afresh, each followed by the number of comments before it. */
  checkpoints: number[];
  /** Stretches whose meaning hangs on what did not follow them. */
  vain: TextRange[];
  /** The pass ended at the comment it was told to end at. */
  stopped: boolean;
  /** Too much was searched in vain: nothing above can be relied on for a later pass. */
  exhausted: boolean;
}

/**
 * Finds the comments of a text, in linear time for any input.
 * @param stopAfter read no further than the comment at this offset and those that continue it
 */
export function scanComments(text: string, languageId: string, languages: LanguageTable, stopAfter?: number): Comments {
  const scanner = new Scanner(text, languages);
  if (stopAfter !== undefined) scanner.stopAfter = stopAfter;
  const run = new Run(scanner, languages.get(languageId), 0, text.length);
  run.read();
  const { spans, vain, stopped, exhausted } = scanner;
  return { spans, checkpoints: run.checkpoints, vain, stopped, exhausted };
}
