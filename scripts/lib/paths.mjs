import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's top folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * A path inside the repository.
 * @param {...string} parts
 */
export const inRoot = (...parts) => path.join(root, ...parts);

/** Where VS Code is kept; `@vscode/test-electron` downloads into the same folder. */
export const vscodeDir = inRoot('.vscode-test');
