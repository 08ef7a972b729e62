import { test } from 'vitest';
import { check } from '../marked.ts';

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
