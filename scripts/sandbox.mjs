/** `npm run sandbox -- --port N [--state FILE] [--quota off]`: the local Feishu alone, see `src/sandbox/cli.ts`. */
import { createRequire } from 'node:module';
import { inRoot } from './lib/paths.mjs';
import { runMain } from './lib/report.mjs';
import { setUpPackages } from './lib/setup.mjs';

await runMain(async () => {
  await setUpPackages();
  const { bundleFiles } = await import('./lib/bundle.mjs');
  await bundleFiles([inRoot('src', 'sandbox', 'cli.ts')], inRoot('out', 'sandbox'), inRoot('src', 'sandbox'));
  const { main } = createRequire(import.meta.url)(inRoot('out', 'sandbox', 'cli.js'));
  return main(process.argv.slice(2));
});
