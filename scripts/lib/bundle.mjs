import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { inRoot, root } from './paths.mjs';
import { UserError } from './report.mjs';

const src = inRoot('src');

/** VS Code reroutes `require('https')` through the user's proxy and certificates, but not `require('node:https')`. */
const patchedByVSCode = Object.fromEntries(['http', 'https', 'net', 'tls'].map((name) => [`node:${name}`, name]));

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  // node-fetch's dependency asks for the polyfill only where Node has no streams of the web: never in VS Code.
  external: ['vscode', 'web-streams-polyfill'],
  alias: patchedByVSCode,
  // With `require` the parts of the extension loaded on demand see the same patched modules.
  supported: { 'dynamic-import': false },
  logLevel: 'warning',
};

/** @typedef {Map<string, string>} Entries name of a bundle in `dist/` -> source file */

/**
 * The file name, without suffix, of the bundle made of a source file: `src/sandbox/index.ts` -> `sandbox`.
 * @param {string} file
 */
function bundleName(file) {
  const parts = path
    .relative(src, file)
    .replace(/\.tsx?$/, '')
    .split(path.sep);
  if (parts.length > 1 && parts.at(-1) === 'index') parts.pop();
  return parts.join('-');
}

/**
 * Makes every `import('./x')` in our own sources a bundle of its own, loaded on first use.
 * @param {Entries} entries gets the bundles found
 * @returns {import('esbuild').Plugin}
 */
const loadOnDemand = (entries) => ({
  name: 'load-on-demand',
  setup(build) {
    build.onResolve({ filter: /^\./ }, async ({ kind, path: request, importer, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === 'resolving' || !importer.startsWith(src + path.sep)) return;
      const found = await build.resolve(request, { kind, importer, resolveDir, pluginData: 'resolving' });
      if (found.errors.length) return found;
      const name = bundleName(found.path);
      entries.set(name, found.path);
      return { path: `./${name}.js`, external: true };
    });
  },
});

const dist = inRoot('dist');

/** @type {(entries: Entries, production: boolean, outdir: string) => import('esbuild').BuildOptions} */
const extensionOptions = (entries, production, outdir) => ({
  ...common,
  entryPoints: Object.fromEntries(entries),
  outdir,
  target: 'node18',
  minify: production,
  sourcemap: !production,
  legalComments: 'none', // THIRD_PARTY_NOTICES.txt has them all
  metafile: true,
  plugins: [loadOnDemand(entries)],
});

/**
 * Runs esbuild, which prints the errors in the sources itself.
 * @param {import('esbuild').BuildOptions} options
 */
async function build(options) {
  try {
    return await esbuild.build(options);
  } catch (error) {
    throw new UserError(/** @type {Error} */ (error).message.split('\n')[0]);
  }
}

const firstEntries = () => new Map([['extension', path.join(src, 'extension.ts')]]);

/**
 * Builds the extension, by default into `dist/`.
 * @param {{production?: boolean, outdir?: string}} [options]
 * @returns {Promise<import('esbuild').Metafile>}
 */
export async function buildExtension({ production = false, outdir = dist } = {}) {
  const entries = firstEntries();
  for (;;) {
    const known = entries.size;
    await build({ ...extensionOptions(entries, production, outdir), write: false });
    if (entries.size > known) continue; // bundles were discovered: they may lead to more
    const { metafile } = await build(extensionOptions(entries, production, outdir));
    const result = /** @type {import('esbuild').Metafile} */ (metafile);
    removeOthers(outdir, Object.keys(result.outputs));
    return result;
  }
}

/**
 * Removes what an earlier build left in a folder. Afterwards, so that a VS Code running from there finds its files.
 * @param {string} folder
 * @param {string[]} outputs what this build made, from the repository's top
 */
function removeOthers(folder, outputs) {
  const kept = new Set(outputs.map((file) => path.basename(file)));
  for (const name of readdirSync(folder)) if (!kept.has(name)) rmSync(path.join(folder, name), { recursive: true });
}

/** Builds the extension, then again on every change. */
export async function watchExtension() {
  const entries = firstEntries();
  /** @type {import('esbuild').BuildContext | undefined} */
  let context;
  const restartOnNewBundle = {
    name: 'restart-on-new-bundle',
    /** @param {import('esbuild').PluginBuild} build */
    setup(build) {
      const known = entries.size;
      build.onEnd(({ errors }) => {
        console.log(`${new Date().toLocaleTimeString()} ${errors.length ? 'build failed' : 'built'}`);
        if (entries.size > known) setImmediate(start);
      });
    },
  };
  const start = async () => {
    await context?.dispose();
    const options = extensionOptions(entries, false, dist);
    context = await esbuild.context({ ...options, plugins: [...(options.plugins ?? []), restartOnNewBundle] });
    await context.watch();
  };
  await start();
}

/**
 * Bundles TypeScript files that do not belong to the extension, e.g. tests that run inside it.
 * @param {string[]} files
 * @param {string} outdir
 * @param {string} outbase folder whose structure is kept in `outdir`
 */
export async function bundleFiles(files, outdir, outbase) {
  await build({
    ...common,
    entryPoints: files,
    outdir,
    outbase,
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: true,
    supported: {},
  });
}

/** Builds `test/host/` into `out/test/host/`: the runner and one bundle per test file. */
export async function buildHostTests() {
  const files = readdirSync(inRoot('test', 'host'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file === 'index.ts' || file.endsWith('.test.ts'))
    .map((file) => inRoot('test', 'host', file));
  rmSync(inRoot('out', 'test', 'host'), { recursive: true, force: true });
  await bundleFiles(files, inRoot('out', 'test', 'host'), inRoot('test', 'host'));
}
