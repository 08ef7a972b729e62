import { describe, expect, test } from 'vitest';
import { sqlite } from '../../server/src/engines/sqlite/index.ts';
import { factOf } from '../../server/src/engines/sqlite/statements.ts';
import { after } from '../../server/src/model/after.ts';
import type { Column } from '../../server/src/model/column.ts';
import type { Constraint } from '../../server/src/model/constraint.ts';
import type { Operation } from '../../server/src/model/operation.ts';
import { emptySchema, type Schema, settled } from '../../server/src/model/schema.ts';
import { sqliteStatements } from '../../server/src/sql/tree/other-statements.ts';

const t = { name: 't' };
const integer = { name: 'integer', arguments: [] };
const column = (name: string, more: Partial<Column> = {}): Column => ({ name, type: integer, nullable: true, ...more });

const made: readonly Operation[] = [
  {
    kind: 'createTable',
    table: t,
    columns: ['id', 'name', 'code', 'a', 'b', 'chk', 'org_id'].map((name) => column(name)),
    constraints: [
      { kind: 'primaryKey', columns: ['id'] },
      { kind: 'unique', columns: ['code'] },
      { kind: 'check', name: 'ck', expression: 'chk <> a' },
      { kind: 'foreignKey', columns: ['org_id'], references: { name: 'org' }, referencedColumns: ['id'] },
      { kind: 'foreignKey', name: 'fk', columns: ['b'], references: { name: 'org' }, referencedColumns: ['id'] },
    ],
  },
  { kind: 'createIndex', table: t, name: 'ix', keys: [{ column: 'name' }] },
];
const fresh = made.reduce(after, emptySchema);
const live = settled(fresh);

const add = (more: Partial<Column>, constraints: readonly Constraint[] = []): Operation => ({
  kind: 'addColumn',
  table: t,
  column: column('c', more),
  constraints,
});
const drop = (name: string): Operation => ({ kind: 'dropColumn', table: t, column: name });
const sql = (text: string) => ({ default: { kind: 'expression', sql: text } }) as const;

/** The effects on one line: what it costs and risks, or why SQLite refuses it. */
function said(operation: Operation, version = '3.40', schema: Schema = live): string {
  const effects = sqlite.effects(operation, schema, version);
  const risks = [
    effects.canFailOnRows ? 'can fail' : '',
    effects.dataLoss ? 'loses' : '',
    effects.breaksRunningCode ? 'breaks' : '',
    effects.transaction === 'forbidden' ? 'alone' : '',
  ];
  const locked = effects.locks.map(({ relation, mode }) => `${mode} ${relation}`);
  const words = [...locked, effects.blocks, effects.work, ...risks].filter((word) => word !== '').join(', ');
  return effects.refused === undefined ? words : `refused: ${effects.refused}${effects.canFailOnRows ? ' (rows)' : ''}`;
}

const write = 'EXCLUSIVE main, writes';

