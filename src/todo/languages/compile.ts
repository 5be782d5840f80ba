import type { Interpolation, LexerName, LineComment, Region, StringLiteral, Syntax, Where } from './types';

export const enum RuleKind {
  Line,
  Block,
  Text,
  Lexer,
  Closer,
  Region,
}

interface RuleBase {
  kind: RuleKind;
  open: string;
  at?: Where;
  /** Number of the rule in its language, for what a scan remembers about it. */
  index: number;
}

export interface LineRule extends RuleBase, LineComment {
  kind: RuleKind.Line;
}

export interface BlockRule extends RuleBase {
  kind: RuleKind.Block;
  close: string;
  nest: boolean;
  closeAt?: 'line' | 'start';
  unless?: string;
}

export interface TextRule extends RuleBase {
  kind: RuleKind.Text;
  close: string;
  /** Code of the escape character, 0 for none, -1 for the SQL rule. */
  escape: number;
  doubled: boolean;
  multiline: boolean;
  interpolation: readonly Interpolation[];
}

export interface LexerRule extends RuleBase {
  kind: RuleKind.Lexer;
  lexer: LexerName;
}

/** The end of an embedded region that its own language must look for, such as `?>`. */
export interface CloserRule extends RuleBase {
  kind: RuleKind.Closer;
}

export interface RegionRule extends RuleBase, Region {
  kind: RuleKind.Region;
}

export type Rule = LineRule | BlockRule | TextRule | LexerRule | CloserRule | RegionRule;

/** A syntax made ready for scanning: which characters matter, and what each may begin. */
export interface CompiledSyntax {
  id: string;
  /** Finds the next character that may begin a rule. */
  next: RegExp;
  /** The same or a bracket, for code inside strings. */
  nextNested: RegExp;
  /** Rules by their first character, in the order to try. */
  rules: readonly (readonly Rule[] | undefined)[];
  ruleCount: number;
  /** Other languages may stand anywhere in it, also inside its tags. */
  mixed: boolean;
}

/** First characters of the lexers. */
const lexerChars: Record<LexerName, string> = {
  codeEscape: '\\',
  jsRegex: '/',
  jsx: '<',
  rustQuote: '\'"',
  charQuote: "'",
  cppRaw: '"',
  docstring: '"\'',
  heredoc: '<\n',
  html: '<',
  yaml: '"\'|>',
  cssUrl: '(',
  digitQuote: "'",
  endMarker: '_',
  percentLiteral: '%~',
  perlQuote: 'qmsty',
  questionChar: '?',
  dollarChar: '$',
  transposeQuote: "'",
  vimQuote: '"',
  rstComment: '.',
  markdown: '`~',
};

type Draft<T> = T extends Rule ? Omit<T, 'index'> : never;

function textRule(literal: StringLiteral): Draft<TextRule> {
  const { open, escape } = literal;
  return {
    kind: RuleKind.Text,
    open,
    at: literal.at,
    close: literal.close ?? open,
    escape: escape === 'sql' ? -1 : (escape?.charCodeAt(0) ?? 0),
    doubled: literal.doubled === true,
    multiline: literal.multiline === true,
    interpolation: literal.interpolation ?? [],
  };
}

function drafts(syntax: Syntax): Draft<Rule>[] {
  const list: Draft<Rule>[] = [];
  for (const line of syntax.line ?? []) {
    list.push({ kind: RuleKind.Line, ...(typeof line === 'string' ? { open: line } : line) });
  }
  for (const block of syntax.block ?? []) {
    const rule = 'open' in block ? block : { open: block[0], close: block[1] };
    list.push({ ...rule, kind: RuleKind.Block, nest: rule.nest === true });
  }
  for (const region of syntax.regions ?? []) list.push({ ...region, kind: RuleKind.Region });
  for (const literal of syntax.strings ?? []) list.push(textRule(literal));
  // Where two rules begin alike the longer one is meant: `"""` before `"`, `{-` before `{`.
  return list.sort((a, b) => b.open.length - a.open.length);
}

/**
 * Makes the tables for a language.
 * @param closer delimiter that ends the region the language is embedded in, checked before all else
 */
export function compile(id: string, syntax: Syntax, closer = ''): CompiledSyntax {
  const rules: Rule[][] = [];
  let count = 0;
  const add = (char: string, rule: Rule): void => {
    const code = char.charCodeAt(0);
    if (code > 127) return;
    (rules[code] ??= []).push(rule);
  };
  if (closer !== '') add(closer, { kind: RuleKind.Closer, open: closer, index: count++ });
  const lexers = (syntax.lexers ?? []).map((lexer): LexerRule => ({
    kind: RuleKind.Lexer,
    open: '',
    lexer,
    index: count++,
  }));
  const comments = drafts(syntax).map((draft): Rule => ({ ...draft, index: count++ }));
  // Comments first at a shared character (`//` before a regex), then lexers, then plain strings.
  for (const rule of comments) if (rule.kind !== RuleKind.Text) addBothCases(rule, add);
  for (const rule of lexers) for (const char of lexerChars[rule.lexer]) add(char, rule);
  for (const rule of comments) if (rule.kind === RuleKind.Text) add(rule.open, rule);
  const first = Object.keys(rules).map((code) => String.fromCharCode(Number(code)));
  return {
    id,
    next: anyOf(first),
    nextNested: anyOf([...first, ...'{}()`']),
    rules,
    ruleCount: count,
    mixed: (syntax.regions ?? []).length > 0,
  };
}

/** A pattern for one of some ASCII characters. V8 runs it several times as fast as a loop over the text. */
function anyOf(chars: readonly string[]): RegExp {
  const codes = [...new Set(chars)].map((char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return new RegExp(codes.length === 0 ? '(?!)' : `[${codes.join('')}]`, 'g');
}

function addBothCases(rule: Rule, add: (char: string, rule: Rule) => void): void {
  add(rule.open, rule);
  if (rule.kind !== RuleKind.Line || rule.word !== true) return;
  const upper = rule.open.charAt(0).toUpperCase();
  const lower = rule.open.charAt(0).toLowerCase();
  add(rule.open.startsWith(upper) ? lower : upper, rule);
}
