import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'not-null-without-default';

test('rows that exist have no value for it', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("age", sa.Integer(), nullable=False))
#   ^^^^^^^^^^^^^ error: Adding user.age NOT NULL without a server default fails as soon as the table has a row
`,
    { rule },
  ));

test('a server default fills them, an identity numbers them, and a fresh table has none', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("age", sa.Integer(), server_default="0", nullable=False))
    op.add_column("user", sa.Column("no", sa.BigInteger(), sa.Identity(), nullable=False))
    op.create_table("team", sa.Column("id", sa.Integer(), primary_key=True))
    op.add_column("team", sa.Column("age", sa.Integer(), nullable=False))
`,
    { rule },
  ));

test('one way out: a server default', () =>
  checkFix(
    `def upgrade():
    op.add_column("user", sa.Column("age", sa.Integer(), nullable=False))
`,
    `def upgrade():
    op.add_column(
        "user", sa.Column("age", sa.Integer(), nullable=False, server_default="0")
    )
`,
    { rule, fix: 'server default' },
  ));
