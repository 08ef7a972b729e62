import { expect, test } from 'vitest';
import { analyzed, check, checkFix } from '../marked.ts';

const rule = 'rename-table-breaks-code';

test('code that still runs knows the old name only', () =>
  check(
    `
def upgrade():
    op.rename_table("user", "account")
#   ^^^^^^^^^^^^^^^ error: Renaming user to account breaks all code that runs with the old name
`,
    { rule },
  ));

test('nobody knows a fresh table', () =>
  check(
    `
def upgrade():
    op.create_table("account_new", sa.Column("id", sa.Integer()))
    op.rename_table("account_new", "account")
`,
    { rule },
  ));

test('a view of the old name stands in, where both appear at once', () =>
  check(
    `
def upgrade():
    op.rename_table("user", "account")
    op.execute('CREATE VIEW "user" AS SELECT * FROM account')
    op.rename_table("team", "club")
#   ^^^^^^^^^^^^^^^ error: Renaming team to club breaks all code that runs with the old name
    op.execute("CREATE VIEW teams AS SELECT * FROM club")
    op.rename_table("event", "happening")
#   ^^^^^^^^^^^^^^^ error: Renaming event to happening breaks all code that runs with the old name
    with op.get_context().autocommit_block():
        op.execute("CREATE VIEW event AS SELECT * FROM happening")
`,
    { rule },
  ));

test('MySQL renames for everyone at once', () =>
  check(
    `
def upgrade():
    op.rename_table("user", "users")
#   ^^^^^^^^^^^^^^^ error: Renaming user to users breaks all code that runs with the old name
    op.create_table("team", sa.Column("name", sa.Text()))
    op.rename_table("team", "teams")
`,
    { rule: 'rename-table-breaks-code', engine: 'mysql' },
  ));

test('MariaDB renames for everyone at once', () =>
  check(
    `
def upgrade():
    op.rename_table("user", "users")
#   ^^^^^^^^^^^^^^^ error: Renaming user to users breaks all code that runs with the old name
    op.create_table("team", sa.Column("name", sa.Text()))
    op.rename_table("team", "teams")
`,
    { rule: 'rename-table-breaks-code', engine: 'mariadb' },
  ));

test('SQLite renames for everyone at once', () =>
  check(
    `
def upgrade():
    op.rename_table("user", "users")
#   ^^^^^^^^^^^^^^^ error: Renaming user to users breaks all code that runs with the old name
    op.create_table("team", sa.Column("name", sa.Text()))
    op.rename_table("team", "teams")
`,
    { rule: 'rename-table-breaks-code', engine: 'sqlite' },
  ));

test('a table that takes the name of one dropped before is the one that code knows', () =>
  check(
    `ALTER TABLE users_new RENAME TO users;
ALTER TABLE teams_new RENAME TO teams;
--                    ^^^^^^^^^ error: Renaming teams_new to teams breaks all code that runs with the old name
`,
    {
      rule,
      tool: 'sql',
      engine: 'sqlite',
      history: [
        'CREATE TABLE users (id int); CREATE TABLE users_new (id int); CREATE TABLE teams_new (id int);',
        'INSERT INTO users_new SELECT id FROM users; DROP TABLE users;',
      ],
    },
  ));

test('the fix: a view keeps the old name until no code uses it', () =>
  checkFix(
    `def upgrade():
    op.rename_table("users", "accounts")


def downgrade():
    op.rename_table("accounts", "users")
`,
    `def upgrade():
    op.rename_table("users", "accounts")
    op.execute("CREATE VIEW users AS SELECT * FROM accounts")


def downgrade():
    op.execute("DROP VIEW users")
    op.rename_table("accounts", "users")

#- /app/migrations/versions/c1_drop_view_users.py
"""drop view users

Revision ID: c1
Revises: b2
Create Date: 2026-01-02 03:04:05

Before this revision runs:

- [ ] The code that is deployed everywhere reads and writes accounts, and users nowhere.

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = "c1"
down_revision = "b2"


def upgrade():
    op.execute("DROP VIEW users")


def downgrade():
    op.execute("CREATE VIEW users AS SELECT * FROM accounts")
`,
    { rule: 'rename-table-breaks-code' },
  ));

test('a new name that says farewell is meant to be missed', () =>
  check(
    `
def upgrade():
    op.rename_table("users", "users_old")
#   ^^^^^^^^^^^^^^^ warning: Renaming users to users_old breaks all code that runs with the old name
`,
    { rule },
  ));

test('no view is offered where it would take no writes', async () => {
  const { analysis } = await analyzed('ALTER TABLE users RENAME TO accounts;', { tool: 'sql', engine: 'sqlite' });
  expect(analysis.findings.map((each) => [each.rule, each.fixes])).toContainEqual([rule, []]);
});
