/** `node scripts/setup.mjs [RELEASE…]`: installs all that `npm start` and `npm test` need, e.g. also VS Code 1.96. */
import { runMain, seconds } from './lib/report.mjs';
import { setUp } from './lib/setup.mjs';

await runMain(async () => {
  const started = Date.now();
  const releases = process.argv.slice(2);
  for (const release of releases.length ? releases : [undefined]) await setUp(release);
  console.log(`Everything is installed (${seconds(Date.now() - started)}).`);
});
