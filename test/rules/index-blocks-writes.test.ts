import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

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
