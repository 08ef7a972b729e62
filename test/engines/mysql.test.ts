import { beforeAll, expect, test } from 'vitest';
import { engineFor } from '../../server/src/engines/index.ts';
import { mariadb, mysql } from '../../server/src/engines/mysql/index.ts';
import { factOf } from '../../server/src/engines/mysql/statements.ts';
import { after } from '../../server/src/model/after.ts';
import type { Effects } from '../../server/src/model/effects.ts';
import type { Operation } from '../../server/src/model/operation.ts';
import { emptySchema, settled } from '../../server/src/model/schema.ts';
import { loadSql, readSql } from '../../server/src/sql/parse.ts';
import { mysqlStatements } from '../../server/src/sql/tree/other-statements.ts';

beforeAll(loadSql);

const shop = `
  CREATE TABLE teams (id INT PRIMARY KEY, name VARCHAR(50)) DEFAULT CHARSET=utf8mb4;
  CREATE TABLE users (
    id INT NOT NULL PRIMARY KEY, email VARCHAR(20), nick VARCHAR(50), code VARCHAR(20) NOT NULL, bio TEXT, mood ENUM('sad', 'ok'), marks SET('a', 'b'),
    age INT NOT NULL DEFAULT 0, price DECIMAL(10,2), made DATETIME, team_id INT, latin VARCHAR(50) CHARACTER SET latin1,
    long_latin VARCHAR(200) CHARACTER SET latin1, wide VARCHAR(50) CHARACTER SET utf8mb3, pin CHAR(4), ratio DOUBLE,
    KEY ix_age (age), KEY ix_team (team_id), UNIQUE KEY uq_code (code), CONSTRAINT fk_team FOREIGN KEY (team_id) REFERENCES teams (id),
    CONSTRAINT ck_age CHECK (age >= 0)
  ) DEFAULT CHARSET=utf8mb4;
  CREATE TABLE sums (id INT PRIMARY KEY, a INT, twice INT AS (a * 2) VIRTUAL, kept INT AS (a + 1) STORED);
  CREATE TABLE notes (id INT PRIMARY KEY, body TEXT, n INT, place POINT NOT NULL, FULLTEXT KEY ft_body (body));
  CREATE TABLE plain (id INT NOT NULL, name VARCHAR(20));
  CREATE TABLE tied (id INT PRIMARY KEY, n INT, user_id INT, FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE);
`;

test('a computed column is defined anew: stored ones are copied, and none comes to be stored or stops being it', () =>
  check(`
ALTER TABLE sums MODIFY kept INT AS (a + 1) STORED
  COPY SHARED, SHARED sums → writes, rewrite
ALTER TABLE sums MODIFY twice INT AS (\`a\` * 2) VIRTUAL
  INSTANT NONE, nothing, instant
ALTER TABLE sums MODIFY twice INT AS (a * 3)
  mysql 8.0: COPY SHARED, SHARED sums → writes, rewrite
  mariadb 10.11: INSTANT NONE, nothing, instant
ALTER TABLE sums MODIFY twice BIGINT AS (a * 2)
  COPY SHARED, SHARED sums → writes, rewrite
ALTER TABLE sums MODIFY a INT AS (id + 1) STORED
  COPY SHARED, SHARED sums → writes, rewrite, loses
ALTER TABLE sums MODIFY twice INT
  mysql 8.0: refused: 'Changing the STORED status' is not supported for generated columns. + INSTANT NONE, nothing, instant
  mariadb 10.11: refused: This is not yet supported for generated columns + INSTANT NONE, nothing, instant
ALTER TABLE strangers MODIFY b INT AS (a) STORED
  COPY SHARED, SHARED strangers → writes, rewrite, assumed: how it is defined now is not known
`));

test('a definition that does not say NOT NULL leaves a primary key what it is', () =>
  check(`
ALTER TABLE teams MODIFY id INT
  INSTANT NONE, nothing, instant
`));

