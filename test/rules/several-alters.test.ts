import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'several-alters';
const history = ['CREATE TABLE users (id integer NOT NULL, age integer, size integer, name varchar(10));'];

test('each statement goes over the table anew', () =>
  check(
    `
ALTER TABLE users ALTER COLUMN age TYPE bigint;
ALTER TABLE users ALTER COLUMN size TYPE bigint;
--                ^^^^^^^^^^^^ info: 3 statements go over all of users one after the other: one ALTER TABLE would do with fewer passes
ALTER TABLE users ADD CHECK (age > 0), ALTER COLUMN age SET NOT NULL;
ALTER TABLE posts VALIDATE CONSTRAINT ck_stars;
ALTER TABLE posts VALIDATE CONSTRAINT ck_title;
--                ^^^^^^^^^^^^^^^^^^^ info: 2 statements go over all of posts one after the other: one ALTER TABLE would do with fewer passes
`,
    { rule, tool: 'sql', history },
  ));

test('in a revision, without a fix', () =>
  check(
    `
def upgrade():
    op.alter_column("users", "age", existing_type=sa.Integer(), type_=sa.BigInteger())
    op.add_column("posts", sa.Column("stars", sa.Integer(), nullable=True))
    op.alter_column("users", "size", existing_type=sa.Integer(), type_=sa.BigInteger())
#   ^^^^^^^^^^^^^^^ info: 2 statements go over all of users one after the other: one ALTER TABLE would do with fewer passes
`,
    { rule },
  ));

test('MySQL and MariaDB build the table once for all actions of a statement', async () => {
  await check(
    `
ALTER TABLE users MODIFY age bigint;
ALTER TABLE users MODIFY size bigint;
--                ^^^^^^ info: 2 statements go over all of users one after the other: one ALTER TABLE would do with fewer passes
ALTER TABLE users ADD COLUMN a int, ALGORITHM=INSTANT;
ALTER TABLE users ADD COLUMN b int;
`,
    { rule, tool: 'sql', history, engine: 'mysql' },
  );
  await check(
    `
ALTER TABLE users MODIFY age bigint;
ALTER TABLE users MODIFY size bigint;
--                ^^^^^^ info: 2 statements go over all of users one after the other: one ALTER TABLE would do with fewer passes
`,
    { rule, tool: 'sql', history, engine: 'mariadb' },
  );
});

test('nothing is spared: an instant, one index each, other locks, another table, a new one, something between', () =>
  check(
    `
ALTER TABLE users ALTER COLUMN name TYPE text;
ALTER TABLE posts ADD CONSTRAINT uq_a UNIQUE (a);
ALTER TABLE posts ADD CONSTRAINT uq_b UNIQUE (b);
ALTER TABLE teams VALIDATE CONSTRAINT ck_size;
ALTER TABLE teams ALTER COLUMN size SET NOT NULL;
CREATE TABLE roles (a integer, b integer);
ALTER TABLE roles ALTER COLUMN a TYPE bigint;
ALTER TABLE roles ALTER COLUMN b TYPE bigint;
ALTER TABLE users ALTER COLUMN size TYPE bigint;
UPDATE users SET size = 0;
ALTER TABLE users ALTER COLUMN size SET NOT NULL;
`,
    { rule, tool: 'sql', history },
  ));

test('one statement is, or is not, a pass of its own', () =>
  check(
    `
ALTER TABLE users ALTER COLUMN age TYPE bigint, ALTER COLUMN size TYPE bigint;
ALTER TABLE posts ALTER COLUMN stars SET NOT NULL;
ALTER TABLE teams ADD COLUMN a integer NOT NULL;
ALTER TABLE teams ADD COLUMN b integer NOT NULL;
`,
    { rule, tool: 'sql', history },
  ));

test('the fix keeps what the author wrote', () =>
  checkFix(
    `-- Numbers grow.
alter table users
    alter column age type bigint using age::bigint; -- years
-- And these.
alter table users alter column size type bigint;
ALTER TABLE  users ADD CONSTRAINT ck_age CHECK (age > 0);
`,
    `-- Numbers grow.
alter table users
    alter column age type bigint using age::bigint,
    alter column size type bigint,
    ADD CONSTRAINT ck_age CHECK (age > 0); -- years
-- And these.
`,
    { rule, tool: 'sql', history },
  ));
