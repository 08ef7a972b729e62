import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'suppression-unused';

test('what a comment in a revision does not suppress', () =>
  check(
    `
def upgrade():
    # migration-writer: ignore[drop-table-loses-data, not-a-rule] exported
#                              ^^^^^^^^^^^^^^^^^^^^^ warning: drop-table-loses-data finds nothing here that could be ignored
#                                                     ^^^^^^^^^^ warning: There is no rule "not-a-rule"
    op.drop_column("users", "nickname")
    # migration-writer: ignore[drop-table-loses-data] exported
    op.drop_table("sessions")
`,
    { rule },
  ));

test('what a way back does counts as well', () =>
  check(
    `
def upgrade():
    op.execute("SELECT 1")


def downgrade():
    op.execute("SELEC 1")  # migration-writer: ignore[syntax-error] a test of the alarm
`,
    { rule },
  ));

test('a misspelt rule is put right', () =>
  checkFix(
    `def upgrade():
    # migration-writer: ignore[drop-table-lose-data] exported
    op.drop_table("sessions")
`,
    `def upgrade():
    # migration-writer: ignore[drop-table-loses-data] exported
    op.drop_table("sessions")
`,
    { rule },
  ));

test('a comment that is left over goes', () =>
  checkFix(
    `def upgrade():
    # migration-writer: ignore[drop-table-loses-data] exported
    op.execute("SELECT 1")
`,
    `def upgrade():
    op.execute("SELECT 1")
`,
    { rule },
  ));

test('the script around the migrations has suppressions of its own', () =>
  check(
    `from alembic import context
from sqlalchemy import create_engine, text

# migration-writer: ignore[drop-table-loses-data] exported
#                          ^^^^^^^^^^^^^^^^^^^^^ warning: drop-table-loses-data finds nothing here that could be ignored
with create_engine("postgresql://").connect() as connection:
    # migration-writer: ignore[statement-before-configure] only ever run by hand
    connection.execute(text("SET search_path TO app"))
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`,
    {
      ...{ whole: true, path: 'migrations/env.py' },
      rules: { 'lock-timeout-missing': 'off', 'lock-timeout-useless': 'off' },
    },
  ));
