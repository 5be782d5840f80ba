import path from 'node:path';
import { run } from './processes.mjs';
import { UserError } from './report.mjs';

/**
 * Runs npm in a folder. Settings a surrounding `npm start` put into the environment for its own run (prefix, script
 * name, package fields) are left out: they would lead the inner npm to the wrong folder.
 * @param {string} purpose what is being done, for the message of a failure
 * @param {string} folder
 * @param {string[]} args
 * @param {{node?: string, nodeHeaders?: string}} [options] `node`: folder of the `node` program to use;
 *   `nodeHeaders`: its headers, for native modules
 */
export async function npm(purpose, folder, args, { node, nodeHeaders } = {}) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(package_|lifecycle_|command$|execpath$|config_(local_|global_)?prefix$)/i.test(name),
    ),
  );
  if (node) env.PATH = `${node}${path.delimiter}${env.PATH}`;
  if (nodeHeaders) env.npm_config_nodedir = nodeHeaders;
  const [program, ...first] = npmCommand(node);
  const { code, output } = await run(program, [...first, '--prefix', folder, ...args], { cwd: folder, env });
  if (code === 0) return;
  throw new UserError(
    `${purpose} failed:\n${essence(output)}\n` +
      'If the npm registry could not be reached (npm ping tells), mend the connection and run this again.',
  );
}

/**
 * The npm that runs this script, else the one on PATH (which Windows could not start without a shell).
 * @param {string} [node] folder of the `node` program
 * @returns {[string, ...string[]]}
 */
function npmCommand(node) {
  const cli = process.env.npm_execpath;
  if (!cli || path.basename(cli) !== 'npm-cli.js') return ['npm'];
  return [node ? path.join(node, 'node') : process.execPath, cli];
}

/**
 * What npm says went wrong, without its stack and its list of log files.
 * @param {string} output
 */
function essence(output) {
  const errors = output
    .split('\n')
    .filter((line) => /^npm error\b/.test(line) && !/^npm error\s+(at |$|[{}])/.test(line));
  return (errors.length ? errors : output.trim().split('\n')).slice(0, 5).join('\n');
}
