import { describe, expect, test } from 'vitest';
import type { EngineName } from '../../server/src/model/engine.ts';
import { relationText } from '../../server/src/model/name.ts';
import type { Operation } from '../../server/src/model/operation.ts';
import { readSql } from '../../server/src/sql/parse.ts';
import { recognise } from '../../server/src/sql/recognise/index.ts';
import { attempt } from '../../server/src/sql/tree/grammar.ts';
import { child, children, textAt } from '../../server/src/sql/tree/node.ts';

/** A statement with brackets around the heads of its operations, and behind it what these are in a few words. */
const mysql = `
[UPDATE] t SET a = 1                                           → update t (a) all
[UPDATE] t SET a = 1, b = 2 WHERE c IN (1) ORDER BY d LIMIT 5  → update t (a b) some limit
[UPDATE] LOW_PRIORITY IGNORE t SET a = 1 WHERE b = 1           → update t (a) some
[UPDATE] t AS x JOIN s.u y ON x.a = y.a SET x.b = 1, y.c = 2   → update t (b) some, update s.u (c) some
[UPDATE] t LEFT JOIN u ON t.a = u.a SET t.b = 1                → update t (b) all
[UPDATE] t, u SET t.a = u.a WHERE t.b = u.b                    → update t (a) some
[UPDATE] t SET a = 1 WHERE TRUE                                → update t (a) all
[UPDATE] t SET a = 1 WHERE 1 = 1                               → update t (a) all
[UPDATE] t SET a = 1 WHERE 1 = 2                               → update t (a) some
WITH q AS (SELECT 1) [UPDATE] t SET a = 1 WHERE b IN (SELECT * FROM q) → update t (a) some
[DELETE FROM] \`s p\`.\`t\`\`x\`                               → delete s p.t\`x all
[DELETE QUICK FROM] t LIMIT 3                                  → delete t all limit
[DELETE FROM] t AS x WHERE x.a = 1                             → delete t some
[DELETE] x FROM t AS x JOIN u ON x.a = u.a                     → delete t some
[DELETE] t, u FROM t INNER JOIN u WHERE t.a = u.a              → delete t some, delete u some
[DELETE FROM] x USING t AS x JOIN u ON x.a = u.a               → delete t some
WITH q AS (SELECT 1) [DELETE FROM] t                           → delete t all
[INSERT INTO] t (a) VALUES (1), (2) ON DUPLICATE KEY UPDATE a = 1 → insert t values
[INSERT IGNORE INTO] t SET a = 1                               → insert t values
[INSERT INTO] t SELECT 1, 'x'                                  → insert t values
[INSERT INTO] t SELECT uuid()                                  → insert t query
[REPLACE INTO] t SELECT * FROM u                               → insert t query
[REPLACE] t VALUES (1)                                         → insert t values
[SELECT] * FROM t JOIN s.u USING (a)                           → SELECT t s.u
[SELECT] * FROM t WHERE a IN (SELECT b FROM u) FOR UPDATE      → SELECT FOR UPDATE t u
[SELECT] * FROM t LOCK IN SHARE MODE                           → SELECT FOR SHARE t
([SELECT] a FROM t) UNION (SELECT b FROM u)                    → SELECT t u
[CREATE OR REPLACE VIEW] v AS WITH q AS (SELECT 1) SELECT * FROM q, t → CREATE VIEW t
[CREATE] ALGORITHM=MERGE DEFINER=\`r\`@\`h\` VIEW v AS SELECT 1 → CREATE VIEW
`;

const sqlite = `
[UPDATE] "a""b" SET "x""y" = 1                                 → update a"b (x"y) all
[UPDATE] OR IGNORE t SET a = 1                                 → update t (a) all
[UPDATE] t SET a = u.b FROM u WHERE u.id = t.id                → update t (a) some
[DELETE FROM] t WHERE rowid IN (SELECT rowid FROM t LIMIT 5)   → delete t some
[DELETE FROM] t LIMIT 5                                        → delete t all limit
[INSERT OR REPLACE INTO] "new" SELECT * FROM "old"             → insert new query
[INSERT INTO] t (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET b = 1 → insert t values
WITH q AS (SELECT 1) [DELETE FROM] t WHERE a IN (SELECT * FROM q) → delete t some
[SELECT] * FROM t, main.u                                      → SELECT t main.u
[VALUES] (1), (2)                                              → SELECT
[CREATE TEMP VIEW] IF NOT EXISTS v AS SELECT * FROM t          → CREATE VIEW t
`;

