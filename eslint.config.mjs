import tseslint from 'typescript-eslint';

/** The layers may import only downwards: features -> account, tasks -> feishu, todo, recurrence. */
const layers = {
  feishu: [],
  todo: [],
  recurrence: [],
  sandbox: ['recurrence'],
  tasks: ['feishu', 'todo', 'recurrence'],
  platform: [],
  account: ['feishu', 'platform'],
};
const allLayers = [...Object.keys(layers), 'features'];
const hostLayers = ['platform', 'account', 'features'];

const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  files: [`src/${layer}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: hostLayers.includes(layer)
          ? []
          : [{ name: 'vscode', message: `src/${layer} is pure: it must run without VS Code.` }],
        patterns: allLayers
          .filter((other) => other !== layer && !allowed.includes(other))
          .map((other) => ({
            group: [`**/${other}/**`, `**/${other}`],
            message: `src/${layer} must not import src/${other}.`,
          })),
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['dist/', 'out/', '.vscode-test/', 'test/fixtures/', 'node_modules/'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['src/**/*.ts', 'test/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
    },
  },
  ...layerRules,
  {
    // What views show is decided apart from the views, and tested in plain Node.
    files: ['src/features/*/model/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: [{ name: 'vscode', message: 'A model runs without VS Code.' }] }],
    },
  },
  { files: ['scripts/**', 'test/**'], rules: { 'no-console': 'off' } },
);
