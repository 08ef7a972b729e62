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

test('a new value of an enum has a rule of its own', () =>
  check(
    `
def upgrade():
    op.execute("ALTER TYPE mood ADD VALUE 'calm'")
`,
    { rule, version: '11' },
  ));

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

test('SQLite vacuums in no transaction, and analyses in any', () =>
  check(
    `
def upgrade():
    op.execute("VACUUM")
#               ^^^^^^ error: VACUUM cannot run inside the migration’s transaction: it fails
    op.execute("ANALYZE")
`,
    { rule: 'concurrently-in-transaction', engine: 'sqlite' },
  ));

test('MySQL has nothing that refuses a transaction: it commits it', () =>
  check(
    `
def upgrade():
    op.create_index("ix", "user", ["email"], postgresql_concurrently=True)
`,
    { rule: 'concurrently-in-transaction', engine: 'mysql' },
  ));

test('MariaDB does not hear the keyword of another dialect', () =>
  check(
    `
def upgrade():
    op.drop_index("ix", "user", postgresql_concurrently=True)
`,
    { rule: 'concurrently-in-transaction', engine: 'mariadb' },
  ));

test('a block of code is a transaction, wherever it runs', () =>
  check(
    `
DO $$ BEGIN
  CREATE INDEX CONCURRENTLY ix_users_email ON users (email);
--^^^^^^^^^^^^ error: Building ix_users_email concurrently cannot run inside a block of code: it fails
  EXECUTE 'DROP INDEX CONCURRENTLY ix_users_name';
--         ^^^^^^^^^^ error: Dropping ix_users_name concurrently cannot run inside a block of code: it fails
  CREATE INDEX ix_teams ON teams (name);
END $$;
CREATE INDEX CONCURRENTLY ix_roles ON roles (name);
`,
    { rule, tool: 'sql' },
  ));
