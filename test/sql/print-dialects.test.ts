import { describe, expect, test } from 'vitest';
import type { Column, ColumnType } from '../../server/src/model/column.ts';
import type { Constraint } from '../../server/src/model/constraint.ts';
import type { EngineName } from '../../server/src/model/engine.ts';
import type { Operation } from '../../server/src/model/operation.ts';
import { readSql } from '../../server/src/sql/parse.ts';
import { printSql } from '../../server/src/sql/print.ts';

const t = { name: 't' };
const users = { schema: 'app', name: 'users' };
const plain = (name: string): ColumnType => ({ name, arguments: [] });
const sized = (name: string, ...numbers: readonly number[]): ColumnType => ({ name, arguments: numbers });
const column = (name: string, type: ColumnType, facts: Partial<Column> = {}): Column => ({
  name,
  type,
  nullable: true,
  ...facts,
});
const expression = (sql: string) => ({ kind: 'expression', sql }) as const;
const constant = (value: string) => ({ kind: 'constant', value }) as const;
const quick = { algorithm: 'INSTANT', lock: 'NONE' } as const;
const key = (facts: Partial<Extract<Constraint, { kind: 'foreignKey' }>> = {}): Constraint => ({
  kind: 'foreignKey',
  columns: ['a'],
  references: { name: 'b' },
  referencedColumns: ['id'],
  ...facts,
});

type Case = readonly [engines: string, sql: string, operation: Operation];

const add = (facts: Column, more: Partial<Extract<Operation, { kind: 'addColumn' }>> = {}): Operation => ({
  kind: 'addColumn',
  table: t,
  column: facts,
  constraints: [],
  ...more,
});

