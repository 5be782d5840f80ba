import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readJson } from './json.mjs';
import { inRoot } from './paths.mjs';
import { UserError } from './report.mjs';

const acceptable = /^(MIT|ISC|BSD-[23]-Clause|0BSD|Apache-2\.0)$/;

/**
 * Writes the licences of everything that was bundled next to the bundles.
 * @param {import('esbuild').Metafile} metafile
 * @param {string} folder of the bundles
 * @returns {number} how many packages there are
 * @throws {UserError} for a package whose licence does not go with ours
 */
export function writeNotices(metafile, folder) {
  const packages = Object.keys(metafile.inputs).map((file) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  const notices = [...new Set(packages)]
    .filter((name) => name !== undefined)
    .map(notice)
    .sort();
  const head = 'Feishu TODO contains the following software of others.\n';
  const rule = `\n${'-'.repeat(78)}\n\n`;
  writeFileSync(path.join(folder, 'THIRD_PARTY_NOTICES.txt'), [head, ...notices].join(rule));
  return notices.length;
}

/**
 * @param {string} folder of a package, from the repository's top
 */
function notice(folder) {
  const { name, version, license, author, homepage } = readJson(inRoot(folder, 'package.json'));
  if (!acceptable.test(license))
    throw new UserError(`${name}@${version} has the licence ${license}: it cannot be bundled.`);
  const by = author?.name ?? author ?? 'its authors';
  return [`${name} ${version} (${license}), by ${by}`, homepage, '', licenceText(inRoot(folder), license)]
    .filter((line) => line !== undefined)
    .join('\n');
}

/**
 * The licence file of a package, else the licence section of its README, where some keep it.
 * @param {string} folder
 * @param {string} license
 */
function licenceText(folder, license) {
  const files = readdirSync(folder);
  const read = (/** @type {RegExp} */ name) => {
    const file = files.find((one) => name.test(one));
    return file && readFileSync(path.join(folder, file), 'utf8').trim();
  };
  const text =
    read(/^(licen[cs]e|copying)/i) ??
    read(/^readme/i)
      ?.match(/^#*\s*licen[cs]e\s*\n[^]*/im)?.[0]
      ?.trim();
  const notice = read(/^notice/i);
  if (text) return `${[text, notice].filter(Boolean).join('\n\n')}\n`;
  return `The package contains no licence text; its package.json declares ${license}.\n`;
}
