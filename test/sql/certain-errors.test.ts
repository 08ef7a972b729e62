import { describe, expect, test } from 'vitest';
import type { EngineName } from '../../server/src/model/engine.ts';
import { readSql } from '../../server/src/sql/parse.ts';

/** The place of each error stands in brackets. */
describe.each<readonly [EngineName, string]>([
  [
    'mysql',
    `
    [CREAT] TABLE t (a int)                                     → no statement begins with CREAT
    [VACUUM] t                                                  → no statement begins with VACUUM
    [PRAGMA] foreign_keys = off                                 → no statement begins with PRAGMA
    [COMMENT] ON TABLE t IS 'x'                                 → no statement begins with COMMENT
    CREATE [TABEL] t (a int)                                    → nothing that is called TABEL can follow CREATE
    CREATE [EXTENSION] citext                                   → nothing that is called EXTENSION can follow CREATE
    CREATE TABLE t [(]a int                                     → the parenthesis is never closed
    CREATE TABLE t (a int)[)]                                   → the parenthesis was never opened
    CREATE TABLE t (a int[,])                                   → nothing stands between the comma and the parenthesis
    UPDATE t SET a = [']x                                       → the quote ' is never closed
    UPDATE t SET a = [']it''s                                   → the quote ' is never closed
    UPDATE [\`]t SET a = 1                                      → the quote \` is never closed
    UPDATE t SET a = b[::]int                                   → MySQL has no cast by ::
    UPDATE t SET a = 'x' [WHER] id = 1                          → nothing like WHER can stand here
    UPDATE t SET a = (b) [WHER] id = 1                          → nothing like WHER can stand here
    UPDATE t SET a = 1[,] WHERE id = 1                          → nothing stands behind the comma
    UPDATE t a [=] 1 WHERE id = 1                               → = stands where SET should
    DELETE [FORM] t WHERE id = 1                                → FORM stands where FROM should
    DELETE FROM t WHER [id] = 1                                 → nothing like id can stand here
    DELETE FROM t [WHERE]                                       → nothing stands behind WHERE
    INSERT INTO t (a) [VALUES]                                  → nothing stands behind VALUES
    CREATE UNIQUE INDEX [ON] t (a)                              → MySQL gives an index no name by itself
    CREATE UNIQUE INDEX [CONCURRENTLY] i ON t (a)               → MySQL has no CONCURRENTLY
    DROP INDEX [CONCURRENTLY] i                                 → MySQL has no CONCURRENTLY
    CREATE INDEX [IF] NOT EXISTS i ON t (a)                     → MySQL has no IF NOT EXISTS here
    DROP INDEX [IF] EXISTS i ON t                               → MySQL has no IF EXISTS here
    DROP INDEX [i]                                              → MySQL must be told whose index it is: ON
    ALTER TABLE t ADD COLUMN [IF] NOT EXISTS a int              → MySQL has no IF NOT EXISTS here
    ALTER TABLE t ADD a int, DROP COLUMN [IF] EXISTS b          → MySQL has no IF EXISTS here
    ALTER TABLE t ALTER COLUMN a [TYPE] int                     → MySQL has no such ALTER COLUMN: MODIFY says the whole column anew
    ALTER TABLE t ALTER a [SET] DATA TYPE int                   → MySQL has no such ALTER COLUMN: MODIFY says the whole column anew
    ALTER TABLE t ALTER a [SET] NOT NULL                        → MySQL has no such ALTER COLUMN: MODIFY says the whole column anew
    CREATE TABLE t (a int NOT NULL [AUTOINCREMENT])             → MySQL has no AUTOINCREMENT
    ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) [NOT] VALID    → MySQL has no NOT VALID
    CREATE TABLE t (a int, [order] int)                         → order is a word of MySQL: as a name it needs backticks
    ALTER TABLE t ADD COLUMN [desc] text                        → desc is a word of MySQL: as a name it needs backticks
    `,
  ],
  [
    'mariadb',
    `
    ALTER TABLE t ALTER COLUMN a [DROP] NOT NULL                → MariaDB has no such ALTER COLUMN: MODIFY says the whole column anew
    DROP INDEX [i]                                              → MariaDB must be told whose index it is: ON
    `,
  ],
  [
    'sqlite',
    `
    [TRUNCATE] TABLE t                                          → no statement begins with TRUNCATE
    [SET] a = 1                                                 → no statement begins with SET
    UPDATE t SET a = 'x' [WHER] id = 1                          → nothing like WHER can stand here
    DELETE FROM t WHER [id] = 1                                 → nothing like id can stand here
    INSERT [t] (a) VALUES (1)                                   → SQLite has INTO before t
    CREATE [SEQUENCE] s                                         → nothing that is called SEQUENCE can follow CREATE
    CREATE TABLE t (id INTEGER PRIMARY KEY [AUTO_INCREMENT])    → SQLite has no AUTO_INCREMENT
    CREATE TABLE t (a int) [ENGINE]=InnoDB                      → SQLite has no option ENGINE of a table
    DROP TABLE t [CASCADE]                                      → SQLite has no CASCADE
    DROP INDEX i [ON] t                                         → SQLite drops an index by its name alone
    ALTER TABLE t ADD a int[,] ADD b int                        → SQLite takes one action at a time
    ALTER TABLE t [MODIFY] a int                                → SQLite has no ALTER TABLE MODIFY
    ALTER TABLE t ADD COLUMN [IF] NOT EXISTS a int              → SQLite has no IF NOT EXISTS here
    ALTER TABLE t ALTER COLUMN a [TYPE] text                    → SQLite has no such ALTER COLUMN
    `,
  ],
])('%s cannot parse', (engine, table) => {
  const cases = table.split('\n').filter((line) => line.includes('→'));
  test.each(cases.map((line) => line.split('→').map((part) => part.trim())))('%s → %s', (marked = '', said) => {
    const text = marked.replace(/[[\]]/g, '');
    const [error] = readSql(text, engine).flatMap((statement) => (statement.error ? [statement.error] : []));
    expect(error?.message).toBe(said);
    const { start, end } = error?.span ?? { start: 0, end: 0 };
    expect(`${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`).toBe(marked);
  });
});