describe('a new column', () => {
  test.each([
    [add({}), `${write}, instant`],
    [add({ default: { kind: 'constant', value: '5' } }), `${write}, instant`],
    [add({ nullable: false }), `${write}, instant, can fail, breaks`],
    [add({ nullable: false, ...sql('0') }), `${write}, instant`],
    [add({ nullable: false, ...sql('NULL') }), `${write}, instant, can fail, breaks`],
    [add(sql('(-1)')), `${write}, instant`],
    [add(sql("CAST('1' AS INT)")), `${write}, instant`],
    [add(sql('true')), `${write}, instant`],
    [add(sql('CURRENT_TIMESTAMP')), 'refused: Cannot add a column with non-constant default (rows)'],
    [add(sql("(datetime('now'))")), 'refused: Cannot add a column with non-constant default (rows)'],
    [add(sql('(1+1)')), 'refused: Cannot add a column with non-constant default (rows)'],
    [add({ generated: { expression: 'a + 1', stored: true } }), 'refused: cannot add a STORED column (rows)'],
    [add({ generated: { expression: 'a + 1', stored: false } }), `${write}, instant`],
    [add({ nullable: false, generated: { expression: 'a', stored: false } }), `${write}, scan, can fail`],
    [add({}, [{ kind: 'unique', columns: ['c'] }]), 'refused: Cannot add a UNIQUE column'],
    [add({}, [{ kind: 'primaryKey', columns: ['c'] }]), 'refused: Cannot add a PRIMARY KEY column'],
    [add({}, [{ kind: 'check', expression: 'c > 0' }]), `${write}, scan`],
    [add({}, [{ kind: 'check', expression: 'c IS NOT NULL' }]), `${write}, scan, can fail`],
    [add({}, [{ kind: 'check', expression: 'c > 0 OR a > 0' }]), `${write}, scan, can fail`],
    [add(sql('0'), [{ kind: 'check', expression: 'c > 0' }]), `${write}, scan, can fail`],
  ])('%#: %j', (operation, expected) => expect(said(operation)).toBe(expected));

  test('rows were not tested against its CHECK before 3.37', () =>
    expect(said(add({}, [{ kind: 'check', expression: 'c > 0' }]), '3.36')).toBe(`${write}, instant`));

  test('a table without rows takes what one with rows refuses, but no key', () => {
    expect(said(add(sql('CURRENT_TIMESTAMP')), '3.40', fresh)).toBe('nothing, instant');
    expect(said(add({}, [{ kind: 'unique', columns: ['c'] }]), '3.40', fresh)).toMatch(/^refused/);
  });
});

describe('a column that goes', () => {
  test.each([
    ['a', 'refused: error in table t after drop column: no such column: a'],
    ['id', 'refused: cannot drop PRIMARY KEY column: "id"'],
    ['code', 'refused: cannot drop UNIQUE column: "code"'],
    ['name', 'refused: error in index ix after drop column: no such column: name'],
    ['chk', 'refused: error in table t after drop column: no such column: chk'],
    ['b', 'refused: error in table t after drop column: unknown column "b" in foreign key definition'],
    ['org_id', `${write}, rewrite, loses, breaks`],
    ['elsewhere', `${write}, rewrite, loses, breaks`],
  ])('%s', (name, expected) => expect(said(drop(name))).toBe(expected));

  test('was not to be had before 3.35', () =>
    expect(said(drop('org_id'), '3.34')).toBe('refused: near "DROP": syntax error'));
});

describe('what the releases brought', () => {
  const at = { table: t, column: 'a' };
  const check: Constraint = { kind: 'check', name: 'c', expression: 'a > 0' };
  const rows: readonly (readonly [Operation, string, string])[] = [
    [{ kind: 'renameColumn', ...at, to: 'z' }, '3.24', 'refused: near "COLUMN": syntax error'],
    [{ kind: 'renameColumn', ...at, to: 'z' }, '3.25', `${write}, instant, breaks`],
    [{ kind: 'changeType', ...at, type: integer }, '3.40', 'refused: near "ALTER": syntax error'],
    [{ kind: 'changeType', ...at, type: integer }, '3.53', 'refused: near "TYPE": syntax error'],
    [{ kind: 'setDefault', ...at }, '3.53', 'refused: near "DEFAULT": syntax error'],
    [{ kind: 'setNotNull', ...at }, '3.52', 'refused: near "ALTER": syntax error'],
    [{ kind: 'setNotNull', ...at }, '3.53', `${write}, scan, can fail, breaks`],
    [{ kind: 'dropNotNull', ...at }, '3.53', `${write}, instant`],
    [{ kind: 'addConstraint', table: t, constraint: check }, '3.40', 'refused: near "CONSTRAINT": syntax error'],
    [{ kind: 'addConstraint', table: t, constraint: check }, '3.53', `${write}, scan, can fail`],
    [
      { kind: 'addConstraint', table: t, constraint: { ...check, notValid: true } },
      '3.53',
      'refused: near "NOT": syntax error',
    ],
    [
      { kind: 'addConstraint', table: t, constraint: { kind: 'unique', name: 'u', columns: ['a'] } },
      '3.53',
      'refused: near "UNIQUE": syntax error',
    ],
    [{ kind: 'dropConstraint', table: t, name: 'ck' }, '3.40', 'refused: near "CONSTRAINT": syntax error'],
    [{ kind: 'dropConstraint', table: t, name: 'ck' }, '3.53', `${write}, instant`],
    [{ kind: 'dropConstraint', table: t, name: 'fk' }, '3.53', 'refused: constraint may not be dropped: fk'],
  ];
  test.each(rows)('%j on %s', (operation, version, expected) => expect(said(operation, version)).toBe(expected));
});

