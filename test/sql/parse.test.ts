import { describe, expect, test } from 'vitest';
import type { EngineName } from '../../server/src/model/engine.ts';
import { readSql } from '../../server/src/sql/parse.ts';

/** The operations of a text, without their heads. */
const read = (text: string, engine: EngineName = 'postgresql') =>
  readSql(text, engine).flatMap(({ operations }) => operations.map(({ operation }) => operation));

/** The text with brackets around the head of each operation. */
function heads(text: string): string {
  const spans = readSql(text, 'postgresql').flatMap(({ operations }) => operations.map(({ head }) => head));
  const marks = spans.flatMap(({ start, end }) => [[start, '['] as const, [end, ']'] as const]);
  const ordered = marks.sort(([a, x], [b, y]) => b - a || (x === y ? 0 : x === '[' ? -1 : 1));
  return ordered.reduce((marked, [at, mark]) => marked.slice(0, at) + mark + marked.slice(at), text);
}

describe('the head of an operation is its keywords as written', () => {
  test.each([
    'ALTER TABLE IF EXISTS ONLY s.t [ADD COLUMN] IF NOT EXISTS a int, [ALTER] b TYPE text, [ALTER COLUMN] c SET NOT NULL, [DROP COLUMN] d',
    'ALTER TABLE t [ADD] a numeric(1, 2) DEFAULT (1 + 2), [ADD CONSTRAINT] c CHECK (a > 1), [ADD FOREIGN KEY] (a) REFERENCES b',
    'alter table "ADD COLUMN" [rename] a to b; ALTER TABLE t [RENAME COLUMN] a TO b; ALTER TABLE t [RENAME TO] u',
    '-- 😀 é\n[create unique index] concurrently "CREATE INDEX" on t (a)',
    'ALTER TABLE ONLY (s.t) [ADD COLUMN] a int, [DROP] b; ALTER TABLE ONLY (t) [RENAME] a TO b',
    '[DROP TABLE] IF EXISTS a; [DROP INDEX] CONCURRENTLY i; [REINDEX TABLE] CONCURRENTLY t; [REINDEX] (VERBOSE) TABLE t',
    '[CREATE TEMP TABLE] a (b int); [CREATE\n TABLE] c (d int)',
    'WITH a AS ([UPDATE] ONLY t SET b = 1 RETURNING *), c AS ([INSERT INTO] u SELECT 1) [DELETE FROM] "UPDATE" USING a',
    '[INSERT INTO] t VALUES (1); [UPDATE] t SET a = 1; [DELETE FROM] ONLY t; [TRUNCATE TABLE] t; [TRUNCATE] t; [COPY] t FROM STDIN',
    "[SET LOCAL] lock_timeout = '1s'; [SET] lock_timeout TO 5; [RESET] lock_timeout; [SELECT] set_config('a.b', 'c', true)",
    '[BEGIN]; [COMMIT]; [START] TRANSACTION; [ROLLBACK]',
    "[CREATE TYPE] m AS ENUM ('a'); [ALTER TYPE] m ADD VALUE 'b'; [DROP TYPE] m; [REFRESH MATERIALIZED VIEW] v",
  ])('%s', (marked) => expect(heads(marked.replace(/[[\]]/g, ''))).toBe(marked));
});

test('one ALTER TABLE is as many operations as it has actions', () => {
  expect(
    read(
      'ALTER TABLE t ADD a int DEFAULT 1 CHECK (a IN (1, 2)), ALTER b TYPE int USING b::int, DROP CONSTRAINT c CASCADE',
    ),
  ).toEqual([
    {
      kind: 'addColumn',
      table: { name: 't' },
      column: {
        name: 'a',
        type: { name: 'integer', arguments: [] },
        nullable: true,
        default: { kind: 'expression', sql: '1' },
      },
      constraints: [{ kind: 'check', expression: 'a IN (1, 2)' }],
    },
    {
      kind: 'changeType',
      table: { name: 't' },
      column: 'b',
      type: { name: 'integer', arguments: [] },
      using: 'b::int',
    },
    { kind: 'dropConstraint', table: { name: 't' }, name: 'c', cascade: true },
  ]);
});