/** The engines, what is printed, and the operation: read back it is the same one. */
const statements: readonly Case[] = [
  [
    'mysql mariadb',
    "ALTER TABLE t ADD COLUMN `key` VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT 'it''s \\\\' COMMENT 'x' AFTER `a b`, ALGORITHM=INSTANT, LOCK=NONE",
    add(
      column(
        'key',
        { ...sized('varchar', 20), charset: 'utf8mb4', collation: 'utf8mb4_bin' },
        { nullable: false, default: constant("it's \\"), comment: 'x' },
      ),
      { position: { after: 'a b' }, online: quick },
    ),
  ],
  [
    'mysql mariadb',
    'ALTER TABLE app.users ADD COLUMN n BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY FIRST',
    {
      kind: 'addColumn',
      table: users,
      column: column('n', { ...plain('bigint'), unsigned: true }, { nullable: false, identity: 'auto increment' }),
      constraints: [{ kind: 'primaryKey', columns: ['n'] }],
      position: 'first',
    },
  ],
  [
    'mysql mariadb',
    'ALTER TABLE t ADD COLUMN seen TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP',
    add(
      column('seen', plain('timestamp'), {
        default: expression('CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP'),
      }),
    ),
  ],
  [
    'mysql mariadb',
    'ALTER TABLE t ADD COLUMN a INTEGER DEFAULT -5 UNIQUE',
    add(column('a', plain('integer'), { default: expression('-5') }), {
      constraints: [{ kind: 'unique', columns: ['a'] }],
    }),
  ],
  [
    'mysql mariadb',
    'ALTER TABLE t ADD COLUMN a CHAR(36) DEFAULT (uuid()) CHECK (a > 1)',
    add(column('a', sized('char', 36), { default: expression('(uuid())') }), {
      constraints: [{ kind: 'check', expression: 'a > 1' }],
    }),
  ],
  [
    'mysql mariadb sqlite',
    'ALTER TABLE t ADD COLUMN c INTEGER GENERATED ALWAYS AS (a + b) VIRTUAL',
    add(column('c', plain('integer'), { generated: { expression: 'a + b', stored: false } })),
  ],
  ['mariadb', 'ALTER TABLE t ADD COLUMN IF NOT EXISTS a UUID', add(column('a', plain('uuid')), { ifNotExists: true })],
  [
    'mysql mariadb',
    "ALTER TABLE t ADD COLUMN e ENUM('a','b''c') DEFAULT 'a'",
    add(
      column(
        'e',
        { ...plain('enum'), enumeration: { values: ['a', "b'c"], native: false } },
        { default: constant('a') },
      ),
    ),
  ],
  [
    'sqlite',
    `ALTER TABLE t ADD COLUMN "order" VARCHAR(20) DEFAULT 'x\\' NOT NULL CONSTRAINT fk REFERENCES b (id) ON DELETE SET NULL`,
    add(column('order', sized('varchar', 20), { nullable: false, default: constant('x\\') }), {
      constraints: [key({ name: 'fk', columns: ['order'], onDelete: 'SET NULL' })],
    }),
  ],
  [
    'mysql mariadb',
    `CREATE TABLE IF NOT EXISTS app.users (
    id BIGINT NOT NULL AUTO_INCREMENT,
    n NUMERIC(10, 2) NOT NULL DEFAULT '0',
    at DATETIME(3),
    PRIMARY KEY (id),
    CONSTRAINT pos CHECK (n > 0),
    CONSTRAINT uq UNIQUE (n, at),
    CONSTRAINT fk FOREIGN KEY(n) REFERENCES b (id) ON DELETE CASCADE ON UPDATE RESTRICT
) DEFAULT CHARSET=utf8mb4`,
    {
      kind: 'createTable',
      table: users,
      columns: [
        column('id', plain('bigint'), { nullable: false, identity: 'auto increment' }),
        column('n', sized('numeric', 10, 2), { nullable: false, default: constant('0') }),
        column('at', sized('datetime', 3)),
      ],
      constraints: [
        { kind: 'primaryKey', columns: ['id'] },
        { kind: 'check', name: 'pos', expression: 'n > 0' },
        { kind: 'unique', name: 'uq', columns: ['n', 'at'] },
        key({ name: 'fk', columns: ['n'], onDelete: 'CASCADE', onUpdate: 'RESTRICT' }),
      ],
      ifNotExists: true,
      charset: 'utf8mb4',
    },
  ],
  [
    'sqlite',
    `CREATE TEMPORARY TABLE t (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    b BOOLEAN DEFAULT (1 + 1) NOT NULL,
    UNIQUE (b)
)`,
    {
      kind: 'createTable',
      table: t,
      columns: [
        column('id', plain('integer'), { nullable: false, identity: 'auto increment' }),
        column('b', plain('boolean'), { nullable: false, default: expression('(1 + 1)') }),
      ],
      constraints: [
        { kind: 'primaryKey', columns: ['id'] },
        { kind: 'unique', columns: ['b'] },
      ],
      temporary: true,
    },
  ],
  ['mysql mariadb sqlite', 'DROP TABLE IF EXISTS app.users', { kind: 'dropTable', table: users, ifExists: true }],
  ['mysql mariadb sqlite', 'ALTER TABLE t RENAME TO u', { kind: 'renameTable', table: t, to: 'u' }],
  ['mysql mariadb', 'ALTER TABLE app.users RENAME TO app.u', { kind: 'renameTable', table: users, to: 'u' }],
  [
    'mysql mariadb',
    'ALTER TABLE t DROP COLUMN a, ALGORITHM=INPLACE',
    { kind: 'dropColumn', table: t, column: 'a', online: { algorithm: 'INPLACE' } },
  ],
  ['sqlite', 'ALTER TABLE t DROP COLUMN a', { kind: 'dropColumn', table: t, column: 'a' }],
  ['mariadb', 'ALTER TABLE t DROP COLUMN IF EXISTS a', { kind: 'dropColumn', table: t, column: 'a', ifExists: true }],
  [
    'mysql mariadb sqlite',
    'ALTER TABLE t RENAME COLUMN a TO b',
    { kind: 'renameColumn', table: t, column: 'a', to: 'b' },
  ],
  [
    'mysql mariadb',
    "ALTER TABLE t ALTER COLUMN a SET DEFAULT 'x'",
    { kind: 'setDefault', table: t, column: 'a', default: constant('x') },
  ],
  [
    'mysql mariadb',
    'ALTER TABLE t ALTER COLUMN a SET DEFAULT (now())',
    { kind: 'setDefault', table: t, column: 'a', default: expression('(now())') },
  ],
  ['mysql mariadb', 'ALTER TABLE t ALTER COLUMN a DROP DEFAULT', { kind: 'setDefault', table: t, column: 'a' }],
  [
    'mysql mariadb',
    'ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY(a) REFERENCES b (id), ALGORITHM=COPY, LOCK=SHARED',
    {
      kind: 'addConstraint',
      table: t,
      constraint: key({ name: 'fk' }),
      online: { algorithm: 'COPY', lock: 'SHARED' },
    },
  ],
  [
    'mysql mariadb',
    'ALTER TABLE t ADD PRIMARY KEY (a, b)',
    { kind: 'addConstraint', table: t, constraint: { kind: 'primaryKey', columns: ['a', 'b'] } },
  ],
  [
    'mysql',
    'ALTER TABLE t ADD CONSTRAINT c CHECK (a > 5) NOT ENFORCED',
    { kind: 'addConstraint', table: t, constraint: { kind: 'check', name: 'c', expression: 'a > 5', notValid: true } },
  ],
  [
    'mysql mariadb',
    'ALTER TABLE t DROP FOREIGN KEY fk',
    { kind: 'dropConstraint', table: t, name: 'fk', type: 'foreignKey' },
  ],
  ['mysql mariadb', 'ALTER TABLE t DROP PRIMARY KEY', { kind: 'dropConstraint', table: t, type: 'primaryKey' }],
  ['mysql', 'ALTER TABLE t DROP CHECK c', { kind: 'dropConstraint', table: t, name: 'c', type: 'check' }],
  [
    'mariadb',
    'ALTER TABLE t DROP CONSTRAINT IF EXISTS c',
    { kind: 'dropConstraint', table: t, name: 'c', ifExists: true },
  ],
  [
    'mysql mariadb',
    'CREATE UNIQUE INDEX ix ON app.users (a, b(10), c DESC) USING BTREE ALGORITHM=INPLACE LOCK=NONE',
    {
      kind: 'createIndex',
      table: users,
      name: 'ix',
      keys: [{ column: 'a' }, { expression: 'b(10)' }, { expression: 'c DESC' }],
      unique: true,
      method: 'btree',
      online: { algorithm: 'INPLACE', lock: 'NONE' },
    },
  ],
  [
    'mysql mariadb',
    'CREATE FULLTEXT INDEX ix ON t (a) WITH PARSER ngram',
    {
      kind: 'createIndex',
      table: t,
      name: 'ix',
      keys: [{ column: 'a' }],
      method: 'fulltext',
      options: 'WITH PARSER ngram',
    },
  ],
  ['mysql mariadb', 'ALTER TABLE t ADD INDEX (a)', { kind: 'createIndex', table: t, keys: [{ column: 'a' }] }],
  [
    'sqlite',
    'CREATE UNIQUE INDEX IF NOT EXISTS app.ix ON users (a, lower(b)) WHERE a > 1',
    {
      kind: 'createIndex',
      table: users,
      name: 'ix',
      keys: [{ column: 'a' }, { expression: 'lower(b)' }],
      unique: true,
      ifNotExists: true,
      where: 'a > 1',
    },
  ],
  [
    'mysql',
    'DROP INDEX ix ON t ALGORITHM=INPLACE LOCK=NONE',
    { kind: 'dropIndex', index: { name: 'ix' }, table: t, online: { algorithm: 'INPLACE', lock: 'NONE' } },
  ],
  [
    'mariadb',
    'ALTER TABLE t DROP INDEX ix, ALGORITHM=INPLACE, LOCK=NONE',
    { kind: 'dropIndex', index: { name: 'ix' }, table: t, online: { algorithm: 'INPLACE', lock: 'NONE' } },
  ],
  [
    'sqlite',
    'DROP INDEX IF EXISTS app.ix',
    { kind: 'dropIndex', index: { schema: 'app', name: 'ix' }, ifExists: true },
  ],
  ['sqlite', 'REINDEX ix', { kind: 'reindex', target: 'index', name: { name: 'ix' } }],
  ['sqlite', 'REINDEX', { kind: 'reindex', target: 'database', name: { name: '' } }],
  ['mysql mariadb', 'TRUNCATE TABLE t', { kind: 'truncate', tables: [t] }],
  [
    'mysql mariadb',
    'SET foreign_key_checks = 0',
    { kind: 'setParameter', name: 'foreign_key_checks', value: '0', local: false },
  ],
  [
    'mysql mariadb',
    "SET GLOBAL sql_mode = 'ANSI,TRADITIONAL'",
    { kind: 'setParameter', name: 'global.sql_mode', value: 'ANSI,TRADITIONAL', local: false },
  ],
  ['mysql mariadb', 'SET @a = @@sql_mode', { kind: 'setParameter', name: '@a', value: '@@sql_mode', local: false }],
  ['mysql mariadb', 'SET NAMES utf8mb4', { kind: 'setParameter', name: 'names', value: 'utf8mb4', local: false }],
  ['sqlite', 'PRAGMA foreign_keys = OFF', { kind: 'setParameter', name: 'foreign_keys', value: 'OFF', local: false }],
  ['mysql mariadb sqlite', 'COMMIT', { kind: 'controlTransaction', what: 'commit' }],
];