test('a new column is instant since MySQL 8.0.12 at the end of the table, since 8.0.29 anywhere; what is computed for each row copies', () =>
  check(`
[mysql 5.7, mysql 8.0.11, mysql 8.0.12, mysql 8.0.28, mysql 8.0, mysql 8.4, mysql 9, mariadb 10.4, mariadb 10.11] ALTER TABLE users ADD COLUMN a INT
  mysql 5.7: INPLACE NONE, nothing, rewrite
  mysql 8.0.11: INPLACE NONE, nothing, rewrite
  mysql 8.0.12: INSTANT NONE, nothing, instant
  mysql 8.0.28: INSTANT NONE, nothing, instant
  mysql 8.0: INSTANT NONE, nothing, instant
  mysql 8.4: INSTANT NONE, nothing, instant
  mysql 9: INSTANT NONE, nothing, instant
  mariadb 10.4: INSTANT NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant
[mysql 8.0.28, mysql 8.0.29, mysql 8.0.36, mariadb 10.4] ALTER TABLE users ADD COLUMN a INT AFTER age
  mysql 8.0.28: INPLACE NONE, nothing, rewrite
  mysql 8.0.29: INSTANT NONE, nothing, instant
  mysql 8.0.36: INSTANT NONE, nothing, instant
  mariadb 10.4: INSTANT NONE, nothing, instant
[mysql 8.0.28] ALTER TABLE users ADD COLUMN a INT AFTER ratio
  INSTANT NONE, nothing, instant
ALTER TABLE users ADD COLUMN a INT NOT NULL
  INSTANT NONE, nothing, instant
ALTER TABLE users ADD COLUMN a DATE NOT NULL
  mysql 8.0: INSTANT NONE, nothing, instant, can fail
  mariadb 10.11: INSTANT NONE, nothing, instant
ALTER TABLE users ADD COLUMN a INT DEFAULT 5
  INSTANT NONE, nothing, instant
ALTER TABLE users ADD COLUMN a DATETIME DEFAULT CURRENT_TIMESTAMP
  INSTANT NONE, nothing, instant
ALTER TABLE users ADD COLUMN a VARCHAR(40) DEFAULT (UUID())
  COPY SHARED, SHARED users → writes, rewrite
ALTER TABLE users ADD COLUMN a INT DEFAULT (1 + 1)
  mysql 8.0: COPY SHARED, SHARED users → writes, rewrite
  mariadb 10.11: INSTANT NONE, nothing, instant
ALTER TABLE users ADD COLUMN a INT DEFAULT (age)
  COPY SHARED, SHARED users → writes, rewrite
ALTER TABLE plain ADD COLUMN a INT AUTO_INCREMENT PRIMARY KEY
  INPLACE SHARED, SHARED plain → writes, rewrite
ALTER TABLE users ADD COLUMN a INT UNIQUE
  INPLACE NONE, nothing, rewrite
ALTER TABLE users ADD COLUMN a INT CHECK (a > 0)
  mysql 8.0: COPY SHARED, SHARED users → writes, rewrite
  mariadb 10.11: INSTANT NONE, nothing, instant
[mysql 8.0, mysql 9, mariadb 10.4, mariadb 10.5] ALTER TABLE users ADD COLUMN a INT REFERENCES teams (id)
  mysql 8.0: INSTANT NONE, nothing, instant
  mysql 9: INSTANT NONE, nothing, instant
  mariadb 10.4: INSTANT NONE, nothing, instant
  mariadb 10.5: COPY SHARED, SHARED users, SHARED teams → writes, rewrite, can fail
ALTER TABLE notes ADD COLUMN a INT
  INPLACE SHARED, SHARED notes → writes, rewrite
ALTER TABLE sums ADD COLUMN b INT AS (a) STORED
  COPY SHARED, SHARED sums → writes, rewrite, can fail
[mysql 5.7, mysql 8.0, mariadb 10.11] ALTER TABLE sums ADD COLUMN b INT AS (a) VIRTUAL
  mysql 5.7: INPLACE NONE, nothing, instant
  mysql 8.0: INSTANT NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant
ALTER TABLE sums ADD COLUMN b INT FIRST
  mysql 8.0: INSTANT NONE, nothing, instant
  mariadb 10.11: COPY SHARED, SHARED sums → writes, rewrite
ALTER TABLE users ADD COLUMN IF NOT EXISTS age INT
  mysql 8.0: refused: You have an error in your SQL syntax: MySQL has no IF NOT EXISTS here
  mariadb 10.11: INSTANT NONE, nothing, instant
`));

test('a dropped or renamed column', () =>
  check(`
[mysql 5.7, mysql 8.0.28, mysql 8.0, mariadb 10.11] ALTER TABLE users DROP COLUMN bio
  mysql 5.7: INPLACE NONE, nothing, rewrite, loses, breaks
  mysql 8.0.28: INPLACE NONE, nothing, rewrite, loses, breaks
  mysql 8.0: INSTANT NONE, nothing, instant, loses, breaks
  mariadb 10.11: INSTANT NONE, nothing, instant, loses, breaks
ALTER TABLE users DROP COLUMN age
  mysql 8.0: INPLACE NONE, nothing, rewrite, loses, breaks
  mariadb 10.11: NOCOPY NONE, nothing, instant, loses, breaks
ALTER TABLE sums DROP COLUMN id
  mysql 8.0: INPLACE NONE, nothing, rewrite, loses, breaks
  mariadb 10.11: COPY SHARED, SHARED sums → writes, rewrite, loses, breaks
ALTER TABLE users DROP COLUMN team_id
  mysql 8.0: refused: Cannot drop column 'team_id': needed in a foreign key constraint 'fk_team'
  mariadb 10.11: refused: Cannot drop index 'ix_team': needed in a foreign key constraint
ALTER TABLE users DROP COLUMN IF EXISTS bio
  mysql 8.0: refused: You have an error in your SQL syntax: MySQL has no IF EXISTS here
  mariadb 10.11: INSTANT NONE, nothing, instant, loses, breaks
ALTER TABLE sums DROP COLUMN twice
  INSTANT NONE, nothing, instant, breaks
ALTER TABLE sums DROP COLUMN kept
  mysql 8.0: INPLACE NONE, nothing, rewrite, breaks
  mariadb 10.11: INSTANT NONE, nothing, instant, breaks
ALTER TABLE notes DROP COLUMN n
  INPLACE SHARED, SHARED notes → writes, rewrite, loses, breaks
[mysql 8.0.27, mysql 8.0.28, mariadb 10.11] ALTER TABLE users RENAME COLUMN bio TO about
  mysql 8.0.27: INPLACE NONE, nothing, instant, breaks
  mysql 8.0.28: INSTANT NONE, nothing, instant, breaks
  mariadb 10.11: INSTANT NONE, nothing, instant, breaks
ALTER TABLE teams RENAME COLUMN id TO team_id
  mysql 8.0: INPLACE NONE, nothing, instant, breaks
  mariadb 10.11: INSTANT NONE, nothing, instant, breaks
`));

