import { main } from '../../../src/sandbox/cli';

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
