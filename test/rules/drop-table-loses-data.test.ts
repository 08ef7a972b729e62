import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'drop-table-loses-data';

test('the rows go for good', () =>
  check(
    `
def upgrade():
    op.drop_table("user")
#   ^^^^^^^^^^^^^ error: Dropping user destroys all its rows for good
    op.execute("DROP TABLE app.carts")
#               ^^^^^^^^^^ error: Dropping app.carts destroys all its rows for good
`,
    { rule },
  ));

test('a table of this very migration has no rows that anybody misses', () =>
  check(
    `
def upgrade():
    op.create_table("scratch", sa.Column("id", sa.Integer()))
    op.drop_table("scratch")
    op.execute("SELECT 'DROP TABLE users'")
`,
    { rule },
  ));

test('a match on the dialect takes its case only', () =>
  check(
    `
def upgrade():
    match op.get_bind().dialect.name:
        case "sqlite":
            op.drop_table("user")
        case "postgresql":
            op.drop_table("team")
#           ^^^^^^^^^^^^^ error: Dropping team destroys all its rows for good
        case _:
            op.drop_table("event")
`,
    { rule },
  ));

test('a member of an Enum gives its value', () =>
  check(
    `
import enum

class Name(enum.Enum):
    USER = "user"

def upgrade():
    op.drop_table(Name.USER.value)
#   ^^^^^^^^^^^^^ error: Dropping user destroys all its rows for good
`,
    { rule },
  ));

test('the rows go for good on MySQL too', () =>
  check(
    `
def upgrade():
    op.drop_table("user")
#   ^^^^^^^^^^^^^ error: Dropping user destroys all its rows for good
    op.create_table("team", sa.Column("name", sa.Text()))
    op.drop_table("team")
`,
    { rule: 'drop-table-loses-data', engine: 'mysql' },
  ));

test('the rows go for good on MariaDB too', () =>
  check(
    `
def upgrade():
    op.drop_table("user")
#   ^^^^^^^^^^^^^ error: Dropping user destroys all its rows for good
    op.create_table("team", sa.Column("name", sa.Text()))
    op.drop_table("team")
`,
    { rule: 'drop-table-loses-data', engine: 'mariadb' },
  ));

test('the rows go for good on SQLite too', () =>
  check(
    `
def upgrade():
    op.drop_table("user")
#   ^^^^^^^^^^^^^ error: Dropping user destroys all its rows for good
    op.create_table("team", sa.Column("name", sa.Text()))
    op.drop_table("team")
`,
    { rule: 'drop-table-loses-data', engine: 'sqlite' },
  ));

test('a part of a table goes with all its rows', () =>
  check(
    `
ALTER TABLE orders DROP PARTITION p2019;
--                 ^^^^^^^^^^^^^^ error: ALTER TABLE DROP PARTITION destroys rows of orders for good
ALTER TABLE orders TRUNCATE PARTITION p2020;
--                 ^^^^^^^^^^^^^^^^^^ error: ALTER TABLE TRUNCATE PARTITION destroys rows of orders for good
ALTER TABLE orders ADD PARTITION (PARTITION p2030 VALUES LESS THAN (2031));
ALTER TABLE orders REORGANIZE PARTITION p2030 INTO (PARTITION p VALUES LESS THAN (2031));
`,
    { rule: 'drop-table-loses-data', tool: 'sql', engine: 'mysql' },
  ));

test('MySQL calls a database a schema too; a temporary table is nobody else’s', async () => {
  const marked = `
DROP SCHEMA IF EXISTS shop;
^^^^^^^^^^^ error: DROP DATABASE destroys every table in it for good
DROP TEMPORARY TABLE IF EXISTS found, lost;
DROP TABLES found, lost;
^^^^^^^^^^^ error: Dropping found destroys all its rows for good
^^^^^^^^^^^ error: Dropping lost destroys all its rows for good
`;
  for (const engine of ['mysql', 'mariadb'] as const) {
    await check(marked, { rule: 'drop-table-loses-data', tool: 'sql', engine });
  }
});

test('a table that is made anew under its old name keeps its rows', () =>
  check(
    `CREATE TABLE users_new (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
INSERT INTO users_new SELECT id, email FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
CREATE TABLE orders_new (id INTEGER PRIMARY KEY);
INSERT INTO orders_new SELECT id FROM old_orders;
DROP TABLE orders;
^^^^^^^^^^ error: Dropping orders destroys all its rows for good
ALTER TABLE orders_new RENAME TO orders;
`,
    { rule, tool: 'sql', engine: 'sqlite' },
  ));

test('the fix: the name goes first, the rows in a later migration', () =>
  checkFix(
    `def upgrade():
    op.drop_index("ix_sessions_token", table_name="sessions")
    op.drop_table("sessions")


def downgrade():
    op.create_table(
        "sessions",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("token", sa.Text(), nullable=False),
    )
    op.create_index("ix_sessions_token", "sessions", ["token"])
`,
    `def upgrade():
    op.drop_index("ix_sessions_token", table_name="sessions")
    op.rename_table("sessions", "sessions_dropped")


def downgrade():
    op.rename_table("sessions_dropped", "sessions")
    op.create_index("ix_sessions_token", "sessions", ["token"])

#- /app/migrations/versions/c1_drop_sessions_dropped.py
"""drop sessions_dropped

Revision ID: c1
Revises: b2
Create Date: 2026-01-02 03:04:05

Before this revision runs:

- [ ] Nobody has missed sessions since it was renamed to sessions_dropped, a release ago at least.
- [ ] A backup of its rows exists whose restore has been tried, or nobody needs them: the downgrade cannot bring them back.

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "c1"
down_revision = "b2"


def upgrade():
    op.drop_table("sessions_dropped")


def downgrade():
    op.create_table(
        "sessions",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.rename_table("sessions", "sessions_dropped")
`,
    { rule: 'drop-table-loses-data' },
  ));

test('and in plain SQL', () =>
  checkFix(
    `-- migrate:up
DROP TABLE sessions;

-- migrate:down
CREATE TABLE sessions (id bigint PRIMARY KEY, token text NOT NULL);
`,
    `-- migrate:up
ALTER TABLE sessions RENAME TO sessions_dropped;

-- migrate:down
ALTER TABLE sessions_dropped RENAME TO sessions;

#- /app/db/migrations/20260102030405_drop_sessions_dropped.sql
-- migrate:up
-- drop sessions_dropped
--
-- Before this runs:
-- - [ ] Nobody has missed sessions since it was renamed to sessions_dropped, a release ago at least.
-- - [ ] A backup of its rows exists whose restore has been tried, or nobody needs them: the downgrade cannot bring them back.

DROP TABLE sessions_dropped;

-- migrate:down
CREATE TABLE sessions (
    id BIGINT NOT NULL,
    token TEXT NOT NULL,
    PRIMARY KEY (id)
);

ALTER TABLE sessions RENAME TO sessions_dropped;
`,
    { rule: 'drop-table-loses-data', tool: 'sql', path: 'db/migrations/20260101000000_drop.sql' },
  ));
