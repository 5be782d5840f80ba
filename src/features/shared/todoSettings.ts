import * as vscode from 'vscode';
import { SECTION } from '../../platform/config';
import { Owner } from '../../platform/disposables';
import type { RedactingLog } from '../../platform/log';
import { checkLanguages, checkTags, DEFAULT_EXCLUDES, TodoReader, type ScanOptions } from '../../todo';
import { settingProblem } from './settingProblem';
import { SettingWarnings } from './settingWarnings';

/** What decides which comments of a folder are TODOs, and which of its files are read. */
export interface TodoRules {
  readonly reader: TodoReader;
  readonly options: ScanOptions;
}

const OWN = ['tags', 'languages', 'docstrings', 'caseSensitive', 'maxFileSize'].map((key) => `${SECTION}.${key}`);
const OTHERS = ['files.exclude', 'search.exclude', 'search.useIgnoreFiles', 'files.associations', 'files.encoding'];
const DEFAULT_SIZE_KB = 2048;
/** A file is read in one go, and nothing else is done meanwhile: what a repository's settings ask for has a limit. */
const MAX_SIZE_KB = 20_480;

/**
 * The settings about finding TODOs, folder by folder: of a workspace with several folders each may have its own. What
 * cannot be used is left out, with a message that says why.
 */
export class TodoSettings extends Owner {
  private readonly emitter = this.register(new vscode.EventEmitter<void>());
  private readonly byFolder = new Map<string, TodoRules>();
  private readonly warnings: SettingWarnings;

  /** Fired when one of the settings changed in any folder. */
  readonly onDidChange = this.emitter.event;

  constructor(log: RedactingLog) {
    super();
    this.warnings = new SettingWarnings(log);
    this.register(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (![...OWN, ...OTHERS].some((key) => event.affectsConfiguration(key))) return;
        this.byFolder.clear();
        this.warnings.forget();
        this.emitter.fire();
      }),
    );
    this.register(vscode.workspace.onDidChangeWorkspaceFolders(() => this.byFolder.clear()));
  }

  /** The rules of a workspace folder; without one those outside all folders. */
  of(folder: vscode.Uri | undefined): TodoRules {
    const key = folder?.toString() ?? '';
    let rules = this.byFolder.get(key);
    if (rules === undefined) {
      const options = this.read(folder);
      this.byFolder.set(key, (rules = { options, reader: new TodoReader(options) }));
    }
    return rules;
  }

  private read(folder: vscode.Uri | undefined): ScanOptions {
    const own = vscode.workspace.getConfiguration(SECTION, folder);
    const search = vscode.workspace.getConfiguration('search', folder);
    const files = vscode.workspace.getConfiguration('files', folder);
    const { tags, problems: tagProblems } = checkTags(own.get('tags'));
    const { languages, problems: languageProblems } = checkLanguages(own.get('languages'));
    this.warnings.tell('tags', tagProblems.map(settingProblem));
    this.warnings.tell('languages', languageProblems.map(settingProblem));
    return {
      tags,
      languages,
      docstrings: own.get('docstrings') !== false,
      ignoreCase: own.get('caseSensitive') !== true,
      maxFileSize: this.maxFileSize(own.get('maxFileSize')),
      exclude: excludes(files.get('exclude'), search.get('exclude')),
      ignoreFiles: search.get('useIgnoreFiles') !== false,
      associations: strings(files.get('associations')),
      encoding: encodingLabel(files.get('encoding')),
    };
  }

  private maxFileSize(value: unknown): number {
    if (typeof value === 'number' && value >= 1 && value <= MAX_SIZE_KB) return Math.floor(value) * 1024;
    const text = vscode.l10n.t('it must be a number from 1 to {0} (kilobytes).', MAX_SIZE_KB);
    if (value !== undefined) this.warnings.tell('maxFileSize', [text]);
    return DEFAULT_SIZE_KB * 1024;
  }
}

/**
 * What the person hides from the explorer and from searches is left out here too. Entries with a condition (`when`) do
 * not count, and neither does a default of ours that is switched off there.
 */
function excludes(...settings: unknown[]): string[] {
  const entries = settings.flatMap((setting) => Object.entries((setting ?? {}) as Record<string, unknown>));
  const off = new Set(entries.filter(([, value]) => value === false).map(([glob]) => glob));
  const on = entries.filter(([, value]) => value === true).map(([glob]) => glob);
  return [...new Set([...DEFAULT_EXCLUDES.filter((glob) => !off.has(glob)), ...on])];
}

function strings(setting: unknown): Record<string, string> {
  const entries = Object.entries((setting ?? {}) as Record<string, unknown>);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** VS Code's names of encodings have no hyphens: `windows1252`, `iso88591`, `eucjp`. */
function encodingLabel(setting: unknown): string | undefined {
  if (typeof setting !== 'string' || /^utf8|^utf16/.test(setting)) return undefined;
  const name = setting
    .replace(/^iso8859(\d+)$/, 'iso-8859-$1')
    .replace(/^windows(\d+)$/, 'windows-$1')
    .replace(/^euc(jp|kr)$/, 'euc-$1')
    .replace(/^koi8/, 'koi8-')
    .replace(/^(?:cp936)$/, 'gbk')
    .replace(/^big5hkscs$/, 'big5-hkscs')
    .replace(/^shiftjis$/, 'shift_jis');
  try {
    return new TextDecoder(name).encoding;
  } catch {
    // One that only VS Code knows: such files are read as UTF-8, and their ASCII parts are right.
    return undefined;
  }
}
