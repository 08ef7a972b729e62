import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'enum-value-used-too-early';

test('a value is used before its transaction has committed', () =>
  check(
    `
def upgrade():
    op.execute("ALTER TYPE mood ADD VALUE 'calm'")
    op.alter_column("users", "mood", server_default="calm")
#   ^^^^^^^^^^^^^^^ error: 'calm' of mood is used before the transaction that adds it has committed: it fails
`,
    { rule },
  ));

test('in SQL, in a CHECK, in a default', () =>
  check(
    `
BEGIN;
ALTER TYPE mood ADD VALUE 'calm';
ALTER TYPE mood ADD VALUE 'it''s';
ALTER TYPE mood ADD VALUE 'wild';
ALTER TABLE users ADD COLUMN mood mood DEFAULT 'calm';
--                ^^^^^^^^^^ error: 'calm' of mood is used before the transaction that adds it has committed: it fails
ALTER TABLE users ADD CHECK (mood <> 'wild');
--                ^^^^^^^^^ error: 'wild' of mood is used before the transaction that adds it has committed: it fails
UPDATE users SET mood = 'it''s' WHERE id = 1;
^^^^^^ error: 'it's' of mood is used before the transaction that adds it has committed: it fails
COMMIT;
`,
    { rule, tool: 'sql', path: 'migrations/0002_mood.up.sql' },
  ));

test('outside the transaction, unused, or of another type', () =>
  check(
    `
def upgrade():
    with op.get_context().autocommit_block():
        op.execute("ALTER TYPE mood ADD VALUE 'calm'")
    op.execute("UPDATE users SET mood = 'calm' WHERE id = 1")
    op.execute("ALTER TYPE mood ADD VALUE 'wild'")
    op.add_column("users", sa.Column("weather", sa.Text(), server_default="wild"))
`,
    { rule },
  ));

test('a type of the very transaction is taken before version 12, and its values at once as of 17', async () => {
  const made = `
def upgrade():
    op.execute("CREATE TYPE size AS ENUM ('small')")
    op.execute("ALTER TYPE size ADD VALUE 'large'")
    op.execute("UPDATE users SET size = 'large' WHERE id = 1")
`;
  await check(made, { rule, version: '11' });
  await check(
    `${made}#               ^^^^^^ error: 'large' of size is used before the transaction that adds it has committed: it fails\n`,
    { rule, version: '16' },
  );
  await check(made, { rule, version: '17' });
});

test('before version 12 it runs in no transaction', () =>
  check(
    `
def upgrade():
    op.execute("ALTER TYPE mood ADD VALUE 'calm'")
#               ^^^^^^^^^^ error: Adding 'calm' of mood cannot run inside the migration’s transaction: it fails
`,
    { rule, version: '11' },
  ));

test('two revisions share a transaction if both are pending', () =>
  check(
    `
def upgrade():
    op.execute("UPDATE users SET mood = 'calm' WHERE id = 1")
#               ^^^^^^ info: 'calm' of mood is used in the transaction that adds it, if both migrations are pending together
`,
    { rule, history: ['op.execute("ALTER TYPE mood ADD VALUE \'calm\'")'] },
  ));

test('the fix adds the value outside the transaction', () =>
  checkFix(
    `def upgrade():
    op.execute("ALTER TYPE mood ADD VALUE 'calm'")
    op.execute("UPDATE users SET mood = 'calm' WHERE id = 1")
`,
    `def upgrade():
    with op.get_context().autocommit_block():
        op.execute("ALTER TYPE mood ADD VALUE IF NOT EXISTS 'calm'")
    op.execute("UPDATE users SET mood = 'calm' WHERE id = 1")
`,
    { rule },
  ));

test('or uses it in a later migration, where each has a transaction of its own', () =>
  checkFix(
    `ALTER TYPE mood ADD VALUE 'calm';
UPDATE users SET mood = 'calm' WHERE id = 1;
ALTER TABLE users ALTER COLUMN mood SET DEFAULT 'calm';
`,
    `ALTER TYPE mood ADD VALUE 'calm';

#- /app/db/migration/V101__use_calm_of_mood.sql
-- use calm of mood

UPDATE users SET mood = 'calm' WHERE id = 1;

ALTER TABLE users ALTER COLUMN mood SET DEFAULT 'calm';
`,
    { rule, tool: 'sql', path: 'db/migration/V100__mood.sql' },
  ));
