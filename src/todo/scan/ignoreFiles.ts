import ignore from 'ignore';
import type { Ignore } from 'ignore';
import picomatch from 'picomatch';

/** Names of ignore files, weakest first, as ripgrep weighs them. */
export const IGNORE_FILES: readonly string[] = ['.gitignore', '.ignore', '.rgignore'];

/** One ignore file and those above it. */
interface Layer {
  /** Folder of the file relative to the root, with a slash at its end; empty for the root. */
  base: string;
  rules: Ignore;
  /** Does the last part of a path look as if a rule might apply? Spares most paths the exact test. */
  coarse: RegExp;
  parent: Layer | undefined;
}

/** The ignore files that count in a folder. */
export type IgnoreLayers = readonly (Layer | undefined)[];

export const NO_LAYERS: IgnoreLayers = IGNORE_FILES.map(() => undefined);

/** Adds a folder's ignore files to those of its parent. @param texts by position in `IGNORE_FILES` */
export function addLayers(above: IgnoreLayers, folder: string, texts: readonly (string | undefined)[]): IgnoreLayers {
  if (texts.every((text) => text === undefined)) return above;
  const base = folder === '' ? '' : `${folder}/`;
  return above.map((parent, index) => {
    const text = texts[index];
    if (text === undefined) return parent;
    return {
      base,
      rules: ignore({ allowRelativePaths: true, ignorecase: false }).add(text),
      coarse: coarseOf(text),
      parent,
    };
  });
}

/** A pattern for the last part of every path that some rule may name. */
function coarseOf(text: string): RegExp {
  const sources: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const rule = line.replace(/^!/, '').trim().replace(/\/+$/, '');
    if (rule === '' || rule.startsWith('#')) continue;
    // More than the rule names will do: an escaped character is read as any, and a class as anything that may follow.
    const part = rule.slice(rule.lastIndexOf('/') + 1).replace(/\\./gs, '?');
    const last = part.replace(/[[\\].*|\*\*+/s, '*');
    sources.push(picomatch.makeRe(last, { dot: true, nobrace: true, noextglob: true, nonegate: true }).source);
  }
  return sources.length === 0 ? /(?!)/ : new RegExp(sources.join('|'));
}

/** Do ignore files leave out this path? @param path relative to the root @param name its last part */
export function isIgnored(layers: IgnoreLayers, path: string, name: string, directory: boolean): boolean {
  for (let kind = layers.length - 1; kind >= 0; kind--) {
    for (let layer = layers[kind]; layer !== undefined; layer = layer.parent) {
      if (!layer.coarse.test(name)) continue;
      const relative = path.slice(layer.base.length);
      const { ignored, unignored } = layer.rules.test(directory ? `${relative}/` : relative);
      if (ignored) return true;
      if (unignored) return false;
    }
  }
  return false;
}

/** Tells whether exclude globs leave out a path; a folder left out takes all it holds with it. */
export function excluder(globs: readonly string[]): (path: string) => boolean {
  const patterns = globs.filter((glob) => glob !== '').map((glob) => glob.replace(/\/+$/, ''));
  if (patterns.length === 0) return () => false;
  return picomatch(patterns, { dot: true, nonegate: true, noextglob: true });
}
