import { parseArgs } from 'node:util';
import { runBulk } from './bulk';
import { runStorm } from './storm';

/**
 * The long form: `npm run torture [-- --todos N --seed N --factor N --bulk N]`. Exits 0 when nothing was lost or doubled,
 * and a bulk took no more than 5 % above what the quota allows.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      todos: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      factor: { type: 'string', default: '5' },
      bulk: { type: 'string', default: '500' },
    },
  });
  const todos = Number(values.todos);
  const report = await runStorm({
    seed: Number(values.seed),
    todos,
    factor: Number(values.factor),
    linksPerRestart: 15,
    limitMs: 600_000,
    onProgress: (linked) => process.stdout.isTTY && process.stdout.write(`\r${linked} of ${todos} linked `),
  });
  console.log(JSON.stringify(report, undefined, 2));
  const { duplicated, lost, wrongLinks, violations, notInTasklist, leftOver, overQuota, crashed } = report;
  const bad = duplicated + lost + wrongLinks + violations.length + notInTasklist + leftOver + overQuota + crashed;
  console.log(bad === 0 ? `Each of ${todos} TODOs has exactly one task.` : `${bad} things went wrong.`);
  const bulk = await runBulk(Number(values.bulk));
  const { created, seconds, idealSeconds, refused } = bulk;
  const over = ((seconds / idealSeconds - 1) * 100).toFixed(1);
  console.log(`${created} creations in ${seconds.toFixed(1)} s (${over} % above the ideal), ${refused} refused.`);
  const slow = refused > 0 || seconds > idealSeconds * 1.05 || created !== Number(values.bulk);
  return bad === 0 && !slow ? 0 : 1;
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
