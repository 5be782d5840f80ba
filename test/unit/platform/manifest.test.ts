import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { commandIds } from '../../../src/platform/commandIds';

interface MenuItem {
  readonly command: string;
  readonly when?: string;
}
interface Setting {
  readonly order: number;
  readonly scope: string;
}
interface SettingGroup {
  readonly title: string;
  readonly properties: Readonly<Record<string, Setting>>;
}
interface Manifest {
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly icon: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly configuration: SettingGroup | readonly SettingGroup[];
    readonly viewsWelcome: readonly { readonly when?: string }[];
  };
}

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const { contributes } = manifest;
const groups = [contributes.configuration].flat() as readonly SettingGroup[];
const settings = Object.assign({}, ...groups.map(({ properties }) => properties)) as SettingGroup['properties'];

describe('manifest', () => {
  it('declares just the commands the code registers', () => {
    assert.deepEqual(contributes.commands.map(({ command }) => command).sort(), [...commandIds].sort());
  });

  it('uses only declared commands in menus', () => {
    const declared = new Set(contributes.commands.map(({ command }) => command));
    for (const [menu, items] of Object.entries(contributes.menus)) {
      for (const { command } of items) assert.ok(declared.has(command), `${menu}: ${command}`);
    }
  });

  it('asks in the editor’s menu for a task only in files that have TODOs without one', () => {
    // VS Code keeps the key as it was where a file has no commenting range left.
    const unlinked = contributes.menus['editor/context']!.filter(({ when }) => when!.includes('HasCommentingRange'));
    assert.ok(unlinked.length > 0);
    for (const { command, when } of unlinked) assert.match(when!, /resourcePath in feishuTodo\.unlinkedFiles/, command);
  });

  it('uses only context keys the code sets', () => {
    const known = new Set(
      [...read('src/platform/contextKeys.ts').matchAll(/'(feishuTodo\.\w+)':/g)].map(([, key]) => key),
    );
    const whens = [...Object.values(contributes.menus).flat(), ...contributes.viewsWelcome].map(
      ({ when }) => when ?? '',
    );
    for (const when of whens) {
      for (const [key] of when.replace(/view == feishuTodo\.\w+/g, '').matchAll(/feishuTodo\.\w+/g)) {
        assert.ok(known.has(key), `${key} in "${when}"`);
      }
    }
  });

  it('keeps everything that names a host, an app or a program out of reach of a workspace', () => {
    for (const key of ['feishuTodo.apiBaseUrl', 'feishuTodo.appId']) {
      assert.equal(settings[key]?.scope, 'application', key);
    }
    assert.equal(settings['feishuTodo.ripgrepPath']?.scope, 'machine');
  });

  it('gives every setting a scope and a place of its own in its group', () => {
    for (const { title, properties } of groups) {
      const orders = Object.values(properties).map(({ order }) => order);
      assert.equal(new Set(orders).size, orders.length, title);
      assert.ok(orders.every(Number.isInteger), title);
    }
    for (const [key, { scope }] of Object.entries(settings)) {
      assert.ok(['resource', 'window', 'application', 'machine'].includes(scope), key);
    }
  });

  it('takes nothing from a folder nobody trusts that goes into tasks or code', () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    const keys = Object.keys(settings);
    for (const key of keys.filter((one) => /^feishuTodo\.(link|task|tasklist)\b/.test(one))) {
      assert.ok(restrictedConfigurations.includes(key), key);
    }
    for (const key of restrictedConfigurations) assert.ok(keys.includes(key), key);
  });

  it('names files that exist', () => {
    for (const path of [manifest.icon, ...read('package.json').match(/media\/[\w.-]+/g)!]) {
      assert.ok(existsSync(new URL(path, root)), path);
    }
  });
});