const cases = statements.flatMap(([engines, sql, operation]) =>
  engines.split(' ').map((engine) => ({ engine: engineOf(engine), sql, operation })),
);

test.each(cases)('$engine: $sql is printed and read back', ({ engine, sql, operation }) => {
  expect(printSql(operation, engine)).toBe(sql);
  expect(read(sql, engine)).toEqual([operation]);
});

/** Types whose names differ from engine to engine; read back each is what its server makes of it. */
test.each([
  ['boolean', 'BOOL', 'BOOLEAN'],
  ['double precision', 'DOUBLE', 'DOUBLE'],
  ['bytea', 'BLOB', 'BLOB'],
  ['timestamptz', 'DATETIME', 'DATETIME'],
  ['text', 'TEXT', 'TEXT'],
  ['json', 'JSON', 'JSON'],
  ['jsonb', undefined, 'JSONB'],
  ['inet', undefined, 'INET'],
  ['varchar', undefined, 'VARCHAR'],
])('%s is %s for MySQL and %s for SQLite', (name, mysql, sqlite) => {
  const operation = add(column('a', plain(name)));
  const printed = (words: string | undefined) => words && `ALTER TABLE t ADD COLUMN a ${words}`;
  expect(printSql(operation, 'mysql')).toBe(printed(mysql));
  expect(printSql(operation, 'sqlite')).toBe(printed(sqlite));
});