describe.each([
  ['mysql', mysql],
  ['mariadb', mysql],
  ['sqlite', sqlite],
] as const)('what %s does to rows', (engine, statements) => {
  test.each(lines(statements))('%s → %s', (marked, said) => {
    const text = marked.replace(/[[\]]/g, '');
    const read = readSql(text, engine).flatMap(({ operations }) => operations);
    expect(read.map(({ operation }) => brief(operation)).join(', ')).toBe(said);
    for (const { head } of read) {
      const shown = `${text.slice(0, head.start)}[${text.slice(head.start, head.end)}]${text.slice(head.end)}`;
      expect(shown).toBe(marked);
    }
  });
});

test.each([
  ['mysql', mysql],
  ['sqlite', sqlite],
] as const)(
  'clause by clause the same is read of %s, which is all there is where the grammar refuses',
  (engine, statements) => {
    for (const [marked, said] of lines(statements)) {
      const text = marked.replace(/[[\]]/g, '');
      const words = recognise(text, engine)
        ?.map(({ operation }) => brief(operation))
        .join(', ');
      if (!text.startsWith('(')) expect(`${text} → ${words}`).toBe(`${text} → ${said}`);
    }
  },
);

test('what a program fills in keeps its text, and a condition that it fills in may choose any rows', () => {
  const filled = `
    DELETE FROM {table} WHERE id IN :ids → delete {table} some
    DELETE FROM t WHERE :condition → delete t unknown
    DELETE FROM t WHERE {condition} → delete t unknown
    UPDATE t SET a = %s WHERE id = %(id)s → update t (a) some
    UPDATE t {alias} SET a = 1 → update t (a) unknown
    UPDATE t SET a = ? → update t (a) all
    INSERT INTO t (a) SELECT b FROM u WHERE c = :c LIMIT :n → insert t query
    ALTER TABLE {table} DROP COLUMN :column → dropColumn
  `;
  for (const [text, said] of lines(filled)) {
    expect(`${text} → ${read(text ?? '').map(brief)}`).toBe(`${text} → ${said}`);
  }
  expect(read('ALTER TABLE {table} DROP COLUMN :column')).toMatchObject([
    { table: { name: '{table}' }, column: ':column' },
  ]);
});

test('a clause that speaks of the whole statement is in each of its operations', () => {
  expect(read('ALTER TABLE t ADD a int, DROP b, COMMENT = 1, ALGORITHM=INPLACE, LOCK NONE')).toMatchObject([
    { kind: 'addColumn', online: { algorithm: 'INPLACE', lock: 'NONE' } },
    { kind: 'dropColumn', online: { algorithm: 'INPLACE', lock: 'NONE' } },
    { kind: 'other', online: { algorithm: 'INPLACE', lock: 'NONE' } },
  ]);
  expect(read('ALTER ONLINE TABLE t ADD a int', 'mariadb')).toMatchObject([{ online: { lock: 'NONE' } }]);
  expect(read('ALTER TABLE t DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin')).toHaveLength(1);
});

test('MySQL numbers no column that may be NULL', () => {
  expect(read('ALTER TABLE t MODIFY id bigint AUTO_INCREMENT').map(({ kind }) => kind)).toEqual([
    'changeType',
    'setNotNull',
  ]);
  expect(read('CREATE TABLE t (id int AUTO_INCREMENT UNIQUE)')).toMatchObject([{ columns: [{ nullable: false }] }]);
});

test('what nobody can read is said', () => {
  expect(read('GIBBERISH AND MORE')).toEqual([
    { kind: 'opaque', why: 'MySQL cannot parse it: no statement begins with GIBBERISH' },
  ]);
  expect(read('{statement}')).toEqual([
    { kind: 'opaque', why: 'a part of the statement is only known at run time: {statement}' },
  ]);
});

