import { execFile } from 'node:child_process';

const TIMEOUT_MS = 10_000;
/** A file whose history is longer than that is not worth the wait. */
const MAX_OUTPUT = 16 * 1024 * 1024;

/**
 * Nothing the repository says may start a program or reach the network: no file watcher, no hooks, no pager, no
 * fetching of what a partial clone lacks; below also no text conversion.
 */
const HARDENED = [
  '--no-pager',
  '--no-optional-locks',
  '--literal-pathspecs',
  ...['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'protocol.allow=never'].flatMap((setting) => ['-c', setting]),
];

/**
 * Blames the committed state of a file, in `git blame --porcelain`'s form. The committed state and not the file on disk:
 * for that one Git would run the filters that the repository sets.
 * @param git the program
 * @param root folder of the repository
 * @param path of the file, relative to the root, with `/`
 * @returns nothing where Git fails: not committed, no history, too long
 */
export function blame(git: string, root: string, path: string, signal?: AbortSignal): Promise<string | undefined> {
  const args = [...HARDENED, 'blame', '--porcelain', '--no-textconv', 'HEAD', '--', path];
  return new Promise((resolve) => {
    execFile(
      git,
      args,
      {
        cwd: root,
        env: environment(),
        timeout: TIMEOUT_MS,
        maxBuffer: MAX_OUTPUT,
        windowsHide: true,
        signal,
      },
      (error, stdout) => resolve(error ? undefined : stdout),
    );
  });
}

/** Without the variables that would lead Git to another repository or program. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.toUpperCase().startsWith('GIT_'));
  return { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', LC_ALL: 'C' };
}
