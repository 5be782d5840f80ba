import assert from 'node:assert/strict';
import { runStorm } from '../../torture/storm';

describe('Torture, short form', () => {
  it('makes exactly one task of each TODO, under faults, kills and two windows', async function () {
    this.timeout(60_000);
    const report = await runStorm({ seed: 3, todos: 60, factor: 40, linksPerRestart: 10, limitMs: 50_000 });
    const { duplicated, lost, wrongLinks, violations, notInTasklist, leftOver, overQuota, crashed } = report;
    assert.deepEqual(
      { duplicated, lost, wrongLinks, violations, notInTasklist, leftOver, overQuota, crashed },
      {
        duplicated: 0,
        lost: 0,
        wrongLinks: 0,
        violations: [],
        notInTasklist: 0,
        leftOver: 0,
        overQuota: 0,
        crashed: 0,
      },
      JSON.stringify(report),
    );
    assert.equal(report.tasks, 60);
    // The storm was one.
    assert.ok(Object.keys(report.faults).length >= 5, JSON.stringify(report.faults));
    assert.ok(report.killed + report.closed >= 2, JSON.stringify(report));
  });
});