test('NULL and NOT NULL rebuild the table in place; a default is nothing but a definition', () =>
  check(`
ALTER TABLE users MODIFY COLUMN email VARCHAR(20) NOT NULL
  INSTANT NONE, nothing, instant + INPLACE NONE, nothing, rewrite, can fail, breaks
ALTER TABLE users MODIFY COLUMN code VARCHAR(20)
  INSTANT NONE, nothing, instant + INPLACE NONE, nothing, rewrite
ALTER TABLE users MODIFY COLUMN code VARCHAR(20) NOT NULL
  INSTANT NONE, nothing, instant
ALTER TABLE notes MODIFY COLUMN n INT NOT NULL
  INSTANT NONE, nothing, instant + INPLACE SHARED, SHARED notes → writes, rewrite, can fail, breaks
[mysql 5.7, mysql 8.0, mariadb 10.11] ALTER TABLE users ALTER COLUMN age SET DEFAULT 7
  mysql 5.7: INPLACE NONE, nothing, instant
  mysql 8.0: INSTANT NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant
ALTER TABLE users ALTER COLUMN age DROP DEFAULT
  INSTANT NONE, nothing, instant, breaks
ALTER TABLE users MODIFY COLUMN bio TEXT AFTER id
  mysql 8.0: INPLACE NONE, nothing, rewrite + INSTANT NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant
`));

test('a VARCHAR grows in place while its length fits as many bytes, which depends on its character set', () =>
  check(`
ALTER TABLE users MODIFY COLUMN email VARCHAR(60)
  mysql 8.0: INPLACE NONE, nothing, instant + INSTANT NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN email VARCHAR(64)
  mysql 8.0: COPY SHARED, SHARED users → writes, rewrite + INSTANT NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN nick VARCHAR(64)
  COPY SHARED, SHARED users → writes, rewrite + INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN email VARCHAR(10)
  COPY SHARED, SHARED users → writes, rewrite, can fail, breaks + INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN latin VARCHAR(255) CHARACTER SET latin1
  mysql 8.0: INPLACE NONE, nothing, instant + INSTANT NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN latin VARCHAR(256) CHARACTER SET latin1
  mysql 8.0: COPY SHARED, SHARED users → writes, rewrite + INSTANT NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN long_latin VARCHAR(255) CHARACTER SET latin1
  mysql 8.0: INPLACE NONE, nothing, instant + INSTANT NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN long_latin VARCHAR(256) CHARACTER SET latin1
  COPY SHARED, SHARED users → writes, rewrite + INSTANT NONE, nothing, instant
ALTER TABLE plain MODIFY COLUMN name VARCHAR(30)
  mysql 8.0: INPLACE NONE, nothing, instant + INSTANT NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant
ALTER TABLE plain MODIFY COLUMN name VARCHAR(63)
  mysql 8.0: INPLACE NONE, nothing, instant + INSTANT NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant
ALTER TABLE plain MODIFY COLUMN name VARCHAR(100)
  mysql 8.0: COPY SHARED, SHARED plain → writes, rewrite, assumed: the character set of the column is not known, and with it how many bytes its values may take + INSTANT NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant
ALTER TABLE plain MODIFY COLUMN name VARCHAR(300)
  mysql 8.0: COPY SHARED, SHARED plain → writes, rewrite + INSTANT NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant
ALTER TABLE stranger MODIFY COLUMN name VARCHAR(100)
  COPY SHARED, SHARED stranger → writes, rewrite, can fail, loses, breaks, assumed: its type now is not known + INSTANT NONE, nothing, instant
`));

