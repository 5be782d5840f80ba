import { Workbench, type WorkbenchOptions } from './workbench';

/**
 * Opens one window for the tests of the surrounding `describe`. A failed test leaves a picture in `out/screenshots/`,
 * and says in words what the window showed.
 * @param options of the window, or what prepares them before the first test
 * @returns gives the window, inside hooks and tests
 */
export function useWorkbench(options: WorkbenchOptions | (() => Promise<WorkbenchOptions>) = {}): () => Workbench {
  let workbench: Workbench | undefined;

  before(async function () {
    this.timeout(120_000);
    workbench = await Workbench.open(typeof options === 'function' ? await options() : options);
  });

  afterEach(async function () {
    if (this.currentTest?.state !== 'failed' || !workbench) return;
    const name = this.currentTest.fullTitle().replace(/[^\p{L}\p{N}]+/gu, '-');
    await workbench.screenshot(`failed-${name}`.slice(0, 120));
    const { err } = this.currentTest;
    if (err?.stack) err.stack += `\n\n${await workbench.inWords()}`;
  });

  after(async () => {
    await workbench?.close();
    workbench = undefined;
  });

  return () => {
    if (!workbench) throw new Error('The window is open only inside hooks and tests.');
    return workbench;
  };
}
