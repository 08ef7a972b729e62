import { expect, test } from 'vitest';
import { type TreeNode, treeOf } from '../../client/src/views/revision-tree.ts';
import type { RevisionGraph } from '../../server/src/protocol.ts';
import { graphOf } from './revisions.ts';

test('a line is a list, the newest first', () => {
  expect(shown(graphOf('c: b\nb: a\na:'))).toBe('c\nb\na');
});

test('the longer way is the main line, and a merge holds the other', () => {
  expect(shown(graphOf('m: s c\ns: a\nc: b\nb: a\na:'))).toBe('m\n  s\nc\nb\na');
});

test('several revisions beside the main line are a branch with a name', () => {
  const graph = graphOf('m: c t\nt: s\ns: a\nc: b\nb: x\nx: a\na:');
  expect(shown(graph)).toBe('m\n  [t: merged branch · 2 revisions · off a]\n    t\n    s\nc\nb\nx\na');
});

test('what nothing has merged stands on top', () => {
  expect(shown(graphOf('h: g\ng: a\nd: c\nc: b\nb: a\na:'))).toBe(
    '[h: branch · 2 revisions · off a]\n  h\n  g\nd\nc\nb\na',
  );
  expect(shown(graphOf('h: a\nb: a\na:'))).toBe('b\nh\na');
});

test('a branch is called by its labels', () => {
  const graph = graphOf('h: g\ng: a\nd: c\nc: b\nb: a\na:');
  const labelled = graph.revisions.map((each) => (each.key === 'g' ? { ...each, labels: ['billing'] } : each));
  expect(shown({ ...graph, revisions: labelled })).toContain('[billing: branch · 2 revisions · off a]');
});

test('a branch of a branch that was merged twice is told once', () => {
  const tree = shown(graphOf('n: m y\nm: x c\ny: x\nx: w\nw: a\nc: b\nb: v\nv: a\na:'));
  expect(tree).toBe('n\n  y\nm\n  [x: merged branch · 2 revisions · off a]\n    x\n    w\nc\nb\nv\na');
});

test('what goes in a circle, and what hangs on it, is there', () => {
  const tree = shown(graphOf('d: c\nc: b\nb: c\na:'));
  expect(tree.split('\n').map((line) => line.trim())).toEqual(['a', 'd', 'c', 'b'].sort(byLine(tree)));
  expect(shown(graphOf('b: a\na: b'))).toContain('a');
  expect(shown(graphOf('a: a'))).toBe('a');
});

test('parents that no file has end the line', () => {
  expect(shown(graphOf('c: b gone\nb: lost'))).toBe('c\nb');
});

test('two environments are a level, one is none; problems stand on top', () => {
  const one = graphOf('a:', { title: 'one', uri: 'file:///one' });
  const two = graphOf('b:', { title: 'two', uri: 'file:///two', problems: ['Something is wrong'] });
  expect(shown(one, two)).toBe('<one>\n  a\n<two>\n  ! Something is wrong\n  b');
});

test('a row keeps its key when an earlier file comes, and no two rows have the same', () => {
  const keys = (...graphs: readonly RevisionGraph[]) =>
    lines(treeOf(graphs), '', ({ key }) => key).map((each) => each.trim());
  const before = keys(graphOf('b: a\na:', { uri: 'file:///v/a.py' }));
  expect(keys(graphOf('c: b\nb: a\na:', { uri: 'file:///v/0.py' }))).toEqual(expect.arrayContaining([...before]));
  const two = keys(graphOf('a:', { uri: 'file:///v/a.py' }), graphOf('a:', { uri: 'file:///w/a.py' }));
  expect(new Set(two).size).toBe(4);
});

test('5,000 revisions with a thousand merges are shaped at once, each told once', () => {
  const lines = Array.from({ length: 1000 }, (_, at) => {
    const n = 1000 - at;
    const below = n === 1 ? '' : `m${n - 1}`;
    return `m${n}: x${n} y${n}\ny${n}: w${n}\nw${n}: z${n}\nx${n}: z${n}\nz${n}: ${below}`;
  });
  const tree = shown(graphOf(lines.join('\n')));
  expect(tree.match(/^ *[a-z]\d+$/gm)).toHaveLength(5000);
});

function byLine(tree: string): (a: string, b: string) => number {
  return (a, b) => tree.indexOf(a) - tree.indexOf(b);
}

function shown(...graphs: readonly RevisionGraph[]): string {
  return lines(treeOf(graphs), '').join('\n');
}

function lines(nodes: readonly TreeNode[], indent: string, told = textOf): readonly string[] {
  return nodes.flatMap((node) => [indent + told(node), ...lines(node.children, `${indent}  `, told)]);
}

function textOf(node: TreeNode): string {
  switch (node.kind) {
    case 'environment':
      return `<${node.graph.title}>`;
    case 'problem':
      return `! ${node.message}`;
    case 'branch':
      return `[${node.label}: ${node.description}]`;
    case 'revision':
      return node.revision.key;
  }
}
