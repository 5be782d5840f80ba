/** A failure the person at the keyboard can mend: shown as its message alone, without a stack. */
export class UserError extends Error {}

/**
 * Prints a progress line, runs the step and says how long it took. Steps may overlap.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} run
 * @returns {Promise<T>}
 */
export async function step(title, run) {
  const started = Date.now();
  console.log(`• ${title} …`);
  const result = await run();
  console.log(`✓ ${title} (${seconds(Date.now() - started)})`);
  return result;
}

/** @param {number} milliseconds */
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/**
 * Runs a command-line program's main function: a `UserError` prints its message, anything else its stack.
 * @param {() => Promise<number | void>} main resolves to the exit code, nothing meaning 0
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    console.error(error instanceof UserError ? `\n${error.message}` : error);
    process.exit(1); // other steps may still be running
  }
}