test('a table has the constraints of its columns', () => {
  const [operation] = read(`CREATE TABLE "Shop".é (
    id bigserial PRIMARY KEY, -- the key; it is numbered
    "naïve" text COLLATE "C" DEFAULT 'é' || 'ü' NOT NULL CONSTRAINT own CHECK (length("naïve") < 9),
    owner int REFERENCES users ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED UNIQUE,
    a int, b int, PRIMARY KEY (a, b), CONSTRAINT filled NOT NULL owner, LIKE old INCLUDING ALL
  )`);
  expect(operation).toEqual({
    kind: 'createTable',
    table: { schema: 'Shop', name: 'é' },
    columns: [
      { name: 'id', type: { name: 'bigint', arguments: [] }, identity: 'serial', nullable: false },
      {
        name: 'naïve',
        type: { name: 'text', arguments: [], collation: 'C' },
        nullable: false,
        default: { kind: 'expression', sql: "'é' || 'ü'" },
      },
      { name: 'owner', type: { name: 'integer', arguments: [] }, nullable: false },
      { name: 'a', type: { name: 'integer', arguments: [] }, nullable: false },
      { name: 'b', type: { name: 'integer', arguments: [] }, nullable: false },
    ],
    constraints: [
      { kind: 'primaryKey', columns: ['id'] },
      { kind: 'check', name: 'own', expression: 'length("naïve") < 9' },
      {
        kind: 'foreignKey',
        columns: ['owner'],
        references: { name: 'users' },
        referencedColumns: [],
        onDelete: 'SET NULL',
        deferrable: true,
        initially: 'DEFERRED',
      },
      { kind: 'unique', columns: ['owner'] },
      { kind: 'primaryKey', columns: ['a', 'b'] },
    ],
    inherits: true,
  });
});

test('tables that are born otherwise', () => {
  const bare = { kind: 'createTable', columns: [], constraints: [] };
  expect(
    read('CREATE TABLE a AS SELECT 1; SELECT 1 INTO TEMP b; CREATE TABLE c PARTITION OF s.d FOR VALUES IN (1)'),
  ).toEqual([
    { ...bare, table: { name: 'a' }, fromQuery: true, fromConstants: true },
    { ...bare, table: { name: 'b' }, fromQuery: true, temporary: true },
    { ...bare, table: { name: 'c' }, partitionOf: { schema: 's', name: 'd' } },
  ]);
  expect(read('CREATE TABLE a () INHERITS (b); CREATE TABLE c OF d')).toMatchObject([
    { inherits: true },
    { inherits: true },
  ]);
  expect(read('CREATE TABLE a (b int) PARTITION BY RANGE (b)')).toMatchObject([
    { partitioned: true, partitionKey: ['b'] },
  ]);
  expect(read('CREATE TABLE a (b int) PARTITION BY LIST (lower(b))')).toEqual([
    expect.not.objectContaining({ partitionKey: expect.anything() }),
  ]);
  expect(read('CREATE TABLE a PARTITION OF b DEFAULT')).toMatchObject([{ isDefaultPartition: true }]);
});

test('the bound of a partition is kept as it is written', () => {
  const attach = (bound: string) => read(`ALTER TABLE a ATTACH PARTITION s.b ${bound}`);
  const attached = { kind: 'attachPartition', table: { name: 'a' }, partition: { schema: 's', name: 'b' } };
  expect(attach("FOR VALUES FROM ('2024-01-01', minvalue) TO (f(1, 2), MAXVALUE)")).toEqual([
    { ...attached, bound: { kind: 'range', from: ["'2024-01-01'", 'minvalue'], to: ['f(1, 2)', 'MAXVALUE'] } },
  ]);
  expect(attach("FOR VALUES IN (1, 'b', NULL)")).toEqual([
    { ...attached, bound: { kind: 'list', values: ['1', "'b'", 'NULL'] } },
  ]);
  expect(attach('FOR VALUES WITH (MODULUS 4, REMAINDER 0)')).toEqual([
    { ...attached, bound: { kind: 'hash', modulus: 4, remainder: 0 } },
  ]);
  expect(attach('DEFAULT')).toEqual([{ ...attached, bound: { kind: 'default' } }]);
});

test('PostgreSQL folds names that are not quoted', () => {
  expect(read('DROP TABLE Users, "Users", s.T')).toMatchObject([
    { table: { name: 'users' } },
    { table: { name: 'Users' } },
    { table: { schema: 's', name: 't' } },
  ]);
});

