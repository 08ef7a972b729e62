import { expect, test } from 'vitest';
import { durationOf, durationText, hasRows } from '../../server/src/analysis/duration.ts';
import { after } from '../../server/src/model/after.ts';
import type { Cost, Effects, Work } from '../../server/src/model/effects.ts';
import type { EngineName } from '../../server/src/model/engine.ts';
import type { CreateTable } from '../../server/src/model/operation.ts';
import { emptySchema, type Schema } from '../../server/src/model/schema.ts';
import type { TableSize } from '../../server/src/model/workspace.ts';

const file = '/app/.migration-writer.json';

test('where the size is known, the duration is a range of few digits, and says what it rests on', () => {
  const told = (rows: number, least = 4, most = 12) =>
    text({ table: { name: 'users' }, perRow: { least, most } }, { users: { rows, path: file, line: 4 } });
  expect(told(5_000_000)).toBe('about 20 to 60 s at 5 M rows (users in .migration-writer.json:4)');
  expect(told(120)).toBe('under a second at 120 rows (users in .migration-writer.json:4)');
  expect(told(0)).toBe('under a second at 0 rows (users in .migration-writer.json:4)');
  expect(told(123_456)).toBe('up to about 2 s at 123 thousand rows (users in .migration-writer.json:4)');
  expect(told(2_600_000)).toBe('about 10 to 30 s at 2.6 M rows (users in .migration-writer.json:4)');
  expect(told(15_000_000)).toBe('about 60 s to 3 min at 15 M rows (users in .migration-writer.json:4)');
  expect(told(50_000_000)).toBe('about 3 to 10 min at 50 M rows (users in .migration-writer.json:4)');
  expect(told(1_500_000_000)).toBe('about 100 min to 5 h at 1.5 billion rows (users in .migration-writer.json:4)');
  expect(told(1_000_000, 9.6, 10.2)).toBe('about 10 s at 1 M rows (users in .migration-writer.json:4)');
  expect(told(9_007_199_254_740_991)).toMatch(/^about \d+ to \d+ days at \d+ billion rows/);
});

test('where nobody says how large it is, it tells how it grows', () => {
  const users = { table: { name: 'users' }, perRow: { least: 4, most: 12 } };
  expect(text({ ...users, because: 'with 8 indexes' })).toBe(
    'about 4 to 12 s for each million rows of users, with 8 indexes',
  );
  expect(text({ ...users, perRow: { least: 0.2, most: 0.9 } })).toBe('under a second for each million rows of users');
  expect(text({ ...users, counted: 'at most' })).toBe('about 4 to 12 s for each million rows of users that it chooses');
  expect(text({ ...users, counted: 'of a query' }, { users: { rows: 9 } })).toBe(
    'about 4 to 12 s for each million rows that the query gives',
  );
  expect(text(users, {}, 'instant')).toBeUndefined();
  expect(text(undefined)).toBeUndefined();
});

test('a condition may choose no row, or all of them', () => {
  const cost: Cost = { table: { name: 'users' }, perRow: { least: 4, most: 12 }, counted: 'at most' };
  expect(text(cost, { users: { rows: 5e6 } })).toBe('up to about 60 s at 5 M rows (users), if every row is chosen');
  expect(durationOf(step(cost), project({ users: { rows: 5e6 } }))).toMatchObject({ from: 0, to: 60 });
  expect([4e6, 6e6].map((limit) => hasRows(step(cost), project({ users: { rows: 5e6 } }), limit))).toEqual([
    true,
    false,
  ]);
  expect(hasRows(step(cost), project({}), 1)).toBeUndefined();
});

test('a size is found by the name as engines understand it', () => {
  const found = (key: string, name: string, schema?: string, engine: EngineName = 'postgresql') =>
    durationOf(
      step({ table: { name, schema }, perRow: { least: 1, most: 1 } }),
      project({ [key]: { rows: 1 } }, engine),
    ) !== undefined;
  expect([
    found('users', 'users'),
    found('public.users', 'users'),
    found('users', 'users', 'public'),
    found('app.users', 'users'),
    found('Users', 'users'),
    found('"Users"', 'Users'),
    found('"app"."Users"', 'Users', 'app'),
    found('`users`', 'users', undefined, 'mysql'),
    found('users', 'Users', undefined, 'mysql'),
    found('main.users', 'users', undefined, 'sqlite'),
  ]).not.toContain(false);
  expect([
    found('users', 'user'),
    found('users', 'Users'),
    found('"Users"', 'users'),
    found('users', 'users', 'app'),
    found('app.users', 'users', 'public'),
    found('constructor', 'toString'),
  ]).not.toContain(true);
});

test('a name without a schema is not guessed at where two schemas have it', () => {
  const sizes = { 'a.users': { rows: 1 }, 'b.users': { rows: 2 } };
  const cost = { table: { name: 'users' }, perRow: { least: 1, most: 1 } };
  expect(durationOf(step(cost), project(sizes))).toBeUndefined();
});

test('the partitions of a table make up its size', () => {
  const table = (name: string, more: Partial<CreateTable>): CreateTable => ({
    kind: 'createTable',
    table: { name },
    columns: [],
    constraints: [],
    ...more,
  });
  const schema = [
    table('events', { partitioned: true }),
    table('e1', { partitionOf: { name: 'events' } }),
    table('e2', { partitioned: true, partitionOf: { name: 'events' } }),
    table('e21', { partitionOf: { name: 'e2' } }),
    table('e22', { partitionOf: { name: 'e2' } }),
  ].reduce<Schema>(after, emptySchema);
  const cost = { table: { name: 'events' }, perRow: { least: 1, most: 1 } };
  const rows = (tables: Readonly<Record<string, TableSize>>) =>
    durationOf({ ...step(cost), before: schema }, project(tables))?.size.rows;
  expect(rows({ e1: { rows: 3 }, e2: { rows: 4 } })).toBe(7);
  expect(rows({ e1: { rows: 3 } })).toBeUndefined();
  expect(rows({ e1: { rows: 3 }, e21: { rows: 5 } })).toBeUndefined();
  expect(rows({ e1: { rows: 3 }, e21: { rows: 5 }, e22: { rows: 6 } })).toBe(14);
  expect(rows({ e1: { rows: 3 }, events: { rows: 9 } })).toBe(9);
});

function text(
  cost: Cost | undefined,
  tables: Readonly<Record<string, TableSize>> = {},
  work?: Work,
): string | undefined {
  return durationText(step(cost, work), project(tables));
}

function project(tables: Readonly<Record<string, TableSize>>, engine: EngineName = 'postgresql') {
  return { tables, engine };
}

function step(cost: Cost | undefined, work: Work = 'scan'): { readonly effects: Effects; readonly before: Schema } {
  return {
    before: emptySchema,
    effects: {
      locks: [],
      blocks: 'nothing',
      work,
      transaction: 'allowed',
      dataLoss: false,
      canFailOnRows: false,
      breaksRunningCode: false,
      does: '',
      source: '',
      cost,
    },
  };
}
