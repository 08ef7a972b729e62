import { expect, test } from 'vitest';
import { analyzed, check, checkFix } from '../marked.ts';

const rule = 'default-rewrites-table';

test('a default of its own for each row rewrites the table', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("token", sa.Uuid(), server_default=sa.text("gen_random_uuid()")))
#   ^^^^^^^^^^^^^ error: The default of token is written row by row: all of user is rewritten while reads and writes wait
`,
    { rule },
  ));

test('one value for all rows is instant since version 11', async () => {
  const text = `
def upgrade():
    op.add_column("user", sa.Column("seen", sa.DateTime(), server_default=sa.func.now()))
`;
  await check(text, { rule });
  await check(
    `${text.trimEnd()}
#   ^^^^^^^^^^^^^ error: The default of seen is written row by row: all of user is rewritten while reads and writes wait
`,
    { rule, version: '10' },
  );
});

test('a default set afterwards concerns new rows only', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("token", sa.Uuid()))
    op.alter_column("user", "token", server_default=sa.text("gen_random_uuid()"))
    op.add_column("user", sa.Column("plan", sa.Text(), server_default="free", nullable=False))
    op.add_column("user", sa.Column("options", sa.Text(), server_default=settings.default_options()))
`,
    { rule },
  ));

test('a function that nobody here knows may be volatile', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("token", sa.Text(), server_default=sa.text("my_id()")))
#   ^^^^^^^^^^^^^ warning: The default of token may be written row by row, all of user rewritten while reads and writes wait: whether my_id() is volatile is not known
`,
    { rule },
  ));

test('before version 11 a constant is filled in by batches as well', () =>
  checkFix(
    `def upgrade():
    op.add_column("user", sa.Column("plan", sa.Text(), server_default="free"))
`,
    `def upgrade():
    op.add_column("user", sa.Column("plan", sa.Text(), nullable=True))
    op.alter_column("user", "plan", server_default="free")

#- /app/migrations/versions/c1_backfill_user_plan.py
"""backfill user plan

Revision ID: c1
Revises: b2
Create Date: 2026-01-02 03:04:05

Before this revision runs:

- [ ] The history does not say what the primary key of user is: each batch searches user from its beginning for rows to fill, which takes long on a large table. If it has a key, let the batches follow that.

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
            SELECT EXISTS (SELECT FROM "user"
            WHERE plan IS NULL AND NOT (('free') IS NULL))
        """)
        while connection.scalar(unfilled):
            if batches > 0:
                time.sleep(took)
            began = time.monotonic()
            connection.execute(
                sa.text("""
                    UPDATE "user"
                    SET plan = 'free'
                    WHERE plan IS NULL AND ctid = ANY (ARRAY(
                        SELECT ctid FROM "user"
                        WHERE plan IS NULL AND NOT (('free') IS NULL)
                        LIMIT 1000
                    ))
                """)
            )
            took = time.monotonic() - began
            batches += 1
            if batches % 100 == 0:
                log.info("user.plan: %s batches", batches)
        log.info("user.plan: filled in %s batches", batches)


def downgrade():
    pass
`,
    { rule, version: '10' },
  ));

test('MySQL copies the table for an expression, and for nothing else', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("token", sa.String(36), server_default=sa.text("(uuid())")))
#   ^^^^^^^^^^^^^ error: The default of token is written row by row: all of user is rewritten while writes wait
    op.add_column("user", sa.Column("seen", sa.DateTime(), server_default=sa.text("CURRENT_TIMESTAMP")))
    op.add_column("user", sa.Column("age", sa.Integer(), server_default="0"))
`,
    { rule: 'default-rewrites-table', engine: 'mysql' },
  ));

test('SQLite refuses it, or copies the table whatever the default is', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("seen", sa.DateTime(), server_default=sa.func.now()))
    with op.batch_alter_table("user") as batch_op:
        batch_op.add_column(sa.Column("seen", sa.DateTime(), server_default=sa.func.now()))
`,
    { rule: 'default-rewrites-table', engine: 'sqlite' },
  ));

test('the plan speaks the dialect at hand', () =>
  checkFix(
    `def upgrade():
    op.add_column("Order", sa.Column("token", sa.String(36), server_default=sa.text("(uuid())")))
`,
    `def upgrade():
    op.add_column("Order", sa.Column("token", sa.String(36), nullable=True))
    op.alter_column("Order", "token", server_default=sa.text("(uuid())"))

#- /app/migrations/versions/c1_backfill_order_token.py
"""backfill Order token

Revision ID: c1
Revises: b2
Create Date: 2026-01-02 03:04:05

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
        start = connection.scalar(sa.text("SELECT id FROM \`Order\` ORDER BY id LIMIT 1"))
        while start is not None:
            began = time.monotonic()
            end = connection.scalar(
                sa.text(
                    "SELECT id FROM \`Order\` WHERE id >= :start ORDER BY id LIMIT 1 OFFSET 1000"
                ),
                {"start": start},
            )
            batch = "id >= :start"
            if end is not None:
                batch += " AND id < :end"
            connection.execute(
                sa.text(f"""
                    UPDATE \`Order\`
                    SET token = (uuid())
                    WHERE {batch} AND token IS NULL
                """),
                {"start": start, "end": end},
            )
            batches += 1
            if end is not None:
                if batches % 100 == 0:
                    log.info("Order.token: %s batches, next from id %s", batches, end)
                time.sleep(time.monotonic() - began)
            start = end
        log.info("Order.token: filled in %s batches", batches)


def downgrade():
    pass
`,
    {
      rule: 'default-rewrites-table',
      engine: 'mysql',
      history: ['op.create_table("Order", sa.Column("id", sa.Integer(), primary_key=True))'],
    },
  ));

test('a table with a full-text index is rebuilt for any column: the default is not to blame', () =>
  check(
    `
ALTER TABLE posts ADD COLUMN likes INT DEFAULT 0;
`,
    {
      rule,
      tool: 'sql',
      engine: 'mysql',
      history: ['CREATE TABLE posts (id INT PRIMARY KEY, text TEXT, FULLTEXT INDEX ft (text));'],
    },
  ));

test('a column that is the primary key cannot wait for its values', async () => {
  const text = 'ALTER TABLE users ADD COLUMN id uuid DEFAULT gen_random_uuid() PRIMARY KEY;\n';
  const { analysis } = await analyzed(text, { tool: 'sql' });
  expect(analysis.findings.filter((each) => each.rule === rule).map(({ fixes }) => fixes)).toEqual([[]]);
});
