/** `node scripts/build.mjs [--production] [--watch]`: the extension into `dist/`, the host tests into `out/`. */
import { parseArgs } from 'node:util';
import { runMain } from './lib/report.mjs';
import { setUpPackages } from './lib/setup.mjs';

const { values } = parseArgs({ options: { production: { type: 'boolean' }, watch: { type: 'boolean' } } });

await runMain(async () => {
  await setUpPackages();
  const { buildExtension, buildHostTests, watchExtension } = await import('./lib/bundle.mjs');
  if (values.watch) return watchExtension();
  await buildExtension({ production: values.production });
  if (!values.production) await buildHostTests();
});
