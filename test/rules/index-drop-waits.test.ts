import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'index-drop-waits';

test('dropping an index queues everyone behind the longest reader', () =>
  check(
    `
def upgrade():
    op.drop_index("ix_user_email", table_name="user")
#   ^^^^^^^^^^^^^ warning: Dropping ix_user_email waits for every transaction on user and stops everyone else meanwhile
`,
    { rule },
  ));

test('nobody waits for a fresh table, or for a concurrent drop', () =>
  check(
    `
def upgrade():
    op.create_table("team", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_index("ix_team_id", "team", ["id"])
    op.drop_index("ix_team_id", table_name="team")
    with op.get_context().autocommit_block():
        op.drop_index("ix_user_email", table_name="user", postgresql_concurrently=True)
`,
    { rule },
  ));

test('an index that goes with its table waits for nobody of its own', () =>
  check(
    `
def upgrade():
    op.drop_index("ix_user_email", table_name="user")
    op.drop_table("user")
`,
    { rule },
  ));

test('the fix drops it concurrently', () =>
  checkFix(
    `def upgrade():
    op.drop_index(op.f("ix_user_email"), table_name="user", if_exists=True)
`,
    `def upgrade():
    with op.get_context().autocommit_block():
        op.drop_index(
            op.f("ix_user_email"),
            table_name="user",
            if_exists=True,
            postgresql_concurrently=True,
        )
`,
    { rule },
  ));

test('MySQL lets everyone go on meanwhile', () =>
  check(
    `
def upgrade():
    op.drop_index("ix_user_email", table_name="user")
`,
    { rule: 'index-drop-waits', engine: 'mysql' },
  ));

test('SQLite has one lock for every write, and readers go on', () =>
  check(
    `
def upgrade():
    op.drop_index("ix_user_email", table_name="user")
`,
    { rule: 'index-drop-waits', engine: 'sqlite' },
  ));

test('several indexes of one statement need a statement each', () =>
  checkFix(
    'DROP INDEX IF EXISTS ix_a, ix_b;\n',
    'DROP INDEX CONCURRENTLY IF EXISTS ix_a;\nDROP INDEX CONCURRENTLY IF EXISTS ix_b;\n',
    { rule, tool: 'sql' },
  ));
