import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'string-default-constant';

test('an expression in plain quotes is text', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("seen", sa.DateTime(), server_default="now()"))
#   ^^^^^^^^^^^^^ error: The default of user.seen is the text 'now()', a constant: it is not evaluated for each row
    op.alter_column("user", "seen", server_default="CURRENT_TIMESTAMP")
#   ^^^^^^^^^^^^^^^ error: The default of user.seen is the text 'CURRENT_TIMESTAMP', a constant: it is not evaluated for each row
    op.create_table("team", sa.Column("id", sa.Uuid(), server_default="gen_random_uuid()"))
#   ^^^^^^^^^^^^^^^ error: The default of team.id is the text 'gen_random_uuid()', a constant: it is not evaluated for each row
`,
    { rule },
  ));

test('constants that are meant as such, and real expressions', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("plan", sa.Text(), server_default="free"))
    op.add_column("user", sa.Column("tags", sa.JSON(), server_default="{}"))
    op.add_column("user", sa.Column("note", sa.Text(), server_default="n/a (unknown)"))
    op.add_column("user", sa.Column("seen", sa.DateTime(), server_default=sa.func.now()))
    op.add_column("user", sa.Column("made", sa.DateTime(), server_default=sa.text("now()")))
`,
    { rule },
  ));

test('the fix makes it an expression', () =>
  checkFix(
    `def upgrade():
    op.alter_column("user", "seen", server_default="now()")
`,
    `def upgrade():
    op.alter_column("user", "seen", server_default=sa.text("now()"))
`,
    { rule },
  ));

test('the text is quoted for MySQL as well', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("seen", sa.DateTime(), server_default="now()"))
#   ^^^^^^^^^^^^^ error: The default of user.seen is the text 'now()', a constant: it is not evaluated for each row
    op.add_column("user", sa.Column("role", sa.String(20), server_default="member"))
`,
    { rule: 'string-default-constant', engine: 'mysql' },
  ));

test('the text is quoted for MariaDB as well', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("seen", sa.DateTime(), server_default="now()"))
#   ^^^^^^^^^^^^^ error: The default of user.seen is the text 'now()', a constant: it is not evaluated for each row
    op.add_column("user", sa.Column("role", sa.String(20), server_default="member"))
`,
    { rule: 'string-default-constant', engine: 'mariadb' },
  ));

test('the text is quoted for SQLite as well', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("seen", sa.DateTime(), server_default="now()"))
#   ^^^^^^^^^^^^^ error: The default of user.seen is the text 'now()', a constant: it is not evaluated for each row
    op.add_column("user", sa.Column("role", sa.String(20), server_default="member"))
`,
    { rule: 'string-default-constant', engine: 'sqlite' },
  ));

test('in SQL too', () =>
  check(
    `CREATE TABLE sessions (issued_at datetime NOT NULL DEFAULT 'CURRENT_TIMESTAMP');
^^^^^^^^^^^^ error: The default of sessions.issued_at is the text 'CURRENT_TIMESTAMP', a constant: it is not evaluated for each row
CREATE TABLE logins (issued_at datetime NOT NULL DEFAULT CURRENT_TIMESTAMP);
`,
    { rule, tool: 'sql', engine: 'sqlite' },
  ));
