// Drives Todo Tree's own modules without VS Code: search with its ripgrep module, then its tree model. Its source is not
// part of this project; `loadTodoTree` takes the folder of a checkout in which its dependencies are installed.
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import path from 'node:path';

type Values = Record<string, unknown>;
type Loader = (request: string, ...rest: unknown[]) => unknown;

/** As much of the `vscode` module as Todo Tree's tree model asks for. */
function stub(defaults: Values, root: string): Values {
  const sections = new Map<string, Values>();
  // Todo Tree asks several times for every match, and what VS Code would take for the answer is not to count.
  const section = (prefix = ''): Values => {
    let values = sections.get(prefix);
    if (values === undefined) sections.set(prefix, (values = readSection(prefix)));
    return values;
  };
  const readSection = (prefix: string): Values => ({
    ...Object.fromEntries(
      Object.entries(defaults)
        .filter(([key]) => key.startsWith(`${prefix}.`))
        .map(([key, value]) => [key.slice(prefix.length + 1), value]),
    ),
    get: (key: string, fallback: unknown) => defaults[prefix === '' ? key : `${prefix}.${key}`] ?? fallback,
    inspect: () => ({}),
  });
  class EventEmitter {
    event = (): void => undefined;
    fire(): void {}
  }
  return {
    EventEmitter,
    TreeItem: class {},
    TreeItemCollapsibleState: { None: 0, Collapsed: 1, Expanded: 2 },
    ThemeIcon: class {},
    workspace: {
      getConfiguration: section,
      workspaceFolders: [{ name: path.basename(root), uri: { scheme: 'file', fsPath: root } }],
    },
  };
}

function defaultsOf(folder: string): Values {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    contributes: { configuration: { properties: Record<string, { default: unknown }> }[] };
  };
  const defaults: Values = {};
  for (const group of [manifest.contributes.configuration].flat()) {
    for (const [key, value] of Object.entries(group.properties)) defaults[key] = value.default;
  }
  return defaults;
}

interface Parts {
  ripgrep: { search(root: string, options: Values): Promise<{ fsPath: string; uri?: unknown }[]> };
  tree: {
    TreeNodeProvider: new (...args: unknown[]) => Record<'clear' | 'filter' | 'refresh', (value?: unknown) => void>;
  };
  config: { init(context: Values): void };
  attributes: { init(config: unknown): void };
  utils: { init(config: unknown): void; getRegexSource(): string };
  searchResults: { clear(): void; add(match: unknown): void; addToTree(tree: unknown): void };
}

function partsOf(folder: string, vscode: Values): Parts {
  const require = createRequire(path.join(folder, 'src/extension.js'));
  for (const name of Object.keys(require.cache)) if (name.startsWith(folder)) delete require.cache[name];
  const hooks = Module as unknown as { _load: Loader };
  const original = hooks._load;
  hooks._load = (request, ...rest) => (request === 'vscode' ? vscode : original(request, ...rest));
  try {
    const names = ['ripgrep', 'tree', 'config', 'attributes', 'utils', 'searchResults'];
    return Object.fromEntries(names.map((name) => [name, require(`./${name}.js`) as unknown])) as unknown as Parts;
  } finally {
    hooks._load = original;
  }
}

/**
 * Todo Tree's scan, with its buffer raised so that nothing is cut.
 * @returns a function that scans `root` up to the finished tree model and gives the number of matches
 */
export function loadTodoTree(folder: string, root: string, rgPath: string): () => Promise<number> {
  const defaults = defaultsOf(folder);
  const vscode = stub(defaults, root);
  const { ripgrep, tree, config, attributes, utils, searchResults } = partsOf(folder, vscode);
  const memento = { get: (_key: string, fallback: unknown) => fallback, update: () => Promise.resolve() };
  const context = { workspaceState: memento, globalState: memento };
  config.init(context);
  attributes.init(config);
  utils.init(config);
  return async () => {
    const provider = new tree.TreeNodeProvider(
      context,
      () => undefined,
      () => undefined,
    );
    provider.clear((vscode['workspace'] as Values)['workspaceFolders']);
    searchResults.clear();
    const source = utils.getRegexSource();
    const matches = await ripgrep.search(root, {
      regex: `"${source}"`,
      unquotedRegex: source,
      rgPath,
      globs: (defaults['todo-tree.filtering.excludeGlobs'] as string[]).map((glob) => `!${glob}`),
      additional: defaults['todo-tree.ripgrep.ripgrepArgs'],
      maxBuffer: 100 * 1024,
      filename: root,
    });
    for (const match of matches) {
      match.uri = { scheme: 'file', fsPath: match.fsPath };
      searchResults.add(match);
    }
    searchResults.addToTree(provider);
    provider.filter('');
    provider.refresh();
    return matches.length;
  };
}
