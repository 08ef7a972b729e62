import { format } from '@wasm-fmt/ruff_fmt';
import { describe, expect, test } from 'vitest';
import { type Doc, docOf, layOut } from '../../server/src/python/layout.ts';
import { type Node, parsePython } from '../../server/src/python/parse.ts';

test('what fits stays on one line', () => {
  expect(relaid('op.create_index(\n  "ix", "user", ["email"]\n)')).toBe('op.create_index("ix", "user", ["email"])');
});

test('arguments that fit on one indented line share it, without a trailing comma', () => {
  expect(relaid(`op.drop_constraint("${'a'.repeat(50)}", "user", type_="foreignkey")`)).toBe(
    `op.drop_constraint(\n        "${'a'.repeat(50)}", "user", type_="foreignkey"\n    )`,
  );
});

test('what does not fit there is one argument a line, with a trailing comma', () => {
  expect(relaid(`op.create_index("${'i'.repeat(40)}", "${'t'.repeat(20)}", ["email"], unique=True)`)).toBe(
    `op.create_index(
        "${'i'.repeat(40)}",
        "${'t'.repeat(20)}",
        ["email"],
        unique=True,
    )`,
  );
});

test('a trailing comma of the author keeps its brackets open, and those around it', () => {
  expect(relaid('op.f(["a",], b)')).toBe('op.f(\n        [\n            "a",\n        ],\n        b,\n    )');
});

test('a tuple of one has no magic comma', () => {
  expect(relaid('op.f(("a",), b)')).toBe('op.f(("a",), b)');
});

test.each(['op.f(\n  # why\n  "a"\n)', 'op.f("""a\nb""")', 'op.f(a if b\n  else c)'])(
  '%j is kept as written',
  (text) => {
    const tree = parsePython(text);
    expect(docOf(tree, firstCall(tree.root))).toBeUndefined();
  },
);

describe('formatting the layout changes nothing', () => {
  const random = seeded(20);
  test.each(Array.from({ length: 60 }, (_, order) => order))('sample %i', () => {
    for (const depth of [1, 2, 3]) {
      const indent = '    '.repeat(depth);
      const calls = Array.from({ length: 10 }, () => indent + layOut(call(random, 0), { indent, unit: '    ' }));
      const nest = ['def upgrade():', '    if a:', '        if b:'].slice(0, depth).join('\n');
      const text = `${nest}\n${calls.join('\n')}\n`;
      expect(format(text, 'a.py')).toBe(text);
      for (const each of calls) expect(relaid(each.trim(), indent)).toBe(each.trim());
    }
  });
});

function relaid(text: string, indent = '    '): string {
  const tree = parsePython(text);
  return layOut(docOf(tree, firstCall(tree.root)) ?? [], { indent, unit: '    ' });
}

function firstCall(node: Node): Node {
  const [first] = node.children;
  return node.type === 'call' || !first ? node : firstCall(first);
}

/** A call of random arguments, nested at most three deep; widths gather around the line length. */
function call(random: () => number, depth: number): Doc {
  const items = Array.from({ length: Math.floor(random() * 5) }, () => argument(random, depth + 1)).sort(
    (a, b) => Number(isKeyword(a)) - Number(isKeyword(b)),
  );
  const name = ['op.create_index', 'sa.Column', 'f', 'postgresql.ARRAY'][Math.floor(random() * 4)] ?? 'g';
  if (items.length === 0) return [`${name}()`];
  return [name, { open: '(', items, close: ')', commas: random() < 0.1 ? 'magic' : 'arguments' }];
}

function argument(random: () => number, depth: number): Doc {
  const choice = random();
  const word = `"${'x'.repeat(1 + Math.floor(random() * (random() < 0.2 ? 70 : 25)))}"`;
  if (depth > 3 || choice < 0.35) return [word];
  if (choice < 0.5) return [`key_${word.length + depth * 100 + Math.floor(random() * 1e6)}=True`];
  if (choice < 0.6) return [`key_${Math.floor(random() * 1e6)}=`, ...call(random, depth)];
  if (choice < 0.8) return call(random, depth);
  const items = Array.from({ length: 1 + Math.floor(random() * 3) }, () => argument(random, 4));
  if (choice < 0.9) return [{ open: '[', items: items.map(positional), close: ']', commas: 'display' }];
  return [{ open: '{', items: items.map((item) => ['"k": ', ...positional(item)]), close: '}', commas: 'display' }];
}

function isKeyword(item: Doc): boolean {
  const [first] = item;
  return typeof first === 'string' && first.startsWith('key_');
}

function positional(item: Doc): Doc {
  return item.map((part) => (typeof part === 'string' ? part.replace(/^key_\d+=/, '') : part));
}

/** A small generator of its own so that a failure can be repeated. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}
