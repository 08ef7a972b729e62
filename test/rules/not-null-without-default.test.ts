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

test('MySQL gives old rows a value that nobody chose, but has none for a date', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("age", sa.Integer(), nullable=False))
#   ^^^^^^^^^^^^^ error: Adding user.age NOT NULL without a server default gives every row that exists 0, '' or the like without a word, and inserts that leave it out fail
    op.add_column("user", sa.Column("born", sa.Date(), nullable=False))
#   ^^^^^^^^^^^^^ error: Adding user.born NOT NULL without a server default fails as soon as the table has a row
    op.add_column("user", sa.Column("size", sa.Integer(), server_default="0", nullable=False))
    op.create_table("team", sa.Column("name", sa.Text()))
    op.add_column("team", sa.Column("age", sa.Integer(), nullable=False))
`,
    { rule: 'not-null-without-default', engine: 'mysql' },
  ));

test('MariaDB gives old rows a value that nobody chose, a date of zeroes among them', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("age", sa.Integer(), nullable=False))
#   ^^^^^^^^^^^^^ error: Adding user.age NOT NULL without a server default gives every row that exists 0, '' or the like without a word, and inserts that leave it out fail
    op.add_column("user", sa.Column("born", sa.Date(), nullable=False))
#   ^^^^^^^^^^^^^ error: Adding user.born NOT NULL without a server default gives every row that exists 0, '' or the like without a word, and inserts that leave it out fail
    op.add_column("user", sa.Column("size", sa.Integer(), server_default="0", nullable=False))
    op.create_table("team", sa.Column("name", sa.Text()))
    op.add_column("team", sa.Column("age", sa.Integer(), nullable=False))
`,
    { rule: 'not-null-without-default', engine: 'mariadb' },
  ));

test('SQLite refuses it where there is a row, in a batch as well', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("age", sa.Integer(), nullable=False))
#   ^^^^^^^^^^^^^ error: Adding user.age NOT NULL without a server default fails as soon as the table has a row
    with op.batch_alter_table("user") as batch_op:
        batch_op.add_column(sa.Column("size", sa.Integer(), nullable=False))
#       ^^^^^^^^^^^^^^^^^^^ error: Adding user.size NOT NULL without a server default fails as soon as the table has a row
        batch_op.add_column(sa.Column("name", sa.Text()))
`,
    { rule: 'not-null-without-default', engine: 'sqlite' },
  ));
