import { expect, test } from 'vitest';
import { type History, historyOf } from '../../../server/src/analysis/history/history.ts';
import type { Migration } from '../../../server/src/model/migration.ts';
import type { Operation } from '../../../server/src/model/operation.ts';

test('one revision meets what its ancestors left, and nothing of what comes later', () => {
  const history = historyOf([
    revision('c', ['b'], drops('users')),
    revision('b', ['a'], adds('users', 'email')),
    revision('a', [], makes('users')),
  ]);
  expect(met(history, revision('x', ['b']))).toBe('users(id email)');
  expect(met(history, revision('x', ['c']))).toBe('');
  expect(history.heads).toEqual(['c']);
  expect(history.headsAbove('a')).toEqual(['c']);
  expect(history.children('a').map((each) => each.id)).toEqual(['b']);
});

test('a merge meets both branches, and what one of them dropped stays dropped', () => {
  const branches = [
    revision('a', [], makes('users'), makes('carts')),
    revision('b', ['a'], drops('carts'), makes('orders')),
    revision('c', ['a'], adds('users', 'email')),
  ];
  const history = historyOf(branches);
  expect(history.heads).toEqual(['b', 'c']);
  expect(met(history, revision('m', ['b', 'c']))).toBe('orders(id) users(id email)');
});

test('what it depends on counts as well', () => {
  const history = historyOf([revision('a', [], makes('users')), revision('b', [], makes('orders'))]);
  expect(met(history, { ...revision('x', ['a']), dependsOn: ['b'] })).toBe('orders(id) users(id)');
});

test('a dependency may be named by the label of its branch', () => {
  const history = historyOf([
    { ...revision('a', [], makes('users')), labels: ['shop'] },
    revision('b', [], makes('orders')),
  ]);
  expect(met(history, { ...revision('x', ['b']), dependsOn: ['shop'] })).toBe('orders(id) users(id)');
});

test('a column that one branch drops is gone, though another changes it; one that comes again is there', () => {
  const forgets: Operation = { kind: 'dropColumn', table: { name: 'users' }, column: 'email' };
  const loosens: Operation = { kind: 'dropNotNull', table: { name: 'users' }, column: 'email' };
  const branches = (...first: readonly Operation[]) => [
    revision('a', [], makes('users'), adds('users', 'email')),
    revision('b', ['a'], ...first),
    revision('c', ['a'], loosens),
  ];
  expect(met(historyOf(branches(forgets)), revision('m', ['b', 'c']))).toBe('users(id)');
  expect(met(historyOf(branches(forgets, adds('users', 'email'))), revision('m', ['b', 'c']))).toBe('users(id email)');
});

test('tables are fresh in their own revision only', () => {
  const history = historyOf([revision('a', [], makes('users'), adds('users', 'email'))]);
  const table = history.before(revision('x', ['a'])).tables.get('users');
  expect([table?.fresh, table?.freshColumns.size]).toEqual([false, 0]);
});

test('a cycle, a missing parent and an id that is taken hold nobody up', () => {
  const history = historyOf([
    revision('a', ['gone'], makes('users')),
    revision('b', ['c'], makes('lost')),
    revision('c', ['b']),
    revision('a', [], makes('second')),
  ]);
  expect(met(history, revision('x', ['a']))).toBe('users(id)');
  expect(met(history, revision('x', ['b']))).toBe('');
  expect(history.headsAbove('b')).toEqual([]);
});

test('ten thousand revisions in a row do not exhaust the stack', () => {
  const chain = Array.from({ length: 10_000 }, (_, index) =>
    revision(`r${index}`, index === 0 ? [] : [`r${index - 1}`], ...(index === 0 ? [makes('users')] : [])),
  );
  const history = historyOf(chain);
  expect(met(history, revision('x', ['r9999']))).toBe('users(id)');
  expect(history.headsAbove('r0')).toEqual(['r9999']);
});

function met(history: History, migration: Migration): string {
  return [...history.before(migration).tables]
    .map(([name, table]) => `${name}(${[...table.columns.keys()].join(' ')})`)
    .sort()
    .join(' ');
}

function revision(id: string, parents: readonly string[], ...operations: readonly Operation[]): Migration {
  const nowhere = { start: 0, end: 0 };
  const up = operations.map(
    (operation) => ({ operation, span: nowhere, head: nowhere, transaction: 'shared' }) as const,
  );
  return {
    tool: 'alembic',
    path: `${id}.py`,
    id,
    parents,
    dependsOn: [],
    labels: [],
    up,
    down: [],
    rollback: 'missing',
    transaction: 'run',
    spans: {},
    errors: [],
  };
}

function makes(name: string): Operation {
  return { kind: 'createTable', table: { name }, columns: [{ name: 'id', nullable: false }], constraints: [] };
}

function drops(name: string): Operation {
  return { kind: 'dropTable', table: { name } };
}

function adds(name: string, column: string): Operation {
  return { kind: 'addColumn', table: { name }, column: { name: column, nullable: true }, constraints: [] };
}