describe('which rows a statement writes', () => {
  test.each([
    [
      'UPDATE t SET a = 1, (b, c) = (2, 3)',
      [{ kind: 'updateRows', table: { name: 't' }, columns: ['a', 'b', 'c'], rows: 'all' }],
    ],
    [
      'UPDATE t SET a = 1 WHERE b IS NULL',
      [{ kind: 'updateRows', table: { name: 't' }, columns: ['a'], rows: 'some' }],
    ],
    ['DELETE FROM t WHERE true', [{ kind: 'deleteRows', table: { name: 't' }, rows: 'all' }]],
    ['DELETE FROM t WHERE 1 = 1', [{ kind: 'deleteRows', table: { name: 't' }, rows: 'all' }]],
    ['DELETE FROM t WHERE 1 = 2', [{ kind: 'deleteRows', table: { name: 't' }, rows: 'some' }]],
    ['DELETE FROM t {where}', [{ kind: 'deleteRows', table: { name: 't' }, rows: 'unknown' }]],
    ['DELETE FROM t WHERE {condition}', [{ kind: 'deleteRows', table: { name: 't' }, rows: 'unknown' }]],
    ['DELETE FROM t WHERE {column} = 1', [{ kind: 'deleteRows', table: { name: 't' }, rows: 'some' }]],
    ['INSERT INTO t VALUES (1), (2)', [{ kind: 'insertRows', table: { name: 't' }, from: 'values' }]],
    ['INSERT INTO t DEFAULT VALUES', [{ kind: 'insertRows', table: { name: 't' }, from: 'values' }]],
    ["INSERT INTO t SELECT 1, 'a'", [{ kind: 'insertRows', table: { name: 't' }, from: 'values' }]],
    ['INSERT INTO t SELECT generate_series(1, 9)', [{ kind: 'insertRows', table: { name: 't' }, from: 'query' }]],
    [
      'INSERT INTO t SELECT a FROM u ON CONFLICT DO NOTHING',
      [{ kind: 'insertRows', table: { name: 't' }, from: 'query' }],
    ],
    ['COPY t FROM STDIN', [{ kind: 'insertRows', table: { name: 't' }, from: 'query' }]],
    [
      'MERGE INTO t USING u ON true WHEN MATCHED AND a THEN DELETE WHEN MATCHED THEN UPDATE SET b = 1',
      [
        { kind: 'updateRows', table: { name: 't' }, columns: ['b'], rows: 'some' },
        { kind: 'deleteRows', table: { name: 't' }, rows: 'some' },
      ],
    ],
    [
      'WITH gone AS (DELETE FROM t RETURNING *) SELECT count(*) FROM gone',
      [{ kind: 'deleteRows', table: { name: 't' }, rows: 'all' }],
    ],
    ['EXPLAIN ANALYZE DELETE FROM t', [{ kind: 'deleteRows', table: { name: 't' }, rows: 'all' }]],
    [
      "SELECT set_config('lock_timeout', '5s', true)",
      [{ kind: 'setParameter', name: 'lock_timeout', value: '5s', local: true }],
    ],
  ])('%s', (sql, operations) => expect(read(sql)).toEqual(operations));
});

describe('what PostgreSQL refuses', () => {
  test('is opaque, and the error stands where the parser stumbles', () => {
    const text = "SELECT '😀é'; ALTER TABEL users ADD a int; SELECT 1";
    const [, broken, ...rest] = readSql(text, 'postgresql');
    expect(broken?.error).toEqual({
      span: { start: text.indexOf('TABEL'), end: text.indexOf(' users') },
      message: 'syntax error at or near "TABEL"',
    });
    expect(broken?.operations[0]?.operation).toEqual({
      kind: 'opaque',
      why: 'PostgreSQL cannot parse it: syntax error at or near "TABEL"',
    });
    expect(rest).toHaveLength(1);
  });

  test('is counted in characters of the editor, also behind letters of many bytes', () => {
    const text = "SELECT '😀é', FROM FROM";
    const at = readSql(text, 'postgresql')[0]?.error?.span;
    expect(at && text.slice(at.start)).toBe('FROM FROM');
  });

  test.each(['\0', 'SELECT \0 1', '\ud83d', "'", '"', '$$', '/*', "E'\\", '(', ';', '{', '\\', '\ufeff'])(
    '%j does no harm',
    (text) => {
      for (const engine of ['postgresql', 'mysql', 'mariadb', 'sqlite'] as const) {
        for (const { span } of readSql(text, engine)) expect(span.end).toBeLessThanOrEqual(text.length);
      }
    },
  );

  test('or what is too deep for it', () => {
    const [statement] = readSql(`SELECT ${'('.repeat(20_000)}1${')'.repeat(20_000)}`, 'postgresql');
    expect(statement).toMatchObject({
      operations: [{ operation: { kind: 'other', statement: 'SELECT' } }],
      error: { message: 'memory exhausted at or near "("' },
    });
  });
});
