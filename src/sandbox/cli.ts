import { parseArgs } from 'node:util';
import { startSandbox } from './index';

const usage = 'Usage: sandbox [--port N] [--state FILE] [--quota on|off]\n';

/**
 * Runs the sandbox alone until SIGINT or SIGTERM.
 *
 * Prints `Feishu sandbox listening on http://127.0.0.1:N` and, on the next line, one JSON object of credentials and
 * demo data.
 *
 * @param argv Arguments after the program's name.
 * @returns The process's exit code: 0 after a signal, 1 when the sandbox cannot start, 2 for wrong arguments.
 */
export async function main(argv: readonly string[]): Promise<number> {
  const options = readArguments(argv);
  if (!options) {
    process.stderr.write(usage);
    return 2;
  }
  try {
    const sandbox = await startSandbox({ ...options, onMessage: (message) => process.stderr.write(`${message}\n`) });
    process.stdout.write(`Feishu sandbox listening on ${sandbox.url}\n${JSON.stringify(sandbox.info)}\n`);
    await new Promise<void>((resolve) => {
      process.once('SIGINT', () => resolve());
      process.once('SIGTERM', () => resolve());
    });
    await sandbox.close();
    return 0;
  } catch (error) {
    process.stderr.write(`The sandbox cannot start: ${(error as Error).message}\n`);
    return 1;
  }
}

function readArguments(argv: readonly string[]): { port: number; stateFile?: string; quota: boolean } | undefined {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { port: { type: 'string' }, state: { type: 'string' }, quota: { type: 'string' } },
    });
    const port = Number(values.port ?? '0');
    const quota = values.quota ?? 'on';
    if (!Number.isInteger(port) || port < 0 || port > 65535 || (quota !== 'on' && quota !== 'off')) {
      return undefined;
    }
    return { port, stateFile: values.state, quota: quota === 'on' };
  } catch {
    return undefined;
  }
}
