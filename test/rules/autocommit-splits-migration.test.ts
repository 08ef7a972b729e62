import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'autocommit-splits-migration';

test('what came before is committed, whatever comes of the block', () =>
  check(
    `
def upgrade():
    op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))
    with op.get_context().autocommit_block():
        op.create_index("ix_users_age", "users", ["age"], postgresql_concurrently=True)
#       ^^^^^^^^^^^^^^^ warning: This commits what the migration did before it to users: should it fail, that stays, and the migration cannot simply run again
        op.create_index("ix_users_name", "users", ["name"], postgresql_concurrently=True)


def downgrade():
    with op.get_context().autocommit_block():
        op.drop_index("ix_users_age", "users", postgresql_concurrently=True)
#       ^^^^^^^^^^^^^ info: This commits by itself: should anything behind it fail, it stays, and the migration cannot simply run again
    op.drop_column("users", "age")
`,
    { rule },
  ));

test('a value of a type is there, whatever comes of the rest', () =>
  check(
    `
def upgrade():
    with op.get_context().autocommit_block():
        op.execute("ALTER TYPE status ADD VALUE 'closed'")
#                   ^^^^^^^^^^ warning: This commits by itself: should anything behind it fail, it stays, and the migration cannot simply run again
    op.add_column("users", sa.Column("closed", sa.Boolean(), nullable=True))
`,
    { rule },
  ));

test('alone in its revision, or only settings, questions and what can run again beside it', () =>
  check(
    `
def upgrade():
    op.execute("SET lock_timeout = '2s'")
    op.execute("SELECT 1")
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.add_column("users", sa.Column("age", sa.Integer(), nullable=True), if_not_exists=True)
    op.alter_column("users", "name", server_default="x")
    with op.get_context().autocommit_block():
        op.execute("SET statement_timeout = 0")
        op.create_index("ix_users_age", "users", ["age"], postgresql_concurrently=True)
        op.drop_index("ix_users_name", "users", postgresql_concurrently=True)
    op.execute("ANALYZE users")


def downgrade():
    with op.get_context().autocommit_block():
        op.drop_index("ix_users_age", "users", postgresql_concurrently=True, if_exists=True)
    op.drop_column("users", "age")
`,
    { rule },
  ));

test('an index that is dropped first where it is there can be built again', () =>
  check(
    `
def upgrade():
    with op.get_context().autocommit_block():
        op.drop_index("ix_users_age", table_name="users", if_exists=True, postgresql_concurrently=True)
        op.create_index("ix_users_age", "users", ["age"], unique=True, postgresql_concurrently=True)
    op.drop_constraint("users_age_key", "users", type_="unique")


def downgrade():
    with op.get_context().autocommit_block():
        op.drop_index("ix_users_name", table_name="users", if_exists=True, postgresql_concurrently=True)
        op.create_index("ix_users_age", "users", ["age"], unique=True, postgresql_concurrently=True)
#       ^^^^^^^^^^^^^^^ info: This commits by itself: should anything behind it fail, it stays, and the migration cannot simply run again
    op.drop_constraint("users_name_key", "users", type_="unique")
`,
    { rule },
  ));

test('where nothing is one transaction anyway', async () => {
  await check(
    `
ALTER TABLE users ADD COLUMN age integer;
CREATE INDEX CONCURRENTLY ix_users_age ON users (age);
`,
    { rule, tool: 'sql' },
  );
  await check(
    `
def upgrade():
    op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))
    with op.get_context().autocommit_block():
        op.create_index("ix_users_age", "users", ["age"])
`,
    { rule, engine: 'mysql' },
  );
});

test('the fix gives the block a revision of its own, with what undoes it', () =>
  checkFix(
    `def upgrade():
    op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))
    op.execute("SET statement_timeout = 0")
    with op.get_context().autocommit_block():
        # Takes an hour.
        op.create_index("ix_users_age", "users", ["age"], postgresql_concurrently=True)
    op.add_column("users", sa.Column("name", sa.Text(), nullable=True))


def downgrade():
    op.drop_column("users", "name")
    with op.get_context().autocommit_block():
        op.drop_index("ix_users_age", "users", postgresql_concurrently=True)
    op.drop_column("users", "age")
`,
    `def upgrade():
    op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))


def downgrade():
    op.drop_column("users", "age")

#- /app/migrations/versions/c1_add_index_ix_users_age.py
"""add index ix_users_age

Revision ID: c1
Revises: b2
Create Date: 2026-01-02 03:04:05

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = "c1"
down_revision = "b2"


def upgrade():
    op.execute("SET statement_timeout = 0")
    with op.get_context().autocommit_block():
        op.create_index("ix_users_age", "users", ["age"], postgresql_concurrently=True)


def downgrade():
    with op.get_context().autocommit_block():
        op.drop_index("ix_users_age", table_name="users", postgresql_concurrently=True)

#- /app/migrations/versions/c2_add_name_to_users.py
"""add name to users

Revision ID: c2
Revises: c1
Create Date: 2026-01-02 03:04:05

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "c2"
down_revision = "c1"


def upgrade():
    op.add_column("users", sa.Column("name", sa.Text(), nullable=True))


def downgrade():
    op.drop_column("users", "name")
`,
    { rule },
  ));

test('a block that comes first stays, and the rest moves', () =>
  checkFix(
    `def upgrade():
    with op.get_context().autocommit_block():
        op.execute("ALTER TYPE status ADD VALUE 'closed'")
    op.execute("UPDATE users SET status = 'closed' WHERE id = 5")
`,
    `def upgrade():
    with op.get_context().autocommit_block():
        op.execute("ALTER TYPE status ADD VALUE 'closed'")

#- /app/migrations/versions/c1_change_rows_of_users.py
"""change rows of users

Revision ID: c1
Revises: b2
Create Date: 2026-01-02 03:04:05

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = "c1"
down_revision = "b2"


def upgrade():
    op.execute("UPDATE users SET status = 'closed' WHERE id = 5")


def downgrade():
    pass
`,
    { rule },
  ));
