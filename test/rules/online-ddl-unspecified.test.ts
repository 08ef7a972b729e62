import { test } from 'vitest';
import { check, checkFix, type Setting } from '../marked.ts';

const users =
  'CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL, age INT, bio TEXT, KEY ix_age (age)) DEFAULT CHARSET=utf8mb4;';
const mysql: Setting = { rule: 'online-ddl-unspecified', tool: 'sql', engine: 'mysql', history: [users] };
const mariadb: Setting = { ...mysql, engine: 'mariadb' };

test('what the server can do while others work does not say that it must', () =>
  check(
    `
ALTER TABLE users ADD COLUMN points INT;
--                ^^^^^^^^^^ info: users is changed without ALGORITHM and LOCK, so that a server that cannot do it at once copies the table without asking
CREATE INDEX ix_name ON users (name);
^^^^^^^^^^^^ info: users is changed without ALGORITHM and LOCK, so that a server that cannot do it in place copies the table without asking
`,
    mysql,
  ));

test('silent where it is said, where it copies or blocks anyway, and where nothing can be said', () =>
  check(
    `
ALTER TABLE users ADD COLUMN points INT, ALGORITHM=INSTANT;
ALTER TABLE users ADD COLUMN score INT, LOCK=NONE;
ALTER TABLE users MODIFY COLUMN age BIGINT;
ALTER TABLE users ADD FULLTEXT INDEX ft (bio);
ALTER TABLE strangers MODIFY COLUMN age BIGINT;
ALTER TABLE users ADD PARTITION (PARTITION p VALUES LESS THAN (9));
RENAME TABLE users TO people;
OPTIMIZE TABLE people;
CREATE TABLE x (id INT);
ALTER TABLE x ADD COLUMN a INT;
UPDATE people SET age = 1 WHERE id = 1;
`,
    mysql,
  ));

test('one clause for all actions of a statement: INSTANT where all are', () =>
  checkFix(
    `
ALTER TABLE users ADD COLUMN points INT, DROP COLUMN bio;
`,
    `
ALTER TABLE users ADD COLUMN points INT, DROP COLUMN bio, ALGORITHM=INSTANT;
`,
    mysql,
  ));

test('INPLACE where one of the actions needs it', () =>
  checkFix(
    `
ALTER TABLE users
  ADD COLUMN points INT,
  ADD INDEX ix_points (points);
`,
    `
ALTER TABLE users
  ADD COLUMN points INT,
  ADD INDEX ix_points (points), ALGORITHM=INPLACE, LOCK=NONE;
`,
    mysql,
  ));

test('DROP INDEX takes the clauses on MySQL, and none on MariaDB', async () => {
  await checkFix(
    `
DROP INDEX ix_age ON users;
`,
    `
DROP INDEX ix_age ON users ALGORITHM=INPLACE LOCK=NONE;
`,
    mysql,
  );
  await check('\nDROP INDEX ix_age ON users;\n', mariadb);
});

test('MariaDB has a word of its own for what rebuilds nothing', () =>
  checkFix(
    `
ALTER TABLE users DROP INDEX ix_age;
`,
    `
ALTER TABLE users DROP INDEX ix_age, ALGORITHM=NOCOPY, LOCK=NONE;
`,
    mariadb,
  ));

test('a redefined column is one statement, and one finding', () =>
  checkFix(
    `
ALTER TABLE users MODIFY COLUMN name VARCHAR(30) NOT NULL DEFAULT '';
`,
    `
ALTER TABLE users MODIFY COLUMN name VARCHAR(30) NOT NULL DEFAULT '', ALGORITHM=INSTANT;
`,
    mariadb,
  ));

test('Alembic writes its SQL itself: only what the author wrote is meant', () =>
  check(
    `def upgrade():
    op.add_column("users", sa.Column("points", sa.Integer()))
    op.execute("ALTER TABLE users DROP COLUMN bio")
#                                 ^^^^^^^^^^^ info: users is changed without ALGORITHM and LOCK, so that a server that cannot do it at once copies the table without asking
`,
    { rule: 'online-ddl-unspecified', engine: 'mysql' },
  ));

test('the clauses are put into the SQL of a string', () =>
  checkFix(
    `def upgrade():
    op.execute("CREATE INDEX ix ON users (name(20), age)")
`,
    `def upgrade():
    op.execute("CREATE INDEX ix ON users (name(20), age) ALGORITHM=INPLACE LOCK=NONE")
`,
    { rule: 'online-ddl-unspecified', engine: 'mysql' },
  ));