describe('MODIFY says the whole column, or nothing is printed', () => {
  const at = { table: t, column: 'a' } as const;
  const integer = plain('integer');
  test.each([
    [{ kind: 'changeType', ...at, type: integer }, undefined],
    [{ kind: 'changeType', ...at, type: integer, existing: { type: plain('text') } }, undefined],
    [
      { kind: 'changeType', ...at, type: integer, existing: { nullable: false, default: constant('1') } },
      "ALTER TABLE t MODIFY a INTEGER NOT NULL DEFAULT '1'",
    ],
    [{ kind: 'changeType', ...at, type: integer, using: 'a::int', existing: { nullable: true } }, undefined],
    [{ kind: 'setNotNull', ...at }, undefined],
    [
      { kind: 'setNotNull', ...at, existing: { type: integer }, online: quick },
      'ALTER TABLE t MODIFY a INTEGER NOT NULL, ALGORITHM=INSTANT, LOCK=NONE',
    ],
    [{ kind: 'dropNotNull', ...at, existing: { type: integer } }, 'ALTER TABLE t MODIFY a INTEGER'],
  ] satisfies readonly (readonly [Operation, string | undefined])[])('%j', (operation, sql) => {
    expect(printSql(operation, 'mysql')).toBe(sql);
    const back = sql === undefined ? [operation] : read(sql, 'mysql').filter(({ kind }) => kind === operation.kind);
    expect(back).toMatchObject([{ kind: operation.kind, table: t, column: 'a' }]);
  });
});

