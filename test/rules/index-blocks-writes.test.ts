import { expect, test } from 'vitest';
import { analyzed, check, checkFix } from '../marked.ts';

const rule = 'index-blocks-writes';

test('an index on a live table blocks its writers', () =>
  check(
    `
def upgrade():
    op.create_index("ix_user_email", "user", ["email"])
#   ^^^^^^^^^^^^^^^ error: Building ix_user_email blocks writes on user until every row is read
`,
    { rule },
  ));

test('a column that brings its index along hides the same', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("team", sa.Integer(), index=True))
#   ^^^^^^^^^^^^^ error: Building ix_user_team blocks writes on user until every row is read
`,
    { rule },
  ));

test('in a downgrade it is a warning', () =>
  check(
    `
def upgrade():
    op.drop_index("ix_user_email", table_name="user")


def downgrade():
    op.create_index("ix_user_email", "user", ["email"])
#   ^^^^^^^^^^^^^^^ warning: Building ix_user_email blocks writes on user until every row is read
`,
    { rule },
  ));

test('a fresh table has no writers, and a concurrent build lets them through', () =>
  check(
    `
def upgrade():
    op.create_table("team", sa.Column("id", sa.Integer(), primary_key=True, index=True))
    op.create_index("ix_team_id", "team", ["id"])
    with op.get_context().autocommit_block():
        op.create_index("ix_user_email", "user", ["email"], postgresql_concurrently=True)
`,
    { rule },
  ));

test('the fix moves the build out of the transaction and keeps the author’s words', () =>
  checkFix(
    `def upgrade():
    # mail is looked up by lower case
    op.create_index("ix_user_email", "user", [sa.text("lower(email)")], unique=True)


def downgrade():
    op.drop_index("ix_user_email", table_name="user")
`,
    `def upgrade():
    # mail is looked up by lower case
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_user_email",
            "user",
            [sa.text("lower(email)")],
            unique=True,
            postgresql_concurrently=True,
        )


def downgrade():
    op.drop_index("ix_user_email", table_name="user")
`,
    { rule },
  ));

test('a hidden index is taken out of the column and built on its own', () =>
  checkFix(
    `def upgrade():
    op.add_column("user", sa.Column("team", sa.Integer(), index=True))
`,
    `def upgrade():
    op.add_column("user", sa.Column("team", sa.Integer()))
    with op.get_context().autocommit_block():
        op.create_index("ix_user_team", "user", ["team"], postgresql_concurrently=True)
`,
    { rule },
  ));

test('MySQL and MariaDB build it while writes go on, but for full text', () =>
  check(
    `
def upgrade():
    op.create_index("ix", "user", ["email"])
    op.create_unique_constraint("uq", "user", ["email"])
`,
    { rule: 'index-blocks-writes', engine: 'mysql' },
  ));

test('SQLite builds it under the lock of the file, and knows no CONCURRENTLY; a fresh table has no rows', () =>
  check(
    `
def upgrade():
    op.create_index("ix", "user", ["email"], postgresql_concurrently=True)
#   ^^^^^^^^^^^^^^^ error: Building ix blocks writes on user until every row is read
    op.create_table("team", sa.Column("name", sa.Text()))
    op.create_index("ix_team", "team", ["name"])
`,
    { rule: 'index-blocks-writes', engine: 'sqlite' },
  ));

test('an index of a batch that copies the table comes with the copy; a batch that does not builds it', () =>
  check(
    `
def upgrade():
    with op.batch_alter_table("user") as batch_op:
        batch_op.drop_column("age")
        batch_op.create_index("ix_name", ["name"])
    with op.batch_alter_table("user") as batch_op:
        batch_op.add_column(sa.Column("email", sa.Text()))
        batch_op.create_index("ix", ["email"])
#       ^^^^^^^^^^^^^^^^^^^^^ error: Building ix blocks writes on user until every row is read
`,
    { rule: 'index-blocks-writes', engine: 'sqlite' },
  ));

test('a partitioned table takes no CONCURRENTLY, and a plain one does', async () => {
  const text = 'CREATE INDEX ix ON events (at);';
  const offered = async (partitioned: string) => {
    const history = [`CREATE TABLE events (at timestamptz)${partitioned};`];
    const { analysis } = await analyzed(text, { tool: 'sql', history });
    return analysis.findings.find((each) => each.rule === rule)?.fixes.length;
  };
  expect([await offered(' PARTITION BY RANGE (at)'), await offered('')]).toEqual([0, 1]);
});