test('a type that changes is copied while writes wait', () =>
  check(`
ALTER TABLE users MODIFY COLUMN age BIGINT NOT NULL DEFAULT 0
  COPY SHARED, SHARED users → writes, rewrite + INSTANT NONE, nothing, instant
[mariadb 11.1, mariadb 11.4, mariadb 11] ALTER TABLE users MODIFY COLUMN age BIGINT NOT NULL DEFAULT 0
  mariadb 11.1: COPY SHARED, SHARED users → writes, rewrite + INSTANT NONE, nothing, instant
  mariadb 11.4: COPY NONE, nothing, rewrite + INSTANT NONE, nothing, instant
  mariadb 11: COPY NONE, nothing, rewrite + INSTANT NONE, nothing, instant
[mariadb 11] ALTER TABLE tied MODIFY COLUMN n BIGINT
  COPY SHARED, SHARED tied → writes, rewrite + INSTANT NONE, nothing, instant
[mariadb 10.11, mariadb 11] ALTER TABLE users MODIFY COLUMN age BIGINT NOT NULL DEFAULT 0, ALGORITHM=COPY, LOCK=NONE
  mariadb 10.11: refused: LOCK=NONE is not supported. Reason: COPY algorithm requires a lock. Try LOCK=SHARED
  mariadb 11: COPY NONE, nothing, rewrite
ALTER TABLE users MODIFY COLUMN age SMALLINT NOT NULL DEFAULT 0
  COPY SHARED, SHARED users → writes, rewrite, can fail, breaks + INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN age INT(5) NOT NULL DEFAULT 0
  INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN age INT UNSIGNED NOT NULL DEFAULT 0
  COPY SHARED, SHARED users → writes, rewrite, can fail, breaks + INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN price DECIMAL(12,2)
  COPY SHARED, SHARED users → writes, rewrite + INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN price DECIMAL(10,1)
  COPY SHARED, SHARED users → writes, rewrite, loses, breaks + INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN price INT
  COPY SHARED, SHARED users → writes, rewrite, can fail, loses, breaks + INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN made DATE
  COPY SHARED, SHARED users → writes, rewrite, loses, breaks + INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN made DATETIME(3)
  COPY SHARED, SHARED users → writes, rewrite + INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN ratio FLOAT
  COPY SHARED, SHARED users → writes, rewrite, can fail, loses, breaks + INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN bio MEDIUMTEXT
  COPY SHARED, SHARED users → writes, rewrite + INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN bio VARCHAR(100)
  COPY SHARED, SHARED users → writes, rewrite, can fail, breaks + INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN email TEXT
  COPY SHARED, SHARED users → writes, rewrite + INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN pin CHAR(6)
  COPY SHARED, SHARED users → writes, rewrite + INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN team_id BIGINT
  refused: Cannot change column 'team_id': used in a foreign key constraint 'fk_team' + INSTANT NONE, nothing, instant
ALTER TABLE teams MODIFY COLUMN id BIGINT NOT NULL
  refused: Cannot change column 'id': used in a foreign key constraint 'fk_team' of table 'users' + INSTANT NONE, nothing, instant
SET foreign_key_checks = 0; ALTER TABLE teams MODIFY COLUMN id BIGINT NOT NULL
  mysql 8.0: nothing, instant, allowed + COPY SHARED, SHARED teams → writes, rewrite + INSTANT NONE, nothing, instant
  mariadb 10.11: nothing, instant, allowed + refused: Cannot change column 'id': used in a foreign key constraint 'fk_team' of table 'users' + INSTANT NONE, nothing, instant
ALTER TABLE teams DROP PRIMARY KEY
  mysql 8.0: refused: Cannot drop index 'PRIMARY': needed in a foreign key constraint
  mariadb 10.11: refused: Error on rename (errno: 150 "Foreign key constraint is incorrectly formed")
ALTER TABLE teams DROP PRIMARY KEY, ADD PRIMARY KEY (id, name)
  INPLACE NONE, nothing, rewrite + INPLACE NONE, nothing, rewrite, can fail
`));

test('ENUM and SET are continued at once, and copied for any other change', () =>
  check(`
[mysql 5.7, mysql 8.0, mariadb 10.11] ALTER TABLE users MODIFY COLUMN mood ENUM('sad', 'ok', 'fine')
  mysql 5.7: INPLACE NONE, nothing, instant
  mysql 8.0: INSTANT NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN mood ENUM('sad', 'so', 'ok')
  COPY SHARED, SHARED users → writes, rewrite + INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN mood ENUM('sad')
  COPY SHARED, SHARED users → writes, rewrite, can fail, breaks + INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN marks SET('a', 'b', 'c')
  INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN marks SET('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i')
  COPY SHARED, SHARED users → writes, rewrite + INSTANT NONE, nothing, instant
`));

