import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'drop-column-loses-data';

test('the values go for good', () =>
  check(
    `
def upgrade():
    op.drop_column("user", "email")
#   ^^^^^^^^^^^^^^ error: Dropping user.email destroys its values for good
    with op.batch_alter_table("user", schema="app") as batch_op:
        batch_op.drop_column("name")
#       ^^^^^^^^^^^^^^^^^^^^ error: Dropping app.user.name destroys its values for good
`,
    { rule },
  ));

test('a downgrade drops what the upgrade added, and a fresh table has no values', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("email", sa.Text()))
    op.create_table("team", sa.Column("name", sa.Text()))
    op.drop_column("team", "name")
    op.add_column("user", sa.Column("scratch", sa.Text()))
    op.drop_column("user", "scratch")


def downgrade():
    op.drop_column("user", "email")
`,
    { rule },
  ));

test('the values go for good on MySQL too', () =>
  check(
    `
def upgrade():
    op.drop_column("user", "email")
#   ^^^^^^^^^^^^^^ error: Dropping user.email destroys its values for good
    op.add_column("user", sa.Column("age", sa.Integer()))
    op.drop_column("user", "age")
`,
    { rule: 'drop-column-loses-data', engine: 'mysql' },
  ));

test('the values go for good on MariaDB too', () =>
  check(
    `
def upgrade():
    op.drop_column("user", "email")
#   ^^^^^^^^^^^^^^ error: Dropping user.email destroys its values for good
    op.add_column("user", sa.Column("age", sa.Integer()))
    op.drop_column("user", "age")
`,
    { rule: 'drop-column-loses-data', engine: 'mariadb' },
  ));

test('the values go for good on SQLite too', () =>
  check(
    `
def upgrade():
    op.drop_column("user", "email")
#   ^^^^^^^^^^^^^^ error: Dropping user.email destroys its values for good
    op.add_column("user", sa.Column("age", sa.Integer()))
    op.drop_column("user", "age")
`,
    { rule: 'drop-column-loses-data', engine: 'sqlite' },
  ));

const users =
  'op.create_table("users", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("nickname", sa.String(50), nullable=False))';

test('the fix: what writes rows can do without it first, and a later migration drops it', () =>
  checkFix(
    `def upgrade():
    op.add_column("users", sa.Column("alias", sa.Text()))
    op.drop_column("users", "nickname")


def downgrade():
    op.add_column("users", sa.Column("nickname", sa.String(length=50), nullable=True))
    op.drop_column("users", "alias")
`,
    `def upgrade():
    op.add_column("users", sa.Column("alias", sa.Text()))
    op.alter_column("users", "nickname", nullable=True)


def downgrade():
    op.alter_column("users", "nickname", nullable=False)
    op.drop_column("users", "alias")

#- /app/migrations/versions/c1_drop_users_nickname.py
"""drop users nickname

Revision ID: c1
Revises: b2
Create Date: 2026-01-02 03:04:05

Before this revision runs:

- [ ] No deployed code reads or writes users.nickname: the models have been without it for a release.
- [ ] A backup of its values exists, or nobody needs them: the downgrade cannot bring them back.

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "c1"
down_revision = "b2"


def upgrade():
    op.drop_column("users", "nickname")


def downgrade():
    op.add_column("users", sa.Column("nickname", sa.String(50), nullable=True))
`,
    { rule: 'drop-column-loses-data', history: [users] },
  ));
