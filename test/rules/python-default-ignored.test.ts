import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'python-default-ignored';

test('the database never hears of default=', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("active", sa.Boolean(), default=False))
#   ^^^^^^^^^^^^^ warning: default=False is not sent to the database: existing rows of user.active stay NULL
    op.add_column("user", sa.Column("plan", sa.Text(), default="free", nullable=False))
#   ^^^^^^^^^^^^^ error: default="free" is not sent to the database: adding user.plan NOT NULL fails on existing rows
`,
    { rule },
  ));

test('with a server default beside it, or on a fresh table, it does no harm', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("active", sa.Boolean(), default=False, server_default=sa.false()))
    op.create_table("team", sa.Column("active", sa.Boolean(), default=False))
    op.add_column("team", sa.Column("open", sa.Boolean(), default=False))
`,
    { rule },
  ));

test('rows that the migration fills itself do not stay NULL', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("active", sa.Boolean(), default=False))
    op.execute('UPDATE "user" SET active = false')
    op.add_column("user", sa.Column("plan", sa.Text(), default="free"))
#   ^^^^^^^^^^^^^ warning: default="free" is not sent to the database: existing rows of user.plan stay NULL
    op.execute("UPDATE "user" SET plan = 'paid' WHERE id < 10")
`,
    { rule },
  ));

test('the fix makes it a server default', () =>
  checkFix(
    `def upgrade():
    op.add_column("user", sa.Column("plan", sa.Text(), default="free", nullable=False))
`,
    `def upgrade():
    op.add_column(
        "user", sa.Column("plan", sa.Text(), server_default="free", nullable=False)
    )
`,
    { rule },
  ));

test('MySQL fills old rows all the same, with another value', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("age", sa.Integer(), default=3, nullable=False))
#   ^^^^^^^^^^^^^ error: default=3 is not sent to the database: adding user.age NOT NULL gives existing rows 0, '' or the like
    op.add_column("user", sa.Column("size", sa.Integer(), default=3))
#   ^^^^^^^^^^^^^ warning: default=3 is not sent to the database: existing rows of user.size stay NULL
    op.add_column("user", sa.Column("rank", sa.Integer(), server_default="3"))
`,
    { rule: 'python-default-ignored', engine: 'mysql' },
  ));

test('SQLite fails on old rows', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("age", sa.Integer(), default=3, nullable=False))
#   ^^^^^^^^^^^^^ error: default=3 is not sent to the database: adding user.age NOT NULL fails on existing rows
`,
    { rule: 'python-default-ignored', engine: 'sqlite' },
  ));