test('character sets and collations', () =>
  check(`
[mysql 5.7, mysql 8.0.14, mariadb 10.11] ALTER TABLE users MODIFY COLUMN wide VARCHAR(50) CHARACTER SET utf8mb4
  mysql 5.7: COPY SHARED, SHARED users → writes, rewrite + INPLACE NONE, nothing, instant
  mysql 8.0.14: INPLACE NONE, nothing, instant + INSTANT NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN wide VARCHAR(70) CHARACTER SET utf8mb4
  COPY SHARED, SHARED users → writes, rewrite + INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN latin VARCHAR(50)
  COPY SHARED, SHARED users → writes, rewrite + INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN email VARCHAR(20) COLLATE utf8mb4_bin
  mysql 8.0: INPLACE NONE, nothing, instant + INSTANT NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant
[mysql 8.0, mariadb 10.5, mariadb 10.6] ALTER TABLE users MODIFY COLUMN code VARCHAR(20) COLLATE utf8mb4_bin NOT NULL
  mysql 8.0: COPY SHARED, SHARED users → writes, rewrite + INSTANT NONE, nothing, instant
  mariadb 10.5: COPY SHARED, SHARED users → writes, rewrite + INSTANT NONE, nothing, instant
  mariadb 10.6: NOCOPY NONE, nothing, index build + INSTANT NONE, nothing, instant
ALTER TABLE users CONVERT TO CHARACTER SET utf8mb4
  mysql 8.0: COPY SHARED, SHARED users → writes, rewrite, can fail
  mariadb 10.11: COPY SHARED, SHARED users → writes, rewrite, can fail, assumed: whether any of its columns has another character set now could not be seen
ALTER TABLE users DEFAULT CHARACTER SET utf8mb4
  mysql 8.0: INPLACE NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant
`));

test('indexes are built while writes go on, but for full-text and spatial ones', () =>
  check(`
CREATE INDEX ix ON users (email)
  mysql 8.0: INPLACE NONE, nothing, index build
  mariadb 10.11: NOCOPY NONE, nothing, index build
CREATE UNIQUE INDEX ix ON users (email)
  mysql 8.0: INPLACE NONE, nothing, index build, can fail
  mariadb 10.11: NOCOPY NONE, nothing, index build, can fail
ALTER TABLE users ADD INDEX ix (email)
  mysql 8.0: INPLACE NONE, nothing, index build
  mariadb 10.11: NOCOPY NONE, nothing, index build
ALTER TABLE users ADD FULLTEXT INDEX ft (bio)
  INPLACE SHARED, SHARED users → writes, rewrite
ALTER TABLE notes ADD SPATIAL INDEX sp (place)
  mysql 8.0: INPLACE SHARED, SHARED notes → writes, index build
  mariadb 10.11: NOCOPY SHARED, SHARED notes → writes, index build
CREATE FULLTEXT INDEX ft2 ON notes (body)
  mysql 8.0: INPLACE SHARED, SHARED notes → writes, index build
  mariadb 10.11: NOCOPY SHARED, SHARED notes → writes, index build
[mysql 8.0.12, mysql 8.0, mariadb 10.11] CREATE INDEX ix ON users ((lower(email)))
  mysql 8.0.12: refused: You have an error in your SQL syntax: MySQL has no indexes on expressions
  mysql 8.0: INPLACE NONE, nothing, index build
  mariadb 10.11: refused: You have an error in your SQL syntax: MariaDB has no indexes on expressions
CREATE INDEX IF NOT EXISTS ix_age ON users (age)
  mysql 8.0: refused: You have an error in your SQL syntax: MySQL has no IF NOT EXISTS here
  mariadb 10.11: INSTANT NONE, nothing, instant
DROP INDEX ix_age ON users
  mysql 8.0: INPLACE NONE, nothing, instant
  mariadb 10.11: NOCOPY NONE, nothing, instant
DROP INDEX ix_team ON users
  refused: Cannot drop index 'ix_team': needed in a foreign key constraint
ALTER TABLE users RENAME INDEX ix_age TO ix_years
  mysql 8.0: INPLACE NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant
`));

