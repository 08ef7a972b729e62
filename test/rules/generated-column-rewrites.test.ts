import { expect, test } from 'vitest';
import { analyzed, check, checkFix } from '../marked.ts';

const rule = 'generated-column-rewrites';

test('a stored column is computed for every row', () =>
  check(
    `ALTER TABLE users ADD COLUMN name_length integer GENERATED ALWAYS AS (length(name)) STORED;
--                ^^^^^^^^^^ error: Storing name_length for every row rewrites all of users while reads and writes wait
`,
    { rule, tool: 'sql' },
  ));

test('a virtual one, and one of a fresh table, cost nothing', () =>
  check(
    `CREATE TABLE team (name text);
ALTER TABLE team ADD COLUMN name_length integer GENERATED ALWAYS AS (length(name)) STORED;
ALTER TABLE users ADD COLUMN name_length integer GENERATED ALWAYS AS (length(name)) VIRTUAL;
`,
    { rule, tool: 'sql', version: '18' },
  ));

test('sa.Computed is the same', () =>
  check(
    `
def upgrade():
    op.add_column("users", sa.Column("twice", sa.Integer(), sa.Computed("age * 2", persisted=True)))
#   ^^^^^^^^^^^^^ error: Storing twice for every row rewrites all of users while reads and writes wait
`,
    { rule },
  ));

test('before PostgreSQL 18 there is no virtual column to turn to', async () => {
  const text = 'ALTER TABLE users ADD COLUMN twice integer GENERATED ALWAYS AS (age * 2) STORED;\n';
  const fixes = async (version: string) =>
    (await analyzed(text, { tool: 'sql', version })).analysis.findings
      .filter((each) => each.rule === rule)

      .flatMap((each) => each.fixes.map(({ title }) => title));
  expect(await fixes('17')).not.toContain('Compute twice when it is read');
  expect(await fixes('18')).toContain('Compute twice when it is read');
  await check(
    `ALTER TABLE users ADD COLUMN twice integer GENERATED ALWAYS AS (age * 2) VIRTUAL;
--                ^^^^^^^^^^ error: The statement is refused: before PostgreSQL 18 a generated column has to be STORED
`,
    { rule: 'syntax-error', tool: 'sql', version: '17' },
  );
});

test('the fix before PostgreSQL 18: a trigger computes new rows, batches the old ones', () =>
  checkFix(
    `def upgrade():
    op.add_column("users", sa.Column("name_length", sa.Integer(), sa.Computed("length(name)", persisted=True)))


def downgrade():
    op.drop_column("users", "name_length")
`,
    `def upgrade():
    op.add_column("users", sa.Column("name_length", sa.Integer(), nullable=True))
    op.execute("""
        CREATE FUNCTION compute_users_name_length() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          SELECT length(name) INTO NEW.name_length FROM (SELECT NEW.*) AS written;
          RETURN NEW;
        END;
        $$
    """)
    op.execute("""
        CREATE TRIGGER compute_users_name_length BEFORE INSERT OR UPDATE ON users
            FOR EACH ROW EXECUTE PROCEDURE compute_users_name_length()
    """)


def downgrade():
    op.execute("DROP TRIGGER compute_users_name_length ON users")
    op.execute("DROP FUNCTION compute_users_name_length()")
    op.drop_column("users", "name_length")

#- /app/migrations/versions/c1_backfill_users_name_length.py
"""backfill users name_length

Revision ID: c1
Revises: b2
Create Date: 2026-01-02 03:04:05

Before this revision runs:

- [ ] The history does not say what the primary key of users is: each batch searches users from its beginning for rows to fill, which takes long on a large table. If it has a key, let the batches follow that.

"""

import logging
import time

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "c1"
down_revision = "b2"


def upgrade():
    with op.get_context().autocommit_block():
        connection = op.get_bind()
        log = logging.getLogger("alembic.runtime.migration")
        batches = 0
        unfilled = sa.text("""
            SELECT EXISTS (SELECT FROM users
            WHERE name_length IS NULL AND NOT ((length(name)) IS NULL))
        """)
        while connection.scalar(unfilled):
            if batches > 0:
                time.sleep(took)
            began = time.monotonic()
            connection.execute(
                sa.text("""
                    UPDATE users
                    SET name_length = length(name)
                    WHERE name_length IS NULL AND ctid = ANY (ARRAY(
                        SELECT ctid FROM users
                        WHERE name_length IS NULL AND NOT ((length(name)) IS NULL)
                        LIMIT 1000
                    ))
                """)
            )
            took = time.monotonic() - began
            batches += 1
            if batches % 100 == 0:
                log.info("users.name_length: %s batches", batches)
        log.info("users.name_length: filled in %s batches", batches)


def downgrade():
    pass
`,
    { rule: 'generated-column-rewrites', version: '15' },
  ));
