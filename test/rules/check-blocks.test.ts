import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'check-blocks';

test('every row is tested while nobody gets through', () =>
  check(
    `
def upgrade():
    op.create_check_constraint("ck_age", "user", "age >= 0")
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^ error: ck_age reads every row of user while reads and writes wait
    op.create_check_constraint(constraint_name="ck_age", condition=sa.column("age") >= 0, table_name="user")
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^ error: ck_age reads every row of user while reads and writes wait
`,
    { rule },
  ));

test('NOT VALID reads nothing, and its validation blocks nobody', () =>
  check(
    `
def upgrade():
    op.create_check_constraint("ck_age", "user", "age >= 0", postgresql_not_valid=True)
    op.execute('ALTER TABLE "user" VALIDATE CONSTRAINT ck_name')
`,
    { rule },
  ));

test('MySQL copies the table for it', () =>
  check(
    `
def upgrade():
    op.create_check_constraint("ck", "user", "age > 0")
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^ error: ck rewrites all of user while writes wait
    op.create_table("team", sa.Column("age", sa.Integer()))
    op.create_check_constraint("ck_team", "team", "age > 0")
`,
    { rule: 'check-blocks', engine: 'mysql' },
  ));

test('MariaDB copies the table for it', () =>
  check(
    `
def upgrade():
    op.create_check_constraint("ck", "user", "age > 0")
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^ error: ck rewrites all of user while writes wait
    op.create_table("team", sa.Column("age", sa.Integer()))
    op.create_check_constraint("ck_team", "team", "age > 0")
`,
    { rule: 'check-blocks', engine: 'mariadb' },
  ));

test('SQLite refuses it by itself, copies the table in a batch, and reads it for a new column', () =>
  check(
    `
def upgrade():
    op.create_check_constraint("ck", "user", "age > 0")
    with op.batch_alter_table("user") as batch_op:
        batch_op.create_check_constraint("ck", "age > 0")
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: ck rewrites all of user while writes wait
        batch_op.create_check_constraint("ck2", "age < 200")
`,
    { rule: 'check-blocks', engine: 'sqlite' },
  ));

test('since SQLite 3.53 it reads every row', () =>
  check(
    `
ALTER TABLE user ADD CONSTRAINT ck CHECK (age > 0);
--               ^^^^^^^^^^^^^^ error: ck reads every row of user while writes wait
`,
    { rule: 'check-blocks', tool: 'sql', engine: 'sqlite', version: '3.53' },
  ));

test('a CHECK on a domain reads every table that uses it', () =>
  check(
    `
ALTER DOMAIN email ADD CONSTRAINT ck CHECK (VALUE ~ '@');
^^^^^^^^^^^^ error: ALTER DOMAIN ADD CONSTRAINT reads every row of every table that uses the domain while writes wait
ALTER DOMAIN email ADD CONSTRAINT ck CHECK (VALUE ~ '@') NOT VALID;
ALTER DOMAIN email VALIDATE CONSTRAINT ck;
`,
    { rule, tool: 'sql' },
  ));
