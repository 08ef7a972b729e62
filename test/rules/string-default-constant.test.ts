import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'string-default-constant';

test('an expression in plain quotes is text', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("seen", sa.DateTime(), server_default="now()"))
#   ^^^^^^^^^^^^^ error: server_default="now()" stores that text as a constant in user.seen: it is not evaluated for each row
    op.alter_column("user", "seen", server_default="CURRENT_TIMESTAMP")
#   ^^^^^^^^^^^^^^^ error: server_default="CURRENT_TIMESTAMP" stores that text as a constant in user.seen: it is not evaluated for each row
    op.create_table("team", sa.Column("id", sa.Uuid(), server_default="gen_random_uuid()"))
#   ^^^^^^^^^^^^^^^ error: server_default="gen_random_uuid()" stores that text as a constant in team.id: it is not evaluated for each row
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
#   ^^^^^^^^^^^^^ error: server_default="now()" stores that text as a constant in user.seen: it is not evaluated for each row
    op.add_column("user", sa.Column("role", sa.String(20), server_default="member"))
`,
    { rule: 'string-default-constant', engine: 'mysql' },
  ));

test('the text is quoted for MariaDB as well', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("seen", sa.DateTime(), server_default="now()"))
#   ^^^^^^^^^^^^^ error: server_default="now()" stores that text as a constant in user.seen: it is not evaluated for each row
    op.add_column("user", sa.Column("role", sa.String(20), server_default="member"))
`,
    { rule: 'string-default-constant', engine: 'mariadb' },
  ));

test('the text is quoted for SQLite as well', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("seen", sa.DateTime(), server_default="now()"))
#   ^^^^^^^^^^^^^ error: server_default="now()" stores that text as a constant in user.seen: it is not evaluated for each row
    op.add_column("user", sa.Column("role", sa.String(20), server_default="member"))
`,
    { rule: 'string-default-constant', engine: 'sqlite' },
  ));
