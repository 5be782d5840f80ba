import { cpSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';
import { mustRun } from './processes.mjs';

const author = ['-c', 'user.name=Lin Xia', '-c', 'user.email=lin.xia@example.com', '-c', 'commit.gpgsign=false'];

/**
 * Copies the demo project into a folder and makes it a git repository whose one commit is known to its remote.
 * @param {string} parent
 * @returns {Promise<string>} the project's folder
 */
export async function makeDemo(parent) {
  const folder = path.join(parent, 'demo-shop');
  cpSync(inRoot('test', 'fixtures', 'demo'), folder, { recursive: true });
  const git = (/** @type {string[]} */ ...args) => mustRun('Making the demo repository', 'git', args, { cwd: folder });
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '--all');
  await git(...author, 'commit', '--quiet', '--no-verify', '--message=Demo shop');
  await git('remote', 'add', 'origin', 'https://github.com/example/demo-shop.git');
  await git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  return folder;
}
