import { writeFileSync } from 'node:fs';
import mocha from 'mocha';

/** The readable report of mocha, and the counts as JSON in the file that `FEISHU_TODO_TEST_RESULT` names. */
export default class CountingReporter extends mocha.reporters.Spec {
  /**
   * @param {import('mocha').Runner} runner
   * @param {import('mocha').MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes: passed = 0, failures: failed = 0 } = runner.stats ?? {};
      writeFileSync(/** @type {string} */ (process.env.FEISHU_TODO_TEST_RESULT), JSON.stringify({ passed, failed }));
    });
  }
}
