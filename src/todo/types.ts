import type { UserLanguage } from './languages/user';

/** Half-open range of UTF-16 offsets in the document. */
export interface TextRange {
  start: number;
  end: number;
}

/** A piece of the document together with its exact place. */
export interface RangedText extends TextRange {
  text: string;
}

/** One `key: value` that a comment sets. The raw value; dates and repeat rules are read elsewhere. */
export interface TodoOption extends RangedText {
  /** The key with its value, for an editor that wants to mark or remove the whole option. */
  range: TextRange;
}

/** Raw option values; people lists are already split into single names. */
export interface TodoOptions {
  assignees?: RangedText[];
  followers?: RangedText[];
  due?: TodoOption;
  repeat?: TodoOption;
}

/** The list of references after the tag: `(alice, #12)`, `[alice]` or `（小王）`. */
export interface ReferenceList extends TextRange {
  items: RangedText[];
}

/** How a comment carries its Feishu task. */
export interface TodoLink extends TextRange {
  style: 'id' | 'url';
  taskId: string;
}

/** The comment a todo stands in. */
export interface CommentInfo extends TextRange {
  /** `line` for a run of line comments, `block` for a delimited comment, `doc` for a documentation string. */
  kind: 'line' | 'block' | 'doc';
  /** Opening delimiter as written, for example `//` or `<!--`. */
  open: string;
  /** Closing delimiter as written; empty for line comments and where the comment is never closed. */
  close: string;
  /** Language of the comment, which differs from the document's in embedded code. */
  languageId: string;
}

/** Where a todo stands when its document is a notebook read from disk. */
export interface NotebookPlace {
  /** 0-based number of the cell. */
  cell: number;
  /** 0-based line inside that cell. */
  line: number;
}

/** A TODO comment. All ranges are offsets into the document it was found in. */
export interface Todo {
  /** The configured tag, in its configured spelling, for example `TODO`. */
  tag: string;
  /** Text on the tag's line, without tag, references, options and link; else the first line that follows. */
  title: string;
  /** Continuation lines joined by `\n`, decoration removed; empty if there are none. */
  description: string;
  /** 0-based line of the tag. */
  line: number;
  /** 0-based UTF-16 column of the tag. */
  column: number;
  /** 0-based line of the last character of the todo. */
  endLine: number;
  /** What stands in the parentheses after the tag, trimmed, and a following `@name`. */
  references: string[];
  /** Id of the Feishu task the comment is linked to. */
  taskId?: string;
  /** `lead` if the tag leads its comment line, `inline` if it follows other text. */
  grade: 'lead' | 'inline';
  options: TodoOptions;
  /** From the tag to the end of the last line that belongs to the todo. */
  range: TextRange;
  /** The tag as written, with a leading `@` or `\`. */
  tagRange: TextRange;
  /** The references with their brackets, if there are any brackets. */
  referenceList?: ReferenceList;
  /** Empty range behind the tag if there is no title. */
  titleRange: TextRange;
  descriptionRange?: TextRange;
  /** Present if the comment is linked. */
  link?: TodoLink;
  comment: CommentInfo;
  notebook?: NotebookPlace;
}

/** What `findTodos` can be told. */
export interface FindOptions {
  /** Tags to look for, in the spelling that counts without further conditions. Default `TODO`, `FIXME`, `待办`. */
  tags?: readonly string[];
  /** Accept other spellings (`todo:`, `Todo(`) where the tag leads its comment line. Default true. */
  ignoreCase?: boolean;
  /** Do documentation strings (Python, Elixir, Julia) count as comments? Default true. */
  docstrings?: boolean;
  /** Comment markers for languages this package does not know, by language id. They win over the built-in ones. */
  languages?: Readonly<Record<string, UserLanguage>>;
}
