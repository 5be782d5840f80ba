import { isKnownLanguage, languageOfExtension } from './registry';

/** Names people write after the backquotes that are neither language ids nor extensions. */
const aliases: Record<string, string> = {
  'c++': 'cpp',
  'c#': 'csharp',
  'f#': 'fsharp',
  'objective-c++': 'objective-cpp',
  shell: 'shellscript',
  console: 'shellscript',
  'shell-session': 'shellscript',
  zsh: 'shellscript',
  node: 'javascript',
  python3: 'python',
  py3: 'python',
  golang: 'go',
  docker: 'dockerfile',
  make: 'makefile',
  pug: 'jade',
  vim: 'viml',
  assembly: 'asm',
  nasm: 'asm',
  postgresql: 'sql',
  mysql: 'sql',
  protobuf: 'proto3',
  jsonld: 'jsonc',
  visualbasic: 'vb',
  batch: 'bat',
  cmd: 'bat',
};

/** Language id for the info string of a fenced code block, if it is one we know. */
export function languageOfFence(info: string): string | undefined {
  const name = /^[{.\s]*([\w+#-]+)/.exec(info)?.[1]?.toLowerCase();
  if (name === undefined) return undefined;
  if (aliases[name] !== undefined) return aliases[name];
  return isKnownLanguage(name) ? name : languageOfExtension(name);
}