test('constraints: a CHECK copies, and so does a foreign key unless foreign_key_checks is off', () =>
  check(`
[mysql 5.7, mysql 8.0, mariadb 10.11] ALTER TABLE users ADD CONSTRAINT ck CHECK (age < 200)
  mysql 5.7: INPLACE NONE, nothing, instant
  mysql 8.0: COPY SHARED, SHARED users → writes, rewrite, can fail
  mariadb 10.11: COPY SHARED, SHARED users → writes, rewrite, can fail
ALTER TABLE users ADD CONSTRAINT ck CHECK (age < 200) NOT ENFORCED
  mysql 8.0: INPLACE NONE, nothing, instant
  mariadb 10.11: refused: You have an error in your SQL syntax: MariaDB has no NOT ENFORCED
ALTER TABLE users ADD CONSTRAINT fk FOREIGN KEY (age) REFERENCES teams (id)
  COPY SHARED, SHARED users, SHARED teams → writes, rewrite, can fail
SET foreign_key_checks = 0; ALTER TABLE users ADD CONSTRAINT fk FOREIGN KEY (age) REFERENCES teams (id)
  mysql 8.0: nothing, instant, allowed + INPLACE NONE, nothing, instant
  mariadb 10.11: nothing, instant, allowed + INSTANT NONE, nothing, instant
SET foreign_key_checks = 0; SET foreign_key_checks = 1; ALTER TABLE users ADD CONSTRAINT fk FOREIGN KEY (age) REFERENCES teams (id)
  nothing, instant, allowed + COPY SHARED, SHARED users, SHARED teams → writes, rewrite, can fail
ALTER TABLE users ADD CONSTRAINT uq UNIQUE (email)
  mysql 8.0: INPLACE NONE, nothing, index build, can fail
  mariadb 10.11: NOCOPY NONE, nothing, index build, can fail
ALTER TABLE users DROP FOREIGN KEY fk_team
  mysql 8.0: INPLACE NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant
ALTER TABLE users DROP CONSTRAINT ck_age
  mysql 8.0: INPLACE NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant
ALTER TABLE plain ADD PRIMARY KEY (id)
  INPLACE NONE, nothing, rewrite, can fail
ALTER TABLE plain ADD PRIMARY KEY (id); ALTER TABLE plain DROP PRIMARY KEY
  INPLACE NONE, nothing, rewrite, can fail + COPY SHARED, SHARED plain → writes, rewrite
ALTER TABLE users DROP PRIMARY KEY, ADD PRIMARY KEY (id, code)
  INPLACE NONE, nothing, rewrite + INPLACE NONE, nothing, rewrite, can fail
`));

test('what the author demands is done, or refused before anything is locked', () =>
  check(`
ALTER TABLE users ADD COLUMN a INT, ALGORITHM=COPY
  COPY SHARED, SHARED users → writes, rewrite
ALTER TABLE users ADD COLUMN a INT, ALGORITHM=INPLACE
  mysql 8.0: INPLACE NONE, nothing, rewrite
  mariadb 10.11: INSTANT NONE, nothing, instant
ALTER TABLE users ADD COLUMN a INT, ALGORITHM=INPLACE, LOCK=SHARED
  mysql 8.0: INPLACE SHARED, SHARED users → writes, rewrite
  mariadb 10.11: INSTANT SHARED, SHARED users → writes, instant
ALTER TABLE users ADD COLUMN a INT, ALGORITHM=INSTANT
  INSTANT NONE, nothing, instant
ALTER TABLE users ADD COLUMN a INT, ALGORITHM=INSTANT, LOCK=NONE
  mysql 8.0: refused: Incorrect usage of ALGORITHM=INSTANT and LOCK=NONE/SHARED/EXCLUSIVE
  mariadb 10.11: INSTANT NONE, nothing, instant
ALTER TABLE users ADD COLUMN a INT, ALGORITHM=DEFAULT, LOCK=DEFAULT
  INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN price BIGINT, ALGORITHM=INPLACE
  mysql 8.0: refused: ALGORITHM=INPLACE is not supported for this operation. Try ALGORITHM=COPY + INPLACE NONE, nothing, instant
  mariadb 10.11: refused: ALGORITHM=INPLACE is not supported for this operation. Try ALGORITHM=COPY + INSTANT NONE, nothing, instant
ALTER TABLE users MODIFY COLUMN price BIGINT, LOCK=NONE
  refused: LOCK=NONE is not supported. Reason: COPY algorithm requires a lock. Try LOCK=SHARED + INSTANT NONE, nothing, instant
CREATE INDEX ix ON users (email) ALGORITHM=NOCOPY
  mysql 8.0: refused: Unknown ALGORITHM 'NOCOPY'
  mariadb 10.11: NOCOPY NONE, nothing, index build
CREATE INDEX ix ON users (email) ALGORITHM=INPLACE LOCK=NONE
  mysql 8.0: INPLACE NONE, nothing, index build
  mariadb 10.11: NOCOPY NONE, nothing, index build
CREATE INDEX ix ON users (email) ALGORITHM=INSTANT
  mysql 8.0: refused: ALGORITHM=INSTANT is not supported for this operation. Try ALGORITHM=INPLACE
  mariadb 10.11: refused: ALGORITHM=INSTANT is not supported for this operation. Try ALGORITHM=NOCOPY
CREATE FULLTEXT INDEX ft2 ON notes (body) LOCK=NONE
  refused: LOCK=NONE is not supported for this operation. Try LOCK=SHARED
`));

test('what no server here has confirmed is marked: all of MySQL, and what other versions of MariaDB do otherwise', () => {
  const isFromManual = (engine: typeof mysql, version: string) => (sql: string) => {
    const [first] = readSql(sql, engine.name).flatMap(({ operations }) => operations);
    return first && engine.effects(first.operation, emptySchema, version).fromManual;
  };
  const statements = ['ALTER TABLE t ADD CHECK (a > 0)', 'ALTER TABLE t ADD COLUMN a INT'];
  expect(statements.map(isFromManual(mysql, '8.0'))).toEqual([true, true]);
  expect(statements.map(isFromManual(mariadb, '10.11.14'))).toEqual([undefined, undefined]);
  expect(statements.map(isFromManual(mariadb, '11.4'))).toEqual([true, undefined]);
});