test('what stands in the definition of a column and would be forgotten there is an action of its own', () => {
  const operation = add(column('a', plain('integer')), {
    constraints: [key(), { kind: 'unique', name: 'uq', columns: ['a'] }],
  });
  expect(printSql(operation, 'mysql')).toBe(
    'ALTER TABLE t ADD COLUMN a INTEGER, ADD FOREIGN KEY(a) REFERENCES b (id), ADD CONSTRAINT uq UNIQUE (a)',
  );
});

test('a default of a type without a length is an expression in MySQL only', () => {
  const operation = add(column('a', plain('json'), { default: constant('{}') }));
  expect(printSql(operation, 'mysql')).toBe("ALTER TABLE t ADD COLUMN a JSON DEFAULT ('{}')");
  expect(printSql(operation, 'mariadb')).toBe("ALTER TABLE t ADD COLUMN a JSON DEFAULT '{}'");
});

test('an expression is a key of its own only in parentheses', () => {
  const keys = [{ expression: 'lower(a)' }, { expression: '(a + b) DESC' }, { expression: 'c(10) ASC' }];
  const operation: Operation = { kind: 'createIndex', table: t, name: 'ix', keys };
  expect(printSql(operation, 'mysql')).toBe('CREATE INDEX ix ON t ((lower(a)), (a + b) DESC, c(10) ASC)');
  expect(printSql(operation, 'sqlite')).toBe('CREATE INDEX ix ON t (lower(a), (a + b) DESC, c(10) ASC)');
});

test('a unique constraint is dropped as the index that it is', () => {
  const operation: Operation = { kind: 'dropConstraint', table: t, name: 'uq', type: 'unique' };
  expect(printSql(operation, 'mysql')).toBe('ALTER TABLE t DROP INDEX uq');
});

test('a backfill is shown as one of its batches', () => {
  const backfill = (keys: readonly string[]): Operation => {
    return { kind: 'backfill', table: t, column: 'b', value: { expression: 'lower(a)' }, key: keys, batchRows: 1000 };
  };
  const byKey = 'UPDATE t SET b = lower(a) WHERE (x, y) >= :first AND (x, y) < :next AND b IS NULL';
  expect(printSql(backfill(['x', 'y']), 'mysql')).toBe(byKey);
  expect(printSql(backfill(['x', 'y']), 'sqlite')).toBe(byKey);
  expect(printSql(backfill([]), 'mysql')).toBe('UPDATE t SET b = lower(a) WHERE b IS NULL LIMIT 1000');
  expect(printSql(backfill([]), 'sqlite')).toBe(
    'UPDATE t SET b = lower(a) WHERE rowid IN (SELECT rowid FROM t WHERE b IS NULL LIMIT 1000)',
  );
});

test('a backfill from another column names it as the engine does', () => {
  const backfill: Operation = {
    kind: 'backfill',
    table: t,
    column: 'place',
    value: { column: 'rank' },
    key: [],
    batchRows: 9,
  };
  expect(printSql(backfill, 'mysql')).toBe('UPDATE t SET place = `rank` WHERE place IS NULL LIMIT 9');
  expect(printSql(backfill, 'sqlite')).toContain('SET place = rank WHERE');
  expect(printSql({ ...backfill, value: { column: 'Rank' } }, 'postgresql')).toContain('SET place = "Rank" WHERE');
});

