import { expect, test } from 'vitest';
import { scaffolded } from './scaffolded.ts';

const history = [
  `op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.Text()))
op.create_table("visits", sa.Column("user", sa.Integer(), sa.ForeignKey("users.id")))`,
];

test('a view keeps the old name', async () => {
  expect(await scaffolded('rename-table', { table: 'app.user', to: 'Accounts' })).toMatchInlineSnapshot(`
    "
    # rename user to Accounts
    # - [ ] Whoever uses app.user without owning it gets the same privileges on Accounts and on the view app.user: by default, or by this migration.

    def upgrade():
        op.rename_table("user", "Accounts", schema="app")
        op.execute('CREATE VIEW app."user" AS SELECT * FROM app."Accounts"')

    def downgrade():
        op.execute('DROP VIEW app."user"')
        op.rename_table("Accounts", "user", schema="app")

    # drop view user
    # - [ ] The code that is deployed everywhere reads and writes Accounts, and user nowhere.

    def upgrade():
        op.execute('DROP VIEW app."user"')

    def downgrade():
        op.execute('CREATE VIEW app."user" AS SELECT * FROM app."Accounts"')
    "
  `);
});

test('in plain SQL', async () => {
  expect(
    await scaffolded('rename-table', { table: 'app.user', to: 'Accounts' }, { tool: 'sql' }),
  ).toMatchInlineSnapshot(`
    "
    -- 0101_rename_user_to_accounts.sql
    -- rename user to Accounts
    --
    -- Before this runs:
    -- - [ ] Whoever uses app.user without owning it gets the same privileges on Accounts and on the view app.user: by default, or by this migration.

    ALTER TABLE app."user" RENAME TO "Accounts";

    CREATE VIEW app."user" AS SELECT * FROM app."Accounts";

    -- 0102_drop_view_user.sql
    -- drop view user
    --
    -- Before this runs:
    -- - [ ] The code that is deployed everywhere reads and writes Accounts, and user nowhere.

    DROP VIEW app."user";
    "
  `);
});

test('no view where none can be written through', async () => {
  expect(
    await scaffolded('rename-table', { table: 'users', to: 'accounts' }, { history, engine: 'sqlite' }),
  ).toMatchInlineSnapshot(`
    "
    # rename users to accounts
    # - [ ] No code that names users runs any more, and none that names accounts runs yet.

    def upgrade():
        op.rename_table("users", "accounts")

    def downgrade():
        op.rename_table("accounts", "users")
    "
  `);
});

test('not to a name that is taken', async () => {
  expect(await scaffolded('rename-table', { table: 'users', to: 'visits' }, { history })).toMatchInlineSnapshot(
    `"There is a table visits already"`,
  );
});
