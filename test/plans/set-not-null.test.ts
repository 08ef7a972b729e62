import { expect, test } from 'vitest';
import { scaffolded } from './scaffolded.ts';

const history = [
  `op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.Text()))
op.create_table("visits", sa.Column("user", sa.Integer(), sa.ForeignKey("users.id")))`,
];

test('new rows are bound first, old ones are checked later', async () => {
  expect(await scaffolded('set-not-null', { table: 'users', column: 'name' }, { history })).toMatchInlineSnapshot(`
    "
    # bind new rows of users to name
    # - [ ] The code that is deployed everywhere writes name in every new row of users.

    def upgrade():
        op.create_check_constraint(
            "ck_users_name_not_null", "users", "name IS NOT NULL", postgresql_not_valid=True
        )

    def downgrade():
        op.drop_constraint("ck_users_name_not_null", "users", type_="check")

    # set users name not null
    # - [ ] The application writes name in every new row of users.
    # - [ ] No row of users has NULL in name any more; otherwise the validation fails and names the constraint ck_users_name_not_null.

    def upgrade():
        with op.get_context().autocommit_block():
            op.execute("ALTER TABLE users VALIDATE CONSTRAINT ck_users_name_not_null")
        op.alter_column("users", "name", nullable=False)
        op.drop_constraint("ck_users_name_not_null", "users", type_="check")

    def downgrade():
        op.create_check_constraint(
            "ck_users_name_not_null", "users", "name IS NOT NULL", postgresql_not_valid=True
        )
        op.alter_column("users", "name", nullable=True)
    "
  `);
});

test('NOT NULL waits for its proof where it can', async () => {
  expect(
    await scaffolded('set-not-null', { table: 'users', column: 'name' }, { history, version: '18' }),
  ).toMatchInlineSnapshot(`
    "
    # bind new rows of users to name
    # - [ ] The code that is deployed everywhere writes name in every new row of users.

    def upgrade():
        op.execute(
            "ALTER TABLE users ADD CONSTRAINT users_name_not_null NOT NULL name NOT VALID"
        )

    def downgrade():
        op.drop_constraint("users_name_not_null", "users")

    # validate users_name_not_null
    # - [ ] Existing rows of users satisfy users_name_not_null; otherwise the validation fails and changes nothing.

    def upgrade():
        with op.get_context().autocommit_block():
            op.execute("ALTER TABLE users VALIDATE CONSTRAINT users_name_not_null")

    def downgrade():
        pass
    "
  `);
});

test('one statement, where nobody waits for it', async () => {
  expect(
    await scaffolded('set-not-null', { table: 'users', column: 'name' }, { history, engine: 'mysql' }),
  ).toMatchInlineSnapshot(`
    "
    # set users name not null
    # - [ ] No row of users has NULL in name any more; otherwise it fails.

    def upgrade():
        op.alter_column("users", "name", existing_type=sa.Text(), nullable=False)

    def downgrade():
        op.alter_column("users", "name", existing_type=sa.Text(), nullable=True)
    "
  `);
});

test('the value that was given fills old rows in the plain form, too', async () => {
  const answers = { table: 'users', column: 'name', value: "'x'" };
  for (const setting of [
    { engine: 'mysql' },
    { engine: 'mariadb' },
    { engine: 'sqlite' },
    { tables: { users: { rows: 10 } } },
  ] as const) {
    const made = await scaffolded('set-not-null', answers, { history, ...setting });
    expect(made).toMatch(/writes name in every new row[\s\S]*SET name = 'x'[\s\S]*nullable=False/);
  }
});

test('SQLite makes the table anew, and no row that points at it is lost', async () => {
  expect(
    await scaffolded(
      'set-not-null',
      { table: 'users', column: 'name' },
      {
        history: [
          `op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.Text()))
op.create_table("visits", sa.Column("user", sa.Integer(), sa.ForeignKey("users.id", ondelete="CASCADE")))`,
        ],
        engine: 'sqlite',
      },
    ),
  ).toMatchInlineSnapshot(`
    "
    # set users name not null
    # - [ ] This rewrites all of users while writes wait: it runs when nobody needs users.
    # - [ ] No row of users has NULL in name any more; otherwise it fails.

    def upgrade():
        op.execute("PRAGMA foreign_keys = OFF")
        with op.batch_alter_table("users") as batch_op:
            batch_op.alter_column("name", nullable=False)

    def downgrade():
        op.execute("PRAGMA foreign_keys = OFF")
        with op.batch_alter_table("users") as batch_op:
            batch_op.alter_column("name", nullable=True)
    "
  `);
});

test('the same in plain SQL', async () => {
  expect(
    await scaffolded(
      'set-not-null',
      { table: 'users', column: 'name' },
      { tool: 'sql', history: ['CREATE TABLE users (id bigint PRIMARY KEY, name text);'] },
    ),
  ).toMatchInlineSnapshot(`
    "
    -- 0101_bind_new_rows_of_users_to_name.sql
    -- bind new rows of users to name
    --
    -- Before this runs:
    -- - [ ] The code that is deployed everywhere writes name in every new row of users.

    ALTER TABLE users ADD CONSTRAINT ck_users_name_not_null CHECK (name IS NOT NULL) NOT VALID;

    -- 0102_set_users_name_not_null.sql
    -- set users name not null
    --
    -- Before this runs:
    -- - [ ] The application writes name in every new row of users.
    -- - [ ] No row of users has NULL in name any more; otherwise the validation fails and names the constraint ck_users_name_not_null.

    ALTER TABLE users VALIDATE CONSTRAINT ck_users_name_not_null;

    ALTER TABLE users ALTER COLUMN name SET NOT NULL;

    ALTER TABLE users DROP CONSTRAINT ck_users_name_not_null;
    "
  `);
});

test('nothing is to be done for a key', async () => {
  expect(await scaffolded('set-not-null', { table: 'users', column: 'id' }, { history })).toMatchInlineSnapshot(
    `"users.id is NOT NULL already, as history knows it"`,
  );
});

test('a CHECK over a column with a colon in its name is read as it was meant', async () => {
  const known = [
    `op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("a:b", sa.Text()))
op.create_check_constraint("ck", "users", '"a\\:b" IS NOT NULL')`,
  ];
  expect(
    await scaffolded('set-not-null', { table: 'users', column: 'a:b' }, { history: known }),
  ).toMatchInlineSnapshot(`
    "
    # set users a:b not null
    # - [ ] No row of users has NULL in a:b any more; otherwise it fails.

    def upgrade():
        op.alter_column("users", "a:b", nullable=False)

    def downgrade():
        op.alter_column("users", "a:b", nullable=True)
    "
  `);
});
