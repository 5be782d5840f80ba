/** `npm run screenshots`: takes the README's pictures in a real VS Code and writes them to `media/screenshots/`. */
import { inRoot, root } from './lib/paths.mjs';
import { run } from './lib/processes.mjs';
import { runMain } from './lib/report.mjs';
import { setUp } from './lib/setup.mjs';

await runMain(async () => {
  await setUp();
  const { buildExtension } = await import('./lib/bundle.mjs');
  await buildExtension({ production: true });
  const args = ['--import', 'tsx', inRoot('test', 'screenshots', 'take.ts')];
  return (await run(process.execPath, args, { cwd: root, show: true })).code ?? 1;
});
