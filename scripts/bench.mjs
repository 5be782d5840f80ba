/** `npm run bench [-- NAME…]`: the measurements of `test/bench/`, one after the other; 1 when a limit is broken. */
import { readdirSync } from 'node:fs';
import { inRoot, root } from './lib/paths.mjs';
import { run } from './lib/processes.mjs';
import { runMain } from './lib/report.mjs';
import { setUpPackages } from './lib/setup.mjs';

await runMain(async () => {
  await setUpPackages();
  const wanted = process.argv.slice(2);
  const suffix = '.bench.ts';
  const names = readdirSync(inRoot('test', 'bench'))
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length))
    .filter((name) => !wanted.length || wanted.includes(name));
  let failed = 0;
  for (const name of names) {
    console.log(`\n── ${name} ──`);
    const args = ['--import', 'tsx', inRoot('test', 'bench', name + suffix)];
    const { code } = await run(process.execPath, args, { cwd: root, show: true });
    if (code !== 0) failed += 1;
  }
  return failed ? 1 : 0;
});
