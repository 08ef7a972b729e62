import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'reindex-blocks';

test('an index is rebuilt under locks that stop everyone', () =>
  check(
    `
def upgrade():
    op.execute("REINDEX TABLE users")
#               ^^^^^^^^^^^^^ error: Rebuilding the indexes of table users blocks reads and writes until they are done
    op.execute("REINDEX INDEX ix_users_email")
#               ^^^^^^^^^^^^^ error: Rebuilding the index ix_users_email blocks reads and writes until they are done
    op.execute("REINDEX SCHEMA app")
#               ^^^^^^^^^^^^^^ error: Rebuilding the indexes of schema app blocks reads and writes until they are done
`,
    { rule },
  ));

test('concurrently, or on a fresh table, nobody waits', () =>
  check(
    `
def upgrade():
    with op.get_context().autocommit_block():
        op.execute("REINDEX INDEX CONCURRENTLY ix_users_email")
    op.create_table("team", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_index("ix_team", "team", ["id"])
    op.execute("REINDEX INDEX ix_team")
`,
    { rule },
  ));

test('the fix rebuilds concurrently', () =>
  checkFix(
    `REINDEX INDEX ix_users_email;
`,
    `REINDEX INDEX CONCURRENTLY ix_users_email;
`,
    { rule, tool: 'sql' },
  ));

test('CONCURRENTLY in parentheses, and taken back there', () =>
  check(
    `
REINDEX (VERBOSE, CONCURRENTLY) TABLE users;
REINDEX (CONCURRENTLY on) TABLE users;
REINDEX (CONCURRENTLY false) TABLE users;
^^^^^^^ error: Rebuilding the indexes of table users blocks reads and writes until they are done
`,
    { rule, tool: 'sql' },
  ));
