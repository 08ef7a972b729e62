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
    op.alter_column("users", "nickname", server_default="")


def downgrade():
    op.alter_column("users", "nickname", server_default=None)
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
    op.add_column(
        "users", sa.Column("nickname", sa.String(50), server_default="", nullable=False)
    )
`,
    { rule: 'drop-column-loses-data', history: [users] },
  ));

const dropped = 'def upgrade():\n    op.drop_column("users", "seen")\n';
const freed = (call: string) => `def upgrade():\n    ${call}\n`;
const later = (down: string, last = '') => `
#- /app/migrations/versions/c1_drop_users_seen.py
"""drop users seen

Revision ID: c1
Revises: b2
Create Date: 2026-01-02 03:04:05

Before this revision runs:

- [ ] No deployed code reads or writes users.seen: the models have been without it for a release.
- [ ] A backup of its values exists, or nobody needs them: the downgrade cannot bring them back.
${last}
"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "c1"
down_revision = "b2"


def upgrade():
    op.drop_column("users", "seen")


def downgrade():
    ${down}
`;
const seen = (column: string) =>
  `op.create_table("users", sa.Column("id", sa.BigInteger(), primary_key=True), ${column})`;
const end =
  '- [ ] The way back ends at this migration: before users.seen can be NOT NULL again, somebody has to fill it.\n';

test.each([
  ['sa.Integer()', '0'],
  ['sa.Boolean()', '0'],
  ['sa.Text()', ''],
])('a column of %s gets the default %s meanwhile', (type, value) =>
  checkFix(
    dropped,
    freed(`op.alter_column("users", "seen", server_default="${value}")`) +
      later(
        `op.add_column(\n        "users", sa.Column("seen", ${type}, server_default="${value}", nullable=False)\n    )`,
      ),
    { rule, history: [seen(`sa.Column("seen", ${type}, nullable=False)`)] },
  ),
);

test.each([
  ['a date says something whatever it is', 'sa.Date()', ''],
  ['the same value twice is refused', 'sa.Integer()', ', unique=True'],
])('where no default will do it may be NULL meanwhile, and the way back has an end: %s', (_, type, more) =>
  checkFix(
    dropped,
    freed('op.alter_column("users", "seen", nullable=True)') +
      later(
        `op.add_column("users", sa.Column("seen", ${type}, nullable=True))${more ? '\n    with op.get_context().autocommit_block():\n        op.create_index(\n            "users_seen_key",\n            "users",\n            ["seen"],\n            unique=True,\n            postgresql_concurrently=True,\n        )\n    op.execute("""\n        ALTER TABLE users ADD CONSTRAINT users_seen_key\n            UNIQUE USING INDEX users_seen_key\n    """)' : ''}`,
        end,
      ),
    { rule, history: [seen(`sa.Column("seen", ${type}, nullable=False${more})`)] },
  ),
);

test('MySQL takes no plain default of a text, and an expression', () =>
  checkFix(
    dropped,
    freed(`op.alter_column("users", "seen", server_default=sa.text("('')"))`) +
      later(
        `op.add_column(\n        "users",\n        sa.Column("seen", sa.Text(), server_default=sa.text("('')"), nullable=False),\n    )`,
      ),
    { rule, engine: 'mysql', history: [seen('sa.Column("seen", sa.Text(), nullable=False)')] },
  ));

test('MySQL changes a column by saying all of it', () =>
  checkFix(
    dropped,
    freed('op.alter_column("users", "seen", existing_type=sa.Date(), nullable=True)') +
      later('op.add_column("users", sa.Column("seen", sa.Date(), nullable=True))', end),
    { rule, engine: 'mysql', history: [seen('sa.Column("seen", sa.Date(), nullable=False)')] },
  ));
