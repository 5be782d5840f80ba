// Draws the sample that labels.json judges: lines with TODO or FIXME as a word in any case, the same number from each
// tree, by a fixed seed. Usage: node sample.mjs NAME=FOLDER... > sample.json
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { rgPath } from '@vscode/ripgrep';

const SEED = 20_261_122;
const PER_TREE = 80;

/** A small generator of numbers in [0, 1) that is the same everywhere (mulberry32). */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const random = generator(SEED);
const sample = [];
for (const argument of process.argv.slice(2)) {
  const [tree, folder] = argument.split('=');
  const args = [
    '-i',
    '-w',
    '-n',
    '-0',
    '--hidden',
    '--no-config',
    '--no-heading',
    '--sort',
    'path',
    '--max-filesize',
    '2M',
  ];
  const output = execFileSync(rgPath, [...args, '-g', '!.git', '-e', 'todo|fixme', '.'], {
    cwd: folder,
    maxBuffer: 1 << 30,
    encoding: 'latin1',
  });
  const places = output
    .split('\n')
    .filter((line) => line.includes('\0'))
    .map((line) => {
      const [file, rest] = line.split('\0');
      return {
        tree,
        path: path.posix.normalize(Buffer.from(file, 'latin1').toString()),
        line: Number.parseInt(rest, 10),
      };
    });
  for (let count = Math.min(PER_TREE, places.length); count > 0; count--) {
    sample.push(places.splice(Math.floor(random() * places.length), 1)[0]);
  }
}
for (const item of sample) {
  const folder = process.argv
    .slice(2)
    .find((argument) => argument.startsWith(`${item.tree}=`))
    .split('=')[1];
  const lines = readFileSync(path.join(folder, item.path), 'utf8').split(/\r\n|\n|\r/);
  item.text = lines[item.line - 1];
  item.before = lines[item.line - 2] ?? '';
}
process.stdout.write(JSON.stringify(sample));
