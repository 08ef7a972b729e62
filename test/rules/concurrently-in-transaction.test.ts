import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'concurrently-in-transaction';

test('a concurrent build fails inside the transaction, as a call and as SQL', () =>
  check(
    `
def upgrade():
    op.create_index("ix_user_email", "user", ["email"], postgresql_concurrently=True)
#   ^^^^^^^^^^^^^^^ error: Building ix_user_email concurrently cannot run inside the migration’s transaction: it fails
    op.execute("CREATE INDEX CONCURRENTLY ix_user_name ON user_names (name)")
#               ^^^^^^^^^^^^ error: Building ix_user_name concurrently cannot run inside the migration’s transaction: it fails
`,
    { rule },
  ));

test('it runs in an autocommit block, and after a COMMIT', () =>
  check(
    `
def upgrade():
    with op.get_context().autocommit_block():
        op.create_index("ix_user_email", "user", ["email"], postgresql_concurrently=True)
    op.execute("COMMIT")
    op.execute("CREATE INDEX CONCURRENTLY ix_user_name ON user_names (name)")
`,
    { rule },
  ));

test('the word alone, in a comment or a name, is no statement', () =>
  check(
    `
def upgrade():
    # CREATE INDEX CONCURRENTLY would not do here
    op.execute("COMMENT ON TABLE users IS 'CREATE INDEX CONCURRENTLY'")
`,
    { rule },
  ));

test('a new value of an enum needs its own transaction before version 12', async () => {
  const text = `
def upgrade():
    op.execute("ALTER TYPE mood ADD VALUE 'calm'")
`;
  await check(text, { rule, version: '15' });
  await check(
    `${text.trimEnd()}
#               ^^^^^^^^^^ error: Adding 'calm' to mood cannot run inside the migration’s transaction: it fails
`,
    { rule, version: '11' },
  );
});

test('the fix wraps it and leaves the SQL alone', () =>
  checkFix(
    `def upgrade():
    op.execute(
        """
        CREATE INDEX CONCURRENTLY ix_user_name
            ON user_names (name)
        """
    )
`,
    `def upgrade():
    with op.get_context().autocommit_block():
        op.execute(
            """
        CREATE INDEX CONCURRENTLY ix_user_name
            ON user_names (name)
        """
        )
`,
    { rule },
  ));
