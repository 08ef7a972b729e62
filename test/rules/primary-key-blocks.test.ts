import { expect, test } from 'vitest';
import { analyzed, check, checkFix } from '../marked.ts';

const rule = 'primary-key-blocks';

test('its index is built while everyone waits; without it rows are not told apart', () =>
  check(
    `
def upgrade():
    op.create_primary_key("users_pkey", "users", ["id"])
#   ^^^^^^^^^^^^^^^^^^^^^ error: The primary key builds its index while reads and writes on users wait
    op.execute("ALTER TABLE teams ADD PRIMARY KEY USING INDEX ix_teams")
#                                 ^^^^^^^^^^^^^^^ error: The primary key is checked for NULLs while reads and writes on teams wait
    op.drop_constraint("orders_pkey", "orders", type_="primary")
#   ^^^^^^^^^^^^^^^^^^ warning: orders is left without its primary key
`,
    {
      rule,
      history: [
        "op.create_table('orders', sa.Column('id', sa.Integer(), primary_key=True))",
        "op.create_table('teams', sa.Column('id', sa.Integer()))\nop.create_index('ix_teams', 'teams', ['id'], unique=True)",
      ],
    },
  ));

test('the index of which nobody knows whether its columns may be NULL is the way that is recommended', () =>
  check(
    `
CREATE UNIQUE INDEX CONCURRENTLY users_pkey ON users (id);
ALTER TABLE users ADD PRIMARY KEY USING INDEX users_pkey;
ALTER TABLE teams ADD PRIMARY KEY USING INDEX teams_pkey;
`,
    { rule, tool: 'sql' },
  ));

test('a table that gets another key in the same statement, or in the same transaction, is never without', () =>
  check(
    `
ALTER TABLE users DROP CONSTRAINT users_pkey, ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_new;
ALTER TABLE teams ADD UNIQUE (name), DROP CONSTRAINT teams_pkey, ADD COLUMN id serial PRIMARY KEY;
BEGIN;
ALTER TABLE orders DROP CONSTRAINT orders_pkey;
ALTER TABLE orders ADD PRIMARY KEY USING INDEX orders_new;
ALTER TABLE roles DROP CONSTRAINT roles_pkey;
--                ^^^^^^^^^^^^^^^ warning: roles is left without its primary key
COMMIT;
ALTER TABLE roles ADD PRIMARY KEY USING INDEX roles_new;
ALTER TABLE items DROP CONSTRAINT items_pkey;
--                ^^^^^^^^^^^^^^^ warning: items is left without its primary key
ALTER TABLE items ADD PRIMARY KEY USING INDEX items_new;
`,
    { rule, tool: 'sql' },
  ));

test('an index over NOT NULL columns is taken as it is; fresh tables have no rows', () =>
  check(
    `
def upgrade():
    op.execute("ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX ix_users")
    op.create_table("team", sa.Column("id", sa.Integer()))
    op.create_primary_key("team_pkey", "team", ["id"])
    op.drop_constraint("users_key", "users", type_="unique")
`,
    {
      rule,
      history: [
        "op.create_table('users', sa.Column('id', sa.Integer(), nullable=False))\nop.create_index('ix_users', 'users', ['id'], unique=True)",
      ],
    },
  ));

test('the fix over NOT NULL columns stays in the file', () =>
  checkFix(
    `def upgrade():
    op.create_primary_key("users_pkey", "users", ["id"])
`,
    `def upgrade():
    with op.get_context().autocommit_block():
        op.create_index(
            "users_pkey", "users", ["id"], unique=True, postgresql_concurrently=True
        )
    op.execute(
        "ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_pkey"
    )
`,
    { rule, history: ["op.create_table('users', sa.Column('id', sa.Integer(), nullable=False))"] },
  ));

test('the fix makes the columns NOT NULL first', () =>
  checkFix(
    `ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
`,
    `CREATE UNIQUE INDEX CONCURRENTLY users_pkey ON users (id);
ALTER TABLE users ADD CONSTRAINT ck_users_id_not_null CHECK (id IS NOT NULL) NOT VALID;

#- /app/migrations/0101_make_users_pkey_the_primary_key_of_users.sql
-- make users_pkey the primary key of users
--
-- Before this runs:
-- - [ ] The application writes id in every new row of users.
-- - [ ] No row of users has NULL in id any more; otherwise the validation fails and names the constraint ck_users_id_not_null.

ALTER TABLE users VALIDATE CONSTRAINT ck_users_id_not_null;

ALTER TABLE users ALTER COLUMN id SET NOT NULL;

ALTER TABLE users DROP CONSTRAINT ck_users_id_not_null;

ALTER TABLE users ADD CONSTRAINT users_pkey PRIMARY KEY USING INDEX users_pkey;
`,
    { rule, tool: 'sql' },
  ));

test('a batch on SQLite copies the table once, whatever becomes of its key', () =>
  check(
    `
def upgrade():
    with op.batch_alter_table("user") as batch_op:
        batch_op.drop_constraint("pk_user", type_="primary")
        batch_op.create_primary_key("pk_user", ["id", "team"])
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: The primary key builds its index while writes on user wait
    op.create_primary_key("pk_team", "team", ["id"])
`,
    { rule: 'primary-key-blocks', engine: 'sqlite' },
  ));

test('the old key is not taken away before the new one is there', async () => {
  const text = 'ALTER TABLE users DROP CONSTRAINT users_pkey, ADD PRIMARY KEY (email);\n';
  const { analysis } = await analyzed(text, { tool: 'sql' });
  expect(analysis.findings.filter((each) => each.rule === rule).map(({ fixes }) => fixes)).toEqual([[]]);
});

test('a column that numbers the rows and is their key writes all of them anew: that is said of the column', async () => {
  await check('ALTER TABLE users ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;\n', {
    rule,
    tool: 'sql',
  });
  await check(
    `ALTER TABLE users ADD COLUMN id bigint PRIMARY KEY;
--                ^^^^^^^^^^ error: The primary key builds its index while reads and writes on users wait
`,
    { rule, tool: 'sql' },
  );
});

test('a key goes once another statement has taken its AUTO_INCREMENT away', () =>
  check(
    `ALTER TABLE users MODIFY id INT NOT NULL;
ALTER TABLE users DROP PRIMARY KEY;
--                ^^^^^^^^^^^^^^^^ error: Dropping the primary key writes all of users anew while writes wait
`,
    {
      ...{ rule, tool: 'sql', engine: 'mysql' },
      history: ['CREATE TABLE users (id INT AUTO_INCREMENT PRIMARY KEY);'],
    },
  ));