test('whole tables', () =>
  check(`
CREATE TABLE fresh (id INT PRIMARY KEY)
  nothing, instant, implicit commit
CREATE TABLE fresh AS SELECT * FROM users
  nothing, scan, implicit commit
CREATE TEMPORARY TABLE fresh (id INT)
  nothing, instant, allowed
DROP TABLE tied
  EXCLUSIVE tied → reads and writes, instant, implicit commit, loses, breaks
DROP TABLE teams
  refused: Cannot delete or update a parent row: a foreign key of users points at teams
RENAME TABLE users TO people
  INSTANT EXCLUSIVE, EXCLUSIVE users → reads and writes, instant, breaks
ALTER TABLE users RENAME TO people
  INSTANT EXCLUSIVE, EXCLUSIVE users → reads and writes, instant, breaks
TRUNCATE TABLE users
  refused: Cannot truncate a table referenced in a foreign key constraint of tied
TRUNCATE TABLE teams
  refused: Cannot truncate a table referenced in a foreign key constraint (fk_team of users)
ALTER TABLE users ENGINE=InnoDB
  INPLACE NONE, nothing, rewrite
ALTER TABLE notes ENGINE=InnoDB
  mysql 8.0: COPY SHARED, SHARED notes → writes, rewrite
  mariadb 10.11: INPLACE SHARED, SHARED notes → writes, rewrite
ALTER TABLE users FORCE
  INPLACE NONE, nothing, rewrite
OPTIMIZE TABLE users
  mysql 8.0: INPLACE NONE, nothing, rewrite
  mariadb 10.11: INPLACE SHARED, SHARED users → writes, rewrite
ALTER TABLE users ROW_FORMAT=DYNAMIC
  INPLACE NONE, nothing, rewrite
ALTER TABLE users AUTO_INCREMENT=1000
  mysql 8.0: INPLACE NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant
ALTER TABLE users COMMENT='x'
  mysql 8.0: INPLACE NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant
ALTER TABLE users PARTITION BY HASH (id) PARTITIONS 4
  COPY SHARED, SHARED users → writes, rewrite
ALTER TABLE users REMOVE PARTITIONING
  COPY SHARED, SHARED users → writes, rewrite
ALTER TABLE users ADD PARTITION (PARTITION p9 VALUES LESS THAN (9))
  mysql 8.0: nothing, instant, implicit commit
  mariadb 10.11: SHARED users → writes, instant, implicit commit
ALTER TABLE users ADD PARTITION PARTITIONS 2
  SHARED users → writes, rewrite, implicit commit
ALTER TABLE users DROP PARTITION p9
  mysql 8.0: nothing, instant, implicit commit, loses
  mariadb 10.11: SHARED users → writes, instant, implicit commit, loses
ALTER TABLE users TRUNCATE PARTITION p9
  EXCLUSIVE users → reads and writes, instant, implicit commit, loses
ALTER TABLE users REORGANIZE PARTITION p9 INTO (PARTITION p8 VALUES LESS THAN (8), PARTITION p9 VALUES LESS THAN (9))
  SHARED users → writes, rewrite, implicit commit, can fail
`));

test('rows, sessions and everything else: what changes the schema commits, what changes rows does not', () =>
  check(`
INSERT INTO users (id) VALUES (1)
  nothing, instant, allowed
INSERT INTO users (id) SELECT id FROM teams
  nothing, row writes, allowed
UPDATE users SET age = 1
  nothing, row writes, allowed
DELETE FROM teams
  nothing, row writes, allowed, can fail, loses
DELETE FROM users WHERE age > 5
  nothing, row writes, allowed, loses
CREATE TRIGGER tr BEFORE INSERT ON users FOR EACH ROW SET NEW.age = 1
  EXCLUSIVE users → reads and writes, instant, implicit commit
CREATE VIEW v AS SELECT id FROM users
  nothing, instant, implicit commit
LOCK TABLES users READ
  SHARED users → writes, instant, implicit commit
LOCK TABLES users WRITE, teams READ
  EXCLUSIVE users → reads and writes, instant, implicit commit + SHARED teams → writes, instant, implicit commit
UNLOCK TABLES
  nothing, instant, allowed
ANALYZE TABLE users
  nothing, instant, implicit commit
SELECT count(*) FROM users
  nothing, scan, allowed
SELECT id FROM users FOR UPDATE
  nothing, scan, allowed
SET NAMES utf8mb4
  nothing, instant, allowed
BEGIN
  nothing, instant, implicit commit
COMMIT
  nothing, instant, allowed
CALL run()
  nothing, instant, allowed, unknown
GRANT SELECT ON users TO someone
  nothing, instant, implicit commit
DROP DATABASE shop
  nothing, instant, implicit commit, loses, breaks
`));

