import { test } from 'vitest';
import { check, type Setting } from '../marked.ts';

const users =
  'CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), age INT, KEY ix_age (age)) DEFAULT CHARSET=utf8mb4;\nCREATE TABLE sums (a INT, twice INT AS (a * 2) VIRTUAL);';
const mysql: Setting = { rule: 'table-copy', tool: 'sql', engine: 'mysql', history: [users] };
const mariadb: Setting = { ...mysql, engine: 'mariadb' };

test('MySQL copies a table for a column with a CHECK, MariaDB adds it at once', async () => {
  await check(
    `
ALTER TABLE users ADD COLUMN points INT CHECK (points > 0);
--                ^^^^^^^^^^ error: users is copied as a whole while writes wait
`,
    mysql,
  );
  await check('\nALTER TABLE users ADD COLUMN points INT CHECK (points > 0);\n', mariadb);
});

test('a column before computed ones, on MariaDB', () =>
  check(
    `
ALTER TABLE sums ADD COLUMN b INT FIRST;
--               ^^^^^^^^^^ error: sums is copied as a whole while writes wait
ALTER TABLE sums ADD COLUMN c INT;
`,
    mariadb,
  ));

test('a copy that the author demands, once a statement', () =>
  check(
    `
ALTER TABLE users DROP COLUMN name, DROP INDEX ix_age, ALGORITHM=COPY;
--                ^^^^^^^^^^^ error: users is copied as a whole while writes wait, because ALGORITHM=COPY demands it
`,
    mysql,
  ));

test('other rules speak of types, keys, checks, defaults, character sets and commands', () =>
  check(
    `
ALTER TABLE users MODIFY COLUMN age BIGINT;
ALTER TABLE users MODIFY COLUMN name VARCHAR(20) CHARACTER SET latin1;
ALTER TABLE users ADD CONSTRAINT ck CHECK (age > 0);
ALTER TABLE users DROP PRIMARY KEY;
ALTER TABLE users ADD COLUMN token CHAR(36) DEFAULT (UUID());
ALTER TABLE users ADD COLUMN double_age INT AS (age * 2) STORED;
ALTER TABLE users CONVERT TO CHARACTER SET utf8mb4;
ALTER TABLE users PARTITION BY HASH (id) PARTITIONS 4;
`,
    mysql,
  ));

test('one copy serves all actions of a statement, and is told of once', () =>
  check(
    `
ALTER TABLE users MODIFY COLUMN age BIGINT, ADD COLUMN points INT CHECK (points > 0), DROP COLUMN name;
ALTER TABLE users ADD INDEX ix_a (age), ADD FULLTEXT INDEX ix_b (name), ALGORITHM=COPY;
--                ^^^^^^^^^ error: users is copied as a whole while writes wait, because ALGORITHM=COPY demands it
`,
    mysql,
  ));

test('a virtual column comes by a copy in company other than its like and plain indexes', async () => {
  const plain = 'ALTER TABLE users ADD COLUMN next_age INT AS (age + 1), ';
  const mark = `--                ^^^^^^^^^^ error: users is copied as a whole while writes wait\n`;
  for (const setting of [mysql, mariadb]) {
    await check(`\n${plain}ADD COLUMN a INT;\n${mark}`, setting);
    await check(`\n${plain}ALTER name SET DEFAULT 'x';\n${mark}`, setting);
    await check(`\n${plain}ADD COLUMN b INT AS (age + 2), ADD INDEX ix_next (next_age);\n`, setting);
  }
});

test('a table of this very migration, and one that MariaDB 11.2 copies while writes go on', async () => {
  await check('\nCREATE TABLE x (id INT);\nALTER TABLE x ADD COLUMN a INT CHECK (a > 0);\n', mysql);
  await check('\nALTER TABLE users DROP COLUMN name, ALGORITHM=COPY;\n', { ...mariadb, version: '11' });
});

test('in Alembic too', () =>
  check(
    `def upgrade():
    op.execute("ALTER TABLE users DROP COLUMN name, ALGORITHM=COPY")
#                                 ^^^^^^^^^^^ error: users is copied as a whole while writes wait, because ALGORITHM=COPY demands it
`,
    { rule: 'table-copy', engine: 'mysql' },
  ));

test('a table with a full-text index is built anew in its place while writes wait', async () => {
  const history = [
    'CREATE TABLE notes (id INT PRIMARY KEY, body TEXT, n INT, FULLTEXT KEY ft (body)) DEFAULT CHARSET=utf8mb4;',
  ];
  const marked = `
ALTER TABLE notes ADD COLUMN a INT;
--                ^^^^^^^^^^ error: notes is rebuilt as a whole while writes wait
ALTER TABLE notes ADD INDEX ix (n);
`;
  await check(marked, { ...mysql, history });
  await check(marked, { ...mariadb, history });
});
