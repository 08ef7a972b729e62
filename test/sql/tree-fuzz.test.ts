import { expect, test } from 'vitest';
import type { EngineName } from '../../server/src/model/engine.ts';
import { mysqlStatements, sqliteStatements } from '../../server/src/sql/tree/other-statements.ts';
import { diceOf, freshSeed } from '../dice.ts';
import { brokenLaws } from './laws.ts';
import { mutated } from './mutate.ts';

const mysql = [
  "CREATE TABLE s.t (id bigint unsigned NOT NULL AUTO_INCREMENT, e enum('a','b,)') DEFAULT 'a', UNIQUE KEY k (e(3)), PRIMARY KEY (id)) ENGINE=InnoDB",
  'CREATE TABLE `a``b` (a int AS (b + 1) STORED, ts timestamp(6) DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, CONSTRAINT f FOREIGN KEY (a) REFERENCES u (id) ON DELETE CASCADE)',
  "ALTER TABLE t ADD COLUMN IF NOT EXISTS a varchar(20) CHARACTER SET utf8mb4 NOT NULL DEFAULT 'it''s \\' x' AFTER b, DROP COLUMN c, ALGORITHM=INPLACE, LOCK=NONE",
  'ALTER TABLE t MODIFY COLUMN a decimal(10, 2) NULL, CHANGE b c text FIRST, RENAME COLUMN d TO e, RENAME INDEX i TO j, RENAME TO u',
  'ALTER TABLE t ADD UNIQUE INDEX i (a, b(10) DESC), ADD FULLTEXT KEY (c), ADD CONSTRAINT c CHECK (a > 1) NOT ENFORCED, DROP PRIMARY KEY, DROP FOREIGN KEY f',
  'ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, ENGINE=InnoDB, FORCE, AUTO_INCREMENT=5; ALTER TABLE t ADD PARTITION (PARTITION p VALUES LESS THAN (10))',
  'CREATE UNIQUE INDEX i ON t (a, (lower(b))) ALGORITHM=INPLACE LOCK=NONE; DROP INDEX i ON t; RENAME TABLE a TO b, s.c TO d; DROP TABLE IF EXISTS a, b CASCADE',
  'UPDATE t AS x JOIN u ON x.a = u.a SET x.b = :b, u.c = 2 WHERE x.d IN (%s, ?) ORDER BY e LIMIT 5',
  "DELETE a FROM t AS a JOIN {b} ON a.x = b.x WHERE a.y IS NULL OR a.z = 'x'",
  'INSERT IGNORE INTO t (a) VALUES (1, \'x;\'), (2, "y") ON DUPLICATE KEY UPDATE a = 1; REPLACE INTO t SELECT * FROM u FOR UPDATE',
  'WITH q AS (SELECT 1) SELECT * FROM q, t LOCK IN SHARE MODE; CREATE OR REPLACE VIEW v AS SELECT a FROM t # end',
  "LOCK TABLES a READ, b WRITE; SET @x = 1, SESSION y = 'z'; START TRANSACTION; SAVEPOINT s; OPTIMIZE TABLE t; GRANT SELECT ON a.* TO b",
  'CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW BEGIN IF NEW.a THEN SET NEW.b = 1; END IF; END; CREATE PROCEDURE p() SELECT 1',
];

const sqlite = [
  'CREATE TABLE "t" ("id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, b TEXT COLLATE NOCASE DEFAULT \'it\'\'s\', c NUMERIC(10, 2) DEFAULT (1 + 2), UNIQUE (b)) WITHOUT ROWID, STRICT',
  'CREATE TABLE [new] (a REFERENCES "u" (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED, CONSTRAINT c CHECK (a <> \'\') ON CONFLICT FAIL, b AS (a) STORED)',
  'PRAGMA foreign_keys=off; INSERT INTO "new" SELECT * FROM "old"; DROP TABLE "old"; ALTER TABLE "new" RENAME TO "old"; PRAGMA foreign_key_check(t)',
  'CREATE UNIQUE INDEX IF NOT EXISTS i ON t (a COLLATE NOCASE DESC, lower(b)) WHERE c IS NOT NULL; DROP INDEX IF EXISTS main.i; REINDEX t',
  'ALTER TABLE t ADD COLUMN a INT NOT NULL DEFAULT 1; ALTER TABLE t RENAME COLUMN a TO b; ALTER TABLE t DROP COLUMN b',
  'UPDATE OR IGNORE t SET a = u.b, c = :c FROM u WHERE u.id = t.id RETURNING *; DELETE FROM t WHERE rowid IN (SELECT rowid FROM t LIMIT 5)',
  'WITH RECURSIVE q(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM q) INSERT INTO t SELECT n FROM q ON CONFLICT DO NOTHING',
  'CREATE TRIGGER x AFTER UPDATE OF a ON t WHEN new.a IS NULL BEGIN UPDATE u SET b = 1; DELETE FROM v; END; CREATE TEMP VIEW w AS SELECT 1',
  "CREATE VIRTUAL TABLE f USING fts5(a, b); ATTACH 'x' AS y; VACUUM INTO 'z'; BEGIN IMMEDIATE; ROLLBACK TO s; EXPLAIN QUERY PLAN SELECT 1",
];

const seed = freshSeed();

test.each<readonly [EngineName, readonly string[], readonly string[]]>([
  ['mysql', mysql, mysqlStatements],
  ['mariadb', mysql, mysqlStatements],
  ['sqlite', sqlite, sqliteStatements],
])(
  `10,000 damaged statements of %s are read without harm (MIGRATION_WRITER_SEED=${seed})`,
  (engine, statements, known) => {
    const dice = diceOf(seed);
    const texts = Array.from({ length: 10_000 }, () => mutated(statements, engine, dice));
    expect(
      texts.flatMap((text) => brokenLaws(text, engine, known)),
      `seed ${seed}`,
    ).toEqual([]);
  },
  60_000,
);
