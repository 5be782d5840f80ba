import type { TodoReader } from './find';
import { LineCounter, lineEnds } from './find';
import type { RangedText, TextRange, Todo } from './types';

interface Cell {
  languageId: string;
  /** The cell's text, and for each of its characters the offset in the file; one more for its end. */
  text: string;
  offsets: number[];
}

/**
 * The todos in the cells of a Jupyter notebook. Ranges are those of the notebook's JSON text; `notebook` says the cell
 * and the line in it.
 */
export function readNotebook(json: string, reader: TodoReader): Todo[] {
  const found: Todo[] = [];
  const counter = new LineCounter(json);
  cellsOf(json).forEach((cell, index) => {
    for (const todo of reader.read(cell.text, cell.languageId)) {
      const moved = move(todo, (at) => cell.offsets[at] ?? cell.offsets.at(-1) ?? 0);
      const place = counter.to(moved.tagRange.start);
      const endLine = place.line + lineEnds(json, moved.tagRange.start, moved.range.end);
      found.push({ ...moved, ...place, endLine, notebook: { cell: index, line: todo.line } });
    }
  });
  return found;
}

function move(todo: Todo, to: (at: number) => number): Todo {
  const range = <T extends TextRange>(item: T): T => ({ ...item, start: to(item.start), end: to(item.end) });
  const list = (items: RangedText[] | undefined): RangedText[] | undefined => items?.map(range);
  const { options } = todo;
  return {
    ...todo,
    range: range(todo.range),
    tagRange: range(todo.tagRange),
    titleRange: range(todo.titleRange),
    descriptionRange: todo.descriptionRange && range(todo.descriptionRange),
    referenceList: todo.referenceList && { ...range(todo.referenceList), items: todo.referenceList.items.map(range) },
    link: todo.link && range(todo.link),
    comment: range(todo.comment),
    options: {
      ...options,
      ...(options.assignees && { assignees: list(options.assignees) }),
      ...(options.followers && { followers: list(options.followers) }),
      ...(options.due && { due: { ...range(options.due), range: range(options.due.range) } }),
      ...(options.repeat && { repeat: { ...range(options.repeat), range: range(options.repeat.range) } }),
    },
  };
}

/** The cells of a notebook that hold code or Markdown; none if it is not valid JSON. */
function cellsOf(json: string): Cell[] {
  let notebook: Notebook;
  try {
    notebook = JSON.parse(json) as Notebook;
  } catch {
    return [];
  }
  const code = notebook?.metadata?.kernelspec?.language ?? notebook?.metadata?.language_info?.name;
  const cells = Array.isArray(notebook?.cells) ? notebook.cells : [];
  const sources = sourcesOf(json);
  if (sources.length !== cells.length) return [];
  return cells.map((cell, index) => {
    const language =
      cell?.cell_type === 'code' ? (typeof code === 'string' ? code.toLowerCase() : 'python') : undefined;
    return { ...sources[index]!, languageId: language ?? (cell?.cell_type === 'markdown' ? 'markdown' : 'json') };
  });
}

interface Notebook {
  metadata?: { kernelspec?: { language?: unknown }; language_info?: { name?: unknown } };
  cells?: { cell_type?: unknown }[];
}

/** The strings under every `"source"` key that stands as deep as a cell's, unescaped, with their places. */
function sourcesOf(json: string): Omit<Cell, 'languageId'>[] {
  const sources: Omit<Cell, 'languageId'>[] = [];
  const token = /"((?:[^"\\]|\\.)*)"(\s*:)?|[{}[\]]/gs;
  let depth = 0;
  let current: { parts: string[]; offsets: number[]; depth: number } | undefined;
  for (const match of json.matchAll(token)) {
    const char = match[0];
    if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') depth--;
    else if (match[2] !== undefined) {
      finish();
      if (depth === 3 && match[1] === 'source') current = { parts: [], offsets: [], depth };
    } else if (current !== undefined) unescape(match[1]!, match.index + 1, current);
    if (current !== undefined && depth < current.depth) finish();
  }
  return sources;

  function finish(): void {
    if (current === undefined) return;
    current.offsets.push((current.offsets.at(-1) ?? -1) + 1);
    sources.push({ text: current.parts.join(''), offsets: current.offsets });
    current = undefined;
  }
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function unescape(raw: string, start: number, into: { parts: string[]; offsets: number[] }): void {
  for (let at = 0; at < raw.length; at++) {
    into.offsets.push(start + at);
    const char = raw.charAt(at);
    if (char !== '\\') {
      into.parts.push(char);
      continue;
    }
    at++;
    const escape = raw.charAt(at);
    if (escape === 'u') {
      into.parts.push(String.fromCharCode(Number.parseInt(raw.slice(at + 1, at + 5), 16)));
      at += 4;
    } else {
      into.parts.push(escapes[escape] ?? escape);
    }
  }
}