/** All of these are accepted, on some version or in some mode. */
describe.each<readonly [EngineName, readonly string[]]>([
  [
    'mysql',
    [
      'CREATE INDEX concurrently ON t (a)',
      'DROP INDEX concurrently ON t',
      'CREATE TABLE t (a int, autoincrement int NOT NULL, PRIMARY KEY autoincrement (a))',
      'ALTER TABLE t ALTER type SET DEFAULT 1',
      'ALTER TABLE t ALTER COLUMN a SET DEFAULT (1), ALTER INDEX i INVISIBLE, ALTER CHECK c NOT ENFORCED',
      'DROP TABLE IF EXISTS t CASCADE',
      'DROP INDEX i ON t ALGORITHM=INPLACE LOCK=NONE',
      "UPDATE t SET a = 'it''s (', b = \"a,)\", c = 'C:\\\\' -- '",
      "INSERT INTO t VALUES ('C:\\')",
      'SELECT 1 /* ( */ # (',
      'CREATE TABLE t (a int /*!80023 INVISIBLE */, /*!50100 */)',
      '(SELECT 1) UNION (SELECT 2)',
      'create or replace sql security invoker view v as select 1',
      'CREATE TABLE t ({columns},)',
      'CREATE TABLE t (%s',
      '{statement} TABLE t',
      ':statement',
      'INSERT INTO t VALUES (:a, ?)',
      'l1: LOOP',
      'CREATE TABLE t (a int, `order` int, type int, key date (date), CONSTRAINT text CHECK (NOT date)) PARTITION BY RANGE (by date)',
      'CREATE TABLE t (SELECT a, CASE date WHEN 1 THEN 2 END FROM u)',
      'CREATE TABLE t (LIKE text)',
      'ALTER TABLE t CHANGE type kind int, ADD (a int, status int), ADD COLUMN name text',
      'VALUES ROW(1)',
      'TABLE t',
      'HELP create',
      "UPDATE t AS x JOIN u ON u.a = x.a SET x.a = 'b' WHERE x.id = 1",
      "UPDATE t SET a = 'x' 'y', b = 1 div 2, c = 'z' COLLATE utf8mb4_bin WHERE d",
      'UPDATE t SET a = now() + interval 1 day ORDER BY b LIMIT 3',
      'DELETE x FROM t AS x JOIN u ON u.a = x.a',
      'DELETE QUICK FROM t WHERE a = 1',
      'DELETE FROM t x WHERE x.a = 1',
      'INSERT t VALUES (1)',
    ],
  ],
  [
    'mariadb',
    [
      'ALTER TABLE t ADD COLUMN IF NOT EXISTS a int, DROP INDEX IF EXISTS i',
      'CREATE INDEX IF NOT EXISTS i ON t (a)',
      'DROP INDEX IF EXISTS i ON t',
      'CREATE SEQUENCE s',
      'BEGIN NOT ATOMIC SELECT 1; END',
    ],
  ],
  [
    'sqlite',
    [
      'CREATE TABLE t (id INTEGER AUTO_INCREMENT PRIMARY KEY)',
      'CREATE TABLE t (a int) WITHOUT ROWID, STRICT',
      'CREATE TABLE t AS SELECT 1',
      'UPDATE OR IGNORE t AS x SET a = 1',
      'UPDATE t INDEXED BY i SET (a, b) = (1, 2)',
      "UPDATE t SET a = 'x' || u.b FROM u WHERE u.c = t.c RETURNING a",
      'DELETE FROM t AS x WHERE x.a = 1',
      'INSERT OR REPLACE INTO t DEFAULT VALUES',
      'CREATE TABLE concurrently (key k (3))',
      'CREATE INDEX concurrently ON t (a)',
      'DROP INDEX IF EXISTS main.concurrently',
      'CREATE VIRTUAL TABLE v USING m(a, )',
      "UPDATE t SET a = 'C:\\'",
      'ALTER TABLE t ADD COLUMN a numeric(10, 2)',
      'ALTER TABLE t ALTER COLUMN a SET NOT NULL',
      'ALTER TABLE [a,b] RENAME TO c',
      'END TRANSACTION',
    ],
  ],
])('nothing is said against what %s accepts', (engine, statements) => {
  test.each(statements)('%s', (text) => {
    expect(readSql(text, engine).map(({ error }) => error)).toEqual([undefined]);
  });
});
