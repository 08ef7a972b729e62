import { expect, test } from 'vitest';
import { currentIn, downgradesTo, upgradesTo } from '../../../client/src/tasks/route.ts';
import type { RevisionGraph, RevisionInfo } from '../../../server/src/protocol.ts';

/** Newest first, as graphs are: a, then b and c beside one another, their merge m, and d. */
const graph: RevisionGraph = {
  title: '',
  tool: 'alembic',
  uri: '',
  problems: [],
  revisions: [
    revision('d', ['m']),
    revision('m', ['b', 'c']),
    revision('other', [], ['c']),
    revision('c', ['a']),
    revision('b', ['a']),
    revision('a', []),
  ],
};

function revision(key: string, parents: readonly string[], dependsOn: readonly string[] = []): RevisionInfo {
  const rest = { uri: '', labels: [], missing: [], standing: [], lane: 0, lines: [] };
  return { key, id: key, parents, dependsOn, ...rest };
}

function at(...ids: readonly string[]): readonly RevisionInfo[] {
  return graph.revisions.filter(({ id }) => id !== undefined && ids.includes(id));
}

function only(id: string): RevisionInfo {
  return at(id)[0] ?? revision('', []);
}

function ids(revisions: readonly RevisionInfo[]): string {
  return revisions.map(({ id }) => id).join(' ');
}

test('where the database is stands among what env.py prints', () => {
  const out =
    'connecting ...\r\nb (head)\r\nc (effective head) (branchpoint)\nsome words that are no revision\nunknown\n';
  expect(ids(currentIn(out, graph))).toBe('c b');
  expect(currentIn('', graph)).toEqual([]);
});

test('to a revision run those below it that the database lacks, parents first', () => {
  expect(ids(upgradesTo(only('m'), at('b'), graph))).toBe('c m');
  expect(ids(upgradesTo(only('b'), [], graph))).toBe('a b');
  expect(ids(upgradesTo(only('b'), at('m'), graph))).toBe('');
});

test('what a revision depends on runs with it', () => {
  expect(ids(upgradesTo(only('other'), at('a'), graph))).toBe('c other');
});

test('the next one is each that may be meant', () => {
  expect(ids(upgradesTo('next', at('a'), graph))).toBe('b c');
  expect(ids(upgradesTo('next', at('b', 'c'), graph))).toBe('other m');
});

test('back to a revision all that rest on it are undone, the newest first', () => {
  expect(ids(downgradesTo(only('c'), at('d', 'other'), graph))).toBe('d m other');
  expect(ids(downgradesTo(only('a'), at('b'), graph))).toBe('b');
  expect(ids(downgradesTo(only('d'), at('d'), graph))).toBe('');
  expect(ids(downgradesTo('base', at('b'), graph))).toBe('b a');
});
