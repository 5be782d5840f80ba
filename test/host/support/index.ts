export { Dialogs } from './dialogs';
export { root, TestFile } from './files';
export { Messages } from './messages';
export { codeActions, provided } from './providers';
export { HostSandbox, storage, type SeenRequest } from './sandbox';
export { useSandbox, type HostTools } from './suite';
export { until } from './until';
