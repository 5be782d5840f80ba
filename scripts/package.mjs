/** `npm run package [-- --out FILE]`: the production build, by default as `feishu-todo-<version>.vsix`. */
import { cpSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readJson } from './lib/json.mjs';
import { temporaryFolder } from './lib/folders.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { mustRun } from './lib/processes.mjs';
import { runMain, step } from './lib/report.mjs';
import { setUpPackages } from './lib/setup.mjs';

const { values } = parseArgs({ options: { out: { type: 'string' } } });

/** What the VSIX is made of beside the bundles; `.vscodeignore` has the last word. */
const parts = /^(package(\.nls.*)?\.json|README.*\.md|CHANGELOG\.md|LICENSE|l10n|media|\.vscodeignore)$/;

await runMain(async () => {
  await setUpPackages();
  const { buildExtension } = await import('./lib/bundle.mjs');
  const { writeNotices } = await import('./lib/notices.mjs');
  // Apart from dist/, which a VS Code may be running from.
  const stage = temporaryFolder('package');
  const outdir = path.join(stage, 'dist');
  const metafile = await step('Building for production', () => buildExtension({ production: true, outdir }));
  console.log(`  It contains ${writeNotices(metafile, outdir)} packages of others, see its THIRD_PARTY_NOTICES.txt`);
  for (const name of readdirSync(root).filter((one) => parts.test(one))) {
    cpSync(inRoot(name), path.join(stage, name), { recursive: true });
  }
  const { name, version } = readJson(inRoot('package.json'));
  const file = path.resolve(values.out ?? inRoot(`${name}-${version}.vsix`));
  const vsce = inRoot('node_modules', '@vscode', 'vsce', 'vsce');
  await step('Packing', () =>
    mustRun('Packing', process.execPath, [vsce, 'package', '--no-dependencies', '--out', file], { cwd: stage }),
  );
  for (const [output, { bytes }] of Object.entries(metafile.outputs))
    console.log(`${path.basename(output)}: ${bytes} bytes`);
  console.log(`${file}: ${statSync(file).size} bytes`);
});
