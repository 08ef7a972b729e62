import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { Language, Parser, type TreeCursor } from 'web-tree-sitter';
import { type Node, parsePython } from '../../server/src/python/parse.ts';
import { diceOf } from '../dice.ts';

const seed = 20261122;

test(`400 edits, one after the other, read like texts that nobody has seen before (seed ${seed})`, async () => {
  const fresh = new Parser();
  fresh.setLanguage(await Language.load(readFileSync(require.resolve('tree-sitter-python/tree-sitter-python.wasm'))));
  const dice = diceOf(seed);
  const folder = resolve(import.meta.dirname, '../workspaces/shop/migrations/versions');
  const files = readdirSync(folder).filter((file) => file.endsWith('.py'));
  let text = '';
  for (let round = 0; round < 400; round++) {
    if (round % 10 === 0) text = readFileSync(resolve(folder, files[(round / 10) % files.length] ?? ''), 'utf8');
    const at = dice(text.length);
    const end = dice(2) === 0 ? at : Math.min(text.length, at + dice(12));
    text = text.slice(0, at) + (snippets[dice(snippets.length)] ?? '') + text.slice(end);
    const tree = fresh.parse(text);
    const read = parsePython(text);
    // What is broken is parsed once more in parts, and so compared elsewhere.
    if (tree && !tree.rootNode.hasError && !read.firstError) expect(listed(read.root)).toBe(walked(tree.walk()));
    tree?.delete();
  }
});

const require = createRequire(import.meta.url);

const snippets = [
  '',
  '',
  ' ',
  '\n',
  '\n    ',
  'x',
  '"',
  "'é'",
  '(',
  ')',
  ',',
  '    op.drop_table("a")\n',
  '#',
  'pass',
  '\n\n\n',
  '𝒳',
  '"""',
];

function listed(root: Node): string {
  return `${root.type}[${root.field ?? ''}] ${root.start}-${root.end}\n${root.children.map(listed).join('')}`;
}

function walked(cursor: TreeCursor): string {
  let text = `${cursor.nodeType}[${cursor.currentFieldName ?? ''}] ${cursor.startIndex}-${cursor.endIndex}\n`;
  if (!cursor.gotoFirstChild()) return text;
  do text += walked(cursor);
  while (cursor.gotoNextSibling());
  cursor.gotoParent();
  return text;
}