test('what was dropped under another name than it was made holds nothing fast any more', () =>
  check(`
ALTER TABLE tied DROP FOREIGN KEY tied_ibfk_1; ALTER TABLE tied MODIFY COLUMN user_id BIGINT
  mysql 8.0: INPLACE NONE, nothing, instant + COPY SHARED, SHARED tied → writes, rewrite + INSTANT NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant + COPY SHARED, SHARED tied → writes, rewrite
ALTER TABLE users DROP FOREIGN KEY fk_team, DROP INDEX ix_team
  mysql 8.0: INPLACE NONE, nothing, instant
  mariadb 10.11: INSTANT NONE, nothing, instant + NOCOPY NONE, nothing, instant
ALTER TABLE users DROP INDEX uq_code; ALTER TABLE users DROP COLUMN code
  mysql 8.0: INPLACE NONE, nothing, instant + INSTANT NONE, nothing, instant, loses, breaks
  mariadb 10.11: NOCOPY NONE, nothing, instant + INSTANT NONE, nothing, instant, loses, breaks
`));

test('every statement that can be read has facts', () => {
  expect(mysqlStatements.filter((statement) => factOf(statement) === undefined)).toEqual([]);
  expect(factOf('SUMMON')).toBeUndefined();
});

test('the sentence says how, what goes on meanwhile, and who waits for whom', () => {
  const [effects] = effectsOf('mysql', '8.0', 'ALTER TABLE users MODIFY COLUMN price DECIMAL(12,4)');
  expect(effects?.does).toBe(
    'Changes users.price from numeric(10,2) to numeric(12,4); it copies the whole table (ALGORITHM=COPY), and reads go on, ' +
      'writes wait until it is done; before that it waits for every open transaction on users, and new queries wait behind it.',
  );
  expect(effects?.source).toBe('https://dev.mysql.com/doc/refman/8.0/en/innodb-online-ddl-operations.html');
  const [instant] = effectsOf('mariadb', '10.11', 'ALTER TABLE users ADD COLUMN a INT');
  expect(instant?.source).toBe(
    'https://mariadb.com/kb/en/innodb-online-ddl-operations-with-the-instant-alter-algorithm/',
  );
});

test('a table of the very migration keeps nobody waiting', () => {
  const created: Operation = { kind: 'createTable', table: { name: 'x' }, columns: [], constraints: [] };
  const [added] = readSql('ALTER TABLE x ADD CONSTRAINT c CHECK (a > 0)', 'mysql')[0]?.operations ?? [];
  const effects = added && mysql.effects(added.operation, after(emptySchema, created), '8.0');
  expect(effects && said(effects)).toBe('nothing, instant, implicit commit');
});

/** Lines of SQL, each behind the servers and versions that run it, and below it what comes of it there. */
function check(text: string): void {
  const lines = text
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('  '));
  const found = lines.flatMap((line) => {
    const [, servers = 'mysql 8.0, mariadb 10.11', sql = ''] = /^(?:\[(.*?)\] )?(.*)$/.exec(line) ?? [];
    const results = servers.split(', ').map((server): readonly [string, string] => {
      const [name = '', version = ''] = server.split(' ');
      return [server, combined(effectsOf(name, version, sql))];
    });
    const alike = results.every(([, result]) => result === results[0]?.[1]);
    return [line, ...(alike ? [`  ${results[0]?.[1]}`] : results.map(([server, result]) => `  ${server}: ${result}`))];
  });
  expect(found.join('\n')).toBe(text.trim());
}

function effectsOf(name: string, version: string, sql: string): readonly Effects[] {
  const engine = engineFor(name === 'mysql' ? 'mysql' : 'mariadb');
  if (!engine) throw new Error(name);
  const read = (text: string) =>
    readSql(text, engine.name).flatMap((each) => each.operations.map((one) => one.operation));
  let schema = settled(read(shop).reduce(after, emptySchema));
  return read(sql).map((operation) => {
    const effects = engine.effects(operation, schema, version);
    schema = after(schema, operation);
    return effects;
  });
}

function combined(all: readonly Effects[]): string {
  return [...new Set(all.map(said))].join(' + ');
}

function said(effects: Effects): string {
  if (effects.refused !== undefined) return `refused: ${effects.refused}`;
  const held = effects.locks.map(({ relation, mode }) => `${mode} ${relation}`).join(', ');
  return [
    effects.algorithm ? `${effects.algorithm} ${effects.lock}` : undefined,
    held === '' ? 'nothing' : `${held} → ${effects.blocks}`,
    effects.work,
    effects.transaction === 'implicit commit' && effects.algorithm ? undefined : effects.transaction,
    effects.canFailOnRows ? 'can fail' : undefined,
    effects.dataLoss ? 'loses' : undefined,
    effects.breaksRunningCode ? 'breaks' : undefined,
    effects.assumed && `assumed: ${effects.assumed}`,
    effects.unknown ? 'unknown' : undefined,
  ]
    .filter((each) => each !== undefined)
    .join(', ');
}