test('a mirror is a trigger for each event, and both go again', () => {
  const sql =
    printSql({ kind: 'mirrorColumn', table: users, from: { column: 'a' }, to: 'b', name: 'm' }, 'mariadb') ?? '';
  expect(sql).toBe(`CREATE TRIGGER app.m_insert BEFORE INSERT ON app.users FOR EACH ROW
BEGIN
  IF NEW.b IS NULL THEN
    SET NEW.b = NEW.a;
  ELSE
    SET NEW.a = NEW.b;
  END IF;
END;
CREATE TRIGGER app.m_update BEFORE UPDATE ON app.users FOR EACH ROW
BEGIN
  IF NOT (CAST(NEW.b AS BINARY) <=> CAST(OLD.b AS BINARY)) THEN
    SET NEW.a = NEW.b;
  ELSEIF NOT (CAST(NEW.a AS BINARY) <=> CAST(OLD.a AS BINARY)) THEN
    SET NEW.b = NEW.a;
  END IF;
END`);
  expect(read(sql, 'mariadb')).toEqual([
    { kind: 'other', statement: 'CREATE TRIGGER', relations: [users] },
    { kind: 'other', statement: 'CREATE TRIGGER', relations: [users] },
  ]);
  expect(printSql({ kind: 'stopMirror', table: users, name: 'm' }, 'mysql')).toBe(
    'DROP TRIGGER app.m_insert;\nDROP TRIGGER app.m_update',
  );
});

describe('what cannot be said is not printed', () => {
  const unsayable: readonly (readonly [string, Operation])[] = [
    ['mysql', add(column('a', plain('integer')), { ifNotExists: true })],
    ['mysql', { kind: 'dropColumn', table: t, column: 'a', ifExists: true }],
    ['mysql', add(column('a', { ...plain('integer'), dimensions: 1 }))],
    ['mysql', add(column('a', plain('integer'), { default: { kind: 'unknown', written: 'x()' } }))],
    ['mysql', add(column('a', plain('integer'), { identity: 'always' }))],
    ['mysql', { kind: 'addConstraint', table: t, constraint: key({ referencedColumns: [] }) }],
    ['mysql', { kind: 'addConstraint', table: t, constraint: key({ notValid: true }) }],
    ['mysql', { kind: 'addConstraint', table: t, constraint: key({ deferrable: true }) }],
    ['mariadb', { kind: 'addConstraint', table: t, constraint: { kind: 'check', expression: 'a', notValid: true } }],
    ['mysql', { kind: 'createIndex', table: t, name: 'i', keys: [{ column: 'a' }], where: 'a > 1' }],
    ['mysql', { kind: 'createIndex', table: t, name: 'i', keys: [{ column: 'a' }], method: 'gin' }],
    ['mysql', { kind: 'dropIndex', index: { name: 'i' } }],
    ['mysql', { kind: 'createEnum', type: { name: 'mood' }, values: ['a'] }],
    ['mysql', { kind: 'mirrorColumn', table: t, from: { column: 'a' }, to: 'b', name: 'm'.repeat(58) }],
    ['mysql', { kind: 'setParameter', name: 'a', value: '1', local: true }],
    ['sqlite', add(column('a', plain('integer')), { constraints: [{ kind: 'unique', columns: ['a'] }] })],
    ['sqlite', add(column('a', plain('integer'), { generated: { expression: 'b', stored: true } }))],
    ['sqlite', { kind: 'setNotNull', table: t, column: 'a', existing: { type: plain('integer') } }],
    ['sqlite', { kind: 'addConstraint', table: t, constraint: { kind: 'check', name: 'c', expression: 'a > 1' } }],
    ['sqlite', { kind: 'truncate', tables: [t] }],
    ['sqlite', { kind: 'mirrorColumn', table: t, from: { column: 'a' }, to: 'b', name: 'm' }],
  ];
  test.each(unsayable)('%s %j', (engine, operation) => expect(printSql(operation, engineOf(engine))).toBeUndefined());
});

function read(sql: string, engine: EngineName): readonly Operation[] {
  return readSql(sql, engine).flatMap(({ operations }) => operations.map(({ operation }) => operation));
}

function engineOf(name: string): EngineName {
  return name === 'mysql' || name === 'mariadb' || name === 'sqlite' ? name : 'postgresql';
}
