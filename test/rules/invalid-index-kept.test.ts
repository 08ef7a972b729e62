import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'invalid-index-kept';

test('the next run takes what a failed build has left for the index', () =>
  check(
    `
CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_email ON users (email);
^^^^^^^^^^^^ info: If building ix_email fails, the next run finds the invalid index that is left, and keeps it
`,
    { rule, tool: 'sql' },
  ));

test('dropped first, built in a transaction, without IF NOT EXISTS, or on a new table', () =>
  check(
    `
DROP INDEX CONCURRENTLY IF EXISTS ix_email;
CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_email ON users (email);
CREATE INDEX CONCURRENTLY ix_name ON users (name);
CREATE INDEX IF NOT EXISTS ix_age ON users (age);
CREATE TABLE teams (id integer);
CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_teams ON teams (id);
`,
    { rule, tool: 'sql' },
  ));

test('the fix drops it, and keeps the author’s statement', () =>
  checkFix(
    `CREATE INDEX CONCURRENTLY IF NOT EXISTS "ix_Email"
  ON app.users (lower(email) text_pattern_ops); -- for the search
`,
    `DROP INDEX CONCURRENTLY IF EXISTS app."ix_Email";
CREATE INDEX CONCURRENTLY IF NOT EXISTS "ix_Email"
  ON app.users (lower(email) text_pattern_ops); -- for the search
`,
    { rule, tool: 'sql' },
  ));

test('the fix in an autocommit block, whatever the author calls', async () => {
  await checkFix(
    `def upgrade():
    with op.get_context().autocommit_block():
        op.create_index("ix_email", "users", ["email"], postgresql_concurrently=True, if_not_exists=True)
`,
    `def upgrade():
    with op.get_context().autocommit_block():
        op.drop_index(
            "ix_email", table_name="users", postgresql_concurrently=True, if_exists=True
        )
        op.create_index("ix_email", "users", ["email"], postgresql_concurrently=True, if_not_exists=True)
`,
    { rule },
  );
  await checkFix(
    `def upgrade():
    with op.get_context().autocommit_block():
        op.execute("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ix_email ON users (email)")
`,
    `def upgrade():
    with op.get_context().autocommit_block():
        op.drop_index(
            "ix_email", table_name="users", postgresql_concurrently=True, if_exists=True
        )
        op.execute("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ix_email ON users (email)")
`,
    { rule },
  );
});
