import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

const root = new URL('../../../', import.meta.url);
const json = <T>(path: string): T => JSON.parse(readFileSync(new URL(path, root), 'utf8')) as T;

/** Every literal given to `vscode.l10n.t`. What is not a plain literal is reported, since no bundle could hold it. */
function localisedTexts(file: string, source: string): { texts: string[]; dynamic: string[] } {
  const texts: string[] = [];
  const dynamic: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /(^|\.)l10n\.t$/.test(node.expression.getText())) {
      const [first] = node.arguments;
      if (first && ts.isStringLiteralLike(first)) texts.push(first.text);
      else dynamic.push(`${file}: ${node.getText()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  return { texts, dynamic };
}

const placeholders = (text: string): string[] => [...new Set(text.match(/\{\d+\}/g) ?? [])].sort();

describe('words', () => {
  it('has every text of the manifest in English and Chinese, and none too many', () => {
    const used = new Set(
      [...readFileSync(new URL('package.json', root), 'utf8').matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key!),
    );
    for (const file of ['package.nls.json', 'package.nls.zh-cn.json']) {
      assert.deepEqual(Object.keys(json<Record<string, string>>(file)).sort(), [...used].sort(), file);
    }
  });

  it('keeps command links of the welcome texts the same in both languages', () => {
    const links = (text: string): string[] => text.match(/\(command:[^)]+\)/g) ?? [];
    const en = json<Record<string, string>>('package.nls.json');
    const zh = json<Record<string, string>>('package.nls.zh-cn.json');
    for (const [key, text] of Object.entries(en)) assert.deepEqual(links(zh[key]!), links(text), key);
  });

  it('has every text of the code in Chinese with the same placeholders, and none too many', () => {
    const used = new Set<string>();
    const dynamic: string[] = [];
    const files = readdirSync(new URL('src', root), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.ts'))) {
      const found = localisedTexts(file, readFileSync(new URL(`src/${file}`, root), 'utf8'));
      found.texts.forEach((text) => used.add(text));
      dynamic.push(...found.dynamic);
    }
    assert.deepEqual(dynamic, []);
    const bundle = json<Record<string, string>>('l10n/bundle.l10n.zh-cn.json');
    const missing = [...used].filter((text) => !(text in bundle));
    const unused = Object.keys(bundle).filter((text) => !used.has(text));
    assert.deepEqual({ missing, unused }, { missing: [], unused: [] });
    for (const [text, translation] of Object.entries(bundle)) {
      assert.deepEqual(placeholders(translation), placeholders(text), text);
      assert.match(translation, /\p{Script=Han}|^[^\p{L}]*$|\{\d\}|Lark|RRULE/u, text);
    }
  });
});
