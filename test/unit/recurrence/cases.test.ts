import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkForTask, parseRepeatRule, previewOccurrences, type Due } from '../../../src/recurrence';

interface Case {
  readonly rule: string;
  readonly valid: boolean;
  readonly layer: 'grammar' | 'policy' | 'semantic';
  readonly reason: string;
  readonly first5: readonly string[] | null;
}

const cases = JSON.parse(readFileSync(join(__dirname, '../../fixtures/rrule-cases.json'), 'utf8')) as readonly Case[];

/** The start every case was measured with: Monday, 5 January 2026, 09:00 in Shanghai. */
const start = '2026-01-05T09:00:00';
const timeZone = 'Asia/Shanghai';
const due: Due = { kind: 'time', epochSeconds: Date.UTC(2026, 0, 5, 1) / 1000, timeZone };

describe('the 193 measured repeat rules', () => {
  it('are all here', () => assert.equal(cases.length, 193));

  for (const { rule, valid, layer, reason, first5 } of cases) {
    it(`${JSON.stringify(rule)}: ${valid ? 'taken' : `refused (${layer})`}, ${reason}`, () => {
      const result = parseRepeatRule(rule);
      assert.equal(result.ok, valid || layer === 'semantic', result.ok ? 'was taken' : result.message);
      if (!result.ok) {
        assert.ok(result.message.length > 0);
        assert.ok(result.offset >= 0 && result.length >= 0 && result.offset + result.length <= rule.length);
        return;
      }
      const preview = previewOccurrences(result.rule, { start, timeZone, count: 5 });
      assert.deepEqual(preview, valid ? first5 : []);
      const { errors } = checkForTask(result.rule, due);
      const unfit = errors.map(({ code }) => code).filter((code) => code !== 'tooOften');
      assert.equal(unfit.length > 0, layer === 'semantic' && !valid, `errors: ${unfit.join()}`);
    });
  }
});
