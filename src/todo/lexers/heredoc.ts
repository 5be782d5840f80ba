import type { Run } from '../run';

/** A heredoc that was announced on the current line. */
export interface Heredoc {
  word: string;
  /** Blanks may stand before the closing word. */
  indented: boolean;
  open: number;
}

const LINE_LOOKBACK = 200;
const shells = new Set(['shellscript', 'dockerfile', 'makefile']);
const opener = /^<<(<?)([-~]?)([ \t]*)(?:(["'`])([^"'`\n]{1,80})\4|\\?([A-Za-z_]\w{0,80}))/;

/** `<<WORD` in shells, Ruby, Perl, PHP (`<<<`) and HCL; the text follows on the next line. */
export function heredoc(run: Run, at: number, code: number): number {
  if (code === 10) return run.heredocs.length > 0 ? skipHeredocs(run, at) : -1;
  const { text } = run;
  if (text.charCodeAt(at + 1) !== 60 || text.charAt(at - 1) === '<') return -1;
  const match = opener.exec(text.slice(at, Math.min(at + 180, run.end)));
  if (match === null || !announces(run, at, match)) return -1;
  const [all, third, sign] = match;
  const php = run.syntax.id === 'phpCode';
  const word = match[5] ?? match[6]!;
  run.heredocs.push({ word, indented: sign !== '' || php || third === '<', open: at });
  return at + all.length;
}

function announces(run: Run, at: number, match: RegExpExecArray): boolean {
  const id = run.syntax.id;
  const quoted = match[5] !== undefined;
  if ((match[1] === '<') !== (id === 'phpCode')) return false;
  if (shells.has(id)) {
    const line = run.text.slice(Math.max(run.start, at - LINE_LOOKBACK), at);
    return !/\(\([^()\n]*$/.test(line) && !/\d$/.test(line.slice(-1)) ? true : /\s\d$/.test(line);
  }
  if (match[3] !== '' && id !== 'phpCode') return false;
  if (id === 'phpCode' || match[2] !== '') return true;
  return quoted ? !/[\w)\]]$/.test(run.text.charAt(at - 1)) : /^[A-Z][A-Z0-9_]+$/.test(match[6]!);
}

/** Skips the bodies of the heredocs announced on the line that ends at `at`. */
export function skipHeredocs(run: Run, at: number): number {
  let next = at + 1;
  for (const heredoc of run.heredocs.splice(0)) {
    const end = bodyEnd(run, next, heredoc);
    if (end < 0) break;
    next = end;
  }
  return next;
}

function bodyEnd(run: Run, from: number, { word, indented, open }: Heredoc): number {
  const { scanner, text, end } = run;
  if (scanner.exhausted) return -1;
  let line = from;
  while (line < end) {
    const feed = scanner.lineEnd(line);
    let start = line;
    if (indented) while (text.charCodeAt(start) === 32 || text.charCodeAt(start) === 9) start++;
    if (text.startsWith(word, start) && closes(text, start + word.length)) return start + word.length;
    line = feed + 1;
  }
  scanner.spend(end - from);
  scanner.vain.push({ start: open, end });
  return -1;
}

/** Nothing that would make the word longer may follow (PHP and Ruby allow `EOT;` and `EOT.trim`). */
function closes(text: string, at: number): boolean {
  return at >= text.length || !/[\w]/.test(text.charAt(at));
}