test('indexes are built under the lock of the file, and never concurrently', () => {
  const index = { kind: 'createIndex', table: t, name: 'i', keys: [{ column: 'a' }] } as const;
  expect(said(index)).toBe(`${write}, index build`);
  expect(said({ ...index, unique: true })).toBe(`${write}, index build, can fail`);
  expect(said({ ...index, concurrently: true })).toBe('refused: near "i": syntax error');
  expect(said(index, '3.40', fresh)).toBe('nothing, instant');
  expect(said({ ...index, name: 'ix', ifNotExists: true })).toBe('nothing, instant');
});

test('VACUUM and the mode of the journal stand alone; a pragma that only asks locks nothing', () => {
  const other = (statement: string): Operation => ({ kind: 'other', statement, relations: [] });
  const set = (name: string): Operation => ({ kind: 'setParameter', name, value: 'x', local: false });
  expect(said(other('VACUUM'))).toBe('EXCLUSIVE main, reads and writes, rewrite, alone');
  expect(said(other('PRAGMA table_info'))).toBe('nothing, instant');
  expect(said(other('PRAGMA integrity_check'))).toBe('nothing, scan');
  expect(said(set('journal_mode'))).toBe('nothing, instant, alone');
  expect(sqlite.effects(set('foreign_keys'), live, '3.40').does).toContain('inside a transaction it has no effect');
  expect(said(set('user_version'))).toBe(`${write}, instant`);
});

test('a table of an attached database has a lock of its own, and a temporary one none', () => {
  const into = (schema: string): Operation => ({ kind: 'insertRows', table: { schema, name: 'x' }, from: 'values' });
  expect(said(into('archive'))).toBe('EXCLUSIVE archive, writes, instant');
  expect(said(into('temp'))).toBe('nothing, instant');
});

test('a rebuild is paid for once, and casts only between kinds of types', () => {
  const type = (name: string, rebuild: 'copy' | 'along'): Operation => ({
    kind: 'changeType',
    table: t,
    column: 'a',
    type: { name, arguments: [] },
    rebuild,
  });
  expect(said(type('bigint', 'copy'))).toBe(`${write}, rewrite`);
  expect(said(type('text', 'along'))).toBe(`${write}, instant`);
  expect(said(type('date', 'along'))).toBe(`${write}, instant, loses`);
});

test('each statement without a shape of its own has a fact', () => {
  expect(sqliteStatements.filter((statement) => factOf(statement) === undefined)).toEqual([]);
});

describe('a view', () => {
  const other = (view: string, column: string): Operation => ({
    kind: 'other',
    statement: 'CREATE VIEW',
    relations: [t],
    view: { name: view },
    reads: [{ column, among: [[t]] }],
  });
  const viewed = settled([other('v', 'org_id')].reduce(after, live));
  const rename: Operation = { kind: 'renameTable', table: { name: 'u' }, to: 't' };

  test('keeps the column that it names, and no other', () => {
    expect(said(drop('org_id'), '3.40', viewed)).toBe(
      'refused: error in view v after drop column: no such column: org_id',
    );
    expect(said(drop('elsewhere'), '3.40', viewed)).toBe(`${write}, rewrite, loses, breaks`);
  });

  test('whose table is gone stops every rename, unless the old ways are asked for', () => {
    const dropped: Operation = { kind: 'dropTable', table: t };
    const gone = [dropped].reduce(after, viewed);
    expect(said(rename, '3.40', gone)).toBe('refused: error in view v: no such table: main.t');
    expect(said(rename, '3.24', gone)).toBe(`${write}, instant, breaks`);
    const legacy = { ...gone, parameters: new Map([['legacy_alter_table', 'ON']]) };
    expect(said(rename, '3.40', legacy)).toBe(`${write}, instant, breaks`);
  });
});
