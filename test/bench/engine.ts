// The TODO engine as it is shipped: bundled. Run from its sources, what TypeScript's loader adds would be measured, too.
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export type Engine = typeof import('../../src/todo/index') & {
  nodeFs: import('../../src/todo/index').ScanFs;
};

/** Bundles the engine and loads it. */
export async function loadEngine(): Promise<Engine> {
  const project = fileURLToPath(new URL('../../', import.meta.url));
  const outfile = path.join(mkdtempSync(path.join(tmpdir(), 'todo-engine-')), 'engine.cjs');
  await build({
    stdin: {
      contents: "export * from './src/todo/index';\nexport { nodeFs } from './src/todo/scan/nodeFs';\n",
      resolveDir: project,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
  });
  return createRequire(import.meta.url)(outfile) as Engine;
}
