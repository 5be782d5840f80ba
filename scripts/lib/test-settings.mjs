import { quietSettings } from './vscode-server.mjs';

/** Settings of the VS Code that tests drive: it computes nothing that no test looks at, and draws nothing over and over. */
export const testSettings = {
  ...quietSettings,
  'typescript.tsserver.useSyntaxServer': 'never',
  'typescript.validate.enable': false,
  'javascript.validate.enable': false,
  'remote.autoForwardPorts': false,
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'workbench.reduceMotion': 'on',
};
