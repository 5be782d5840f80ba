import picomatch from 'picomatch';
import { languageOfPath } from './registry';
import type { UserLanguage } from './user';

/** What says in which language files are, other than the built-in tables. */
export interface PathLanguages {
  /** Globs and language ids, as in VS Code's `files.associations`. They win. */
  associations?: Readonly<Record<string, string>>;
  /** Languages of the user, which win over the built-in tables. */
  languages?: Readonly<Record<string, UserLanguage>>;
}

/** Tells the language of a file by its path, which is relative to the folder and has slashes. */
export function languageByPath({ associations = {}, languages = {} }: PathLanguages): (path: string) => string {
  const globs = Object.entries(associations).map(([glob, id]) => [matcher(glob), id] as const);
  const own = new Map<string, string>();
  for (const [id, { extensions = [], filenames = [] }] of Object.entries(languages)) {
    for (const extension of extensions) own.set(`.${extension.replace(/^\./, '')}`.toLowerCase(), id);
    for (const name of filenames) own.set(name.toLowerCase(), id);
  }
  if (globs.length === 0 && own.size === 0) return languageOfPath;
  return (path) => {
    const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    const associated = globs.find(([matches]) => matches(path, name));
    return associated?.[1] ?? lookUp(own, name) ?? languageOfPath(path);
  };
}

/** The whole name counts first, then the longest extension. */
function lookUp(table: ReadonlyMap<string, string>, name: string): string | undefined {
  if (table.size === 0) return undefined;
  let found = table.get(name);
  for (let dot = name.indexOf('.'); found === undefined && dot >= 0; dot = name.indexOf('.', dot + 1)) {
    found = table.get(name.slice(dot));
  }
  return found;
}

/** As in VS Code: without a slash the glob is for the file's name, and case does not matter. */
function matcher(glob: string): (path: string, name: string) => boolean {
  const matches = picomatch(glob, { dot: true, nocase: true, nonegate: true, noextglob: true });
  return glob.includes('/') ? (path) => matches(path) : (_path, name) => matches(name);
}
