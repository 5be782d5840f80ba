import type { Locator } from 'playwright-core';
import { until } from './until';

const FOUND_WITHIN_MS = 1000;
const CLICKED_WITHIN_MS = 5000;
const TAKEN_WITHIN_MS = 30_000;

/**
 * Clicks an element, and once more where it got no click: a browser sends none when the element is drawn anew between
 * the press and the release of the button, as the rows of a list are while more of them come in.
 */
export async function press(target: Locator): Promise<void> {
  await until(
    `a click on ${String(target)}`,
    async () => {
      const element = (await target.elementHandle({ timeout: FOUND_WITHIN_MS }))!;
      const seen = await element.evaluateHandle((one) => {
        const state = { clicked: false };
        one.addEventListener('click', () => (state.clicked = true), { capture: true, once: true });
        return state;
      });
      const failure = await element.click({ timeout: CLICKED_WITHIN_MS }).catch((error: unknown) => error);
      if (await seen.evaluate(({ clicked }) => clicked)) return true;
      if (failure) throw failure;
      return false;
    },
    TAKEN_WITHIN_MS,
  );
}