describe('the grammar sees the same columns and actions as the clauses say', () => {
  test.each([
    [
      'mysql',
      'CREATE TABLE t (a int UNSIGNED NOT NULL AUTO_INCREMENT, b varchar(20) DEFAULT NULL, c text, PRIMARY KEY (a), KEY k (b))',
    ],
    [
      'mysql',
      "CREATE TABLE t (`de fault` enum('a,b','c)') NOT NULL DEFAULT 'a,b' COMMENT 'NOT NULL, DEFAULT 1', d datetime(6) NULL)",
    ],
    [
      'mysql',
      'CREATE TABLE t (a int DEFAULT 0 NOT NULL UNIQUE, b int AS (a + 1) STORED, c timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP)',
    ],
    [
      'mysql',
      'CREATE TABLE t (a char(36) NOT NULL, CONSTRAINT f FOREIGN KEY (a) REFERENCES u (id) ON DELETE CASCADE, CHECK (a <> 1)) ENGINE=InnoDB',
    ],
    [
      'mysql',
      'ALTER TABLE t ADD COLUMN a int NOT NULL DEFAULT 1 AFTER b, DROP COLUMN c, MODIFY d decimal(10, 2), CHANGE e f text, ALGORITHM=INPLACE',
    ],
    [
      'mysql',
      'ALTER TABLE t ADD UNIQUE INDEX i (a, b(10)), ADD CONSTRAINT c CHECK (a IN (1, 2)), DROP FOREIGN KEY f, RENAME COLUMN a TO b, ENGINE=InnoDB',
    ],
    [
      'sqlite',
      'CREATE TABLE "t" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "b" TEXT DEFAULT \'it\'\'s, (\', c NUMERIC(10, 2), UNIQUE (b))',
    ],
    ['sqlite', 'ALTER TABLE t ADD COLUMN a INTEGER NOT NULL DEFAULT 0'],
  ] as const)('%s: %s', (engine, text) => {
    const seen = attempt(text, engine);
    const tree = 'tree' in seen ? seen.tree : {};
    const operations = readSql(text, engine).flatMap((statement) => statement.operations);
    const [first] = operations;
    if (first?.operation.kind === 'createTable') {
      const columns = first.operation.columns.map(({ name, default: value }) => [name, value !== undefined]);
      const definitions = children(tree, 'create_definitions').filter((each) => textAt(each, 'resource') === 'column');
      expect(columns).toEqual(
        definitions.map((each) => [textAt(each, 'column', 'column'), child(each, 'default_val') !== undefined]),
      );
    } else {
      const actions = children(tree, 'expr').filter((each) => !/^(algorithm|lock)$/.test(textAt(each, 'keyword')));
      expect(new Set(operations.map(({ head }) => head.start)).size).toBe(actions.length);
    }
  });
});

function read(text: string, engine: EngineName = 'mysql'): readonly Operation[] {
  return readSql(text, engine).flatMap(({ operations }) => operations.map(({ operation }) => operation));
}

function lines(table: string): readonly (readonly [string, string])[] {
  return table
    .split('\n')
    .filter((line) => line.includes('→'))
    .map((line) => {
      const [statement = '', said = ''] = line.split('→');
      return [statement.trim(), said.trim()] as const;
    });
}

function brief(operation: Operation): string {
  switch (operation.kind) {
    case 'insertRows':
      return `insert ${relationText(operation.table)} ${operation.from}`;
    case 'updateRows': {
      const { table, columns, rows, limit } = operation;
      return `update ${relationText(table)} (${columns.join(' ')}) ${rows}${limit ? ' limit' : ''}`;
    }
    case 'deleteRows':
      return `delete ${relationText(operation.table)} ${operation.rows}${operation.limit ? ' limit' : ''}`;
    case 'other':
      return [operation.statement, ...operation.relations.map(relationText)].join(' ');
    default:
      return operation.kind;
  }
}
