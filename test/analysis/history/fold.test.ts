import { expect, test } from 'vitest';
import { foldOf } from '../../../server/src/analysis/history/fold.ts';
import type { Migration } from '../../../server/src/model/migration.ts';
import type { Operation } from '../../../server/src/model/operation.ts';

const order = [
  revision('a', [], makes('users')),
  revision('b', ['a'], makes('orders')),
  revision('c', ['b'], makes('carts')),
  revision('d', ['c'], makes('tags')),
];

test('the same steps on the same ground leave the very same schema, whatever history they stand in', () => {
  const again = order.map((each) => ({ ...each }));
  expect(foldOf(again).behind(['d'])).toBe(foldOf(order).behind(['d']));
});

test('what follows an edit is folded again, what comes before it is not', () => {
  const [before, after] = [foldOf(order), foldOf(order.with(2, revision('c', ['b'], makes('baskets'))))];
  expect(after.behind(['b'])).toBe(before.behind(['b']));
  expect(after.before({ parents: ['b'], dependsOn: [] })).toBe(before.behind(['b']));
  expect(after.behind(['c'])).not.toBe(before.behind(['c']));
  expect([...after.behind(['d']).tables.keys()]).toEqual(['users', 'orders', 'baskets', 'tags']);
});

test('an edit beside it leaves a branch as it was, and a merge of both sees the edit', () => {
  const branches = [
    revision('a', [], makes('users')),
    revision('b', ['a'], makes('orders')),
    revision('c', ['a'], makes('carts')),
    revision('m', ['b', 'c']),
  ];
  const [before, after] = [foldOf(branches), foldOf(branches.with(2, revision('c', ['a'], makes('baskets'))))];
  expect(after.behind(['b'])).toBe(before.behind(['b']));
  expect([...after.behind(['m']).tables.keys()]).toEqual(['users', 'orders', 'baskets']);
  expect(foldOf([...branches]).behind(['m'])).toBe(before.behind(['m']));
});

test('branches of branches are joined as if all had run one after the other', () => {
  const branches = [
    revision('a', [], makes('users'), makes('old')),
    revision('other', [], makes('elsewhere')),
    revision('b', ['a'], drops('old'), makes('orders')),
    revision('c', ['a'], makes('carts')),
    revision('d', ['c'], makes('tags')),
    revision('e', ['c'], drops('carts')),
    revision('m', ['d', 'e'], makes('merged')),
    revision('n', ['b', 'm'], makes('last')),
    revision('o', ['n', 'other']),
  ];
  const fold = foldOf(branches);
  const tables = (...ids: readonly string[]) => [...fold.behind(ids).tables.keys()].sort().join(' ');
  expect(tables('m')).toBe('merged old tags users');
  expect(tables('n')).toBe('last merged orders tags users');
  expect(tables('o')).toBe('elsewhere last merged orders tags users');
  expect(tables('m', 'd', 'a')).toBe('merged old tags users');
  expect(tables('nobody')).toBe('');
});

function makes(name: string): Operation {
  return { kind: 'createTable', table: { name }, columns: [], constraints: [] };
}

function drops(name: string): Operation {
  return { kind: 'dropTable', table: { name } };
}

function revision(id: string, parents: readonly string[], ...operations: readonly Operation[]): Migration {
  const span = { start: 0, end: 0 };
  return {
    ...{ tool: 'alembic', path: `/versions/${id}.py`, id, parents, dependsOn: [], labels: [] },
    ...{ up: operations.map((operation) => ({ operation, transaction: 'shared', span, head: span })), down: [] },
    ...{ rollback: 'missing', transaction: 'run', spans: {}, errors: [] },
  };
}
