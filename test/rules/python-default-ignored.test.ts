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
