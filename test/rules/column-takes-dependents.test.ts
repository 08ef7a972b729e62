import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'column-takes-dependents';
const history = [
  `op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("email", sa.Text()), sa.Column("team", sa.Text()), sa.Column("age", sa.Integer()), sa.Column("plain", sa.Text()))
op.create_index("ix_team", "users", ["team"])
op.create_unique_constraint("uq_email", "users", ["email"])
op.create_check_constraint("ck_age", "users", "age > 0")
op.execute("CREATE VIEW plain_users AS SELECT id, plain FROM users")`,
];

test('what stands on the column goes with it, and what reads it makes the drop fail', () =>
  check(
    `
def upgrade():
    op.drop_column("users", "email")
#   ^^^^^^^^^^^^^^ warning: Dropping users.email takes the UNIQUE constraint uq_email along without a word
    op.drop_column("users", "team")
#   ^^^^^^^^^^^^^^ info: Dropping users.team takes the index ix_team along without a word
    op.drop_column("users", "age")
#   ^^^^^^^^^^^^^^ warning: Dropping users.age takes the CHECK ck_age along without a word
    op.drop_column("users", "plain")
#   ^^^^^^^^^^^^^^ error: users.plain cannot be dropped while the view plain_users needs it
`,
    { rule, history },
  ));

test('dropped by name before, new, or with the table: silent', () =>
  check(
    `
def upgrade():
    op.drop_constraint("uq_email", "users", type_="unique")
    op.drop_column("users", "email")
    op.add_column("users", sa.Column("tmp", sa.Text()))
    op.create_index("ix_tmp", "users", ["tmp"])
    op.drop_column("users", "tmp")
    op.execute("DROP VIEW plain_users")
    op.drop_column("users", "plain")
`,
    { rule, history },
  ));

test('MySQL keeps what is left of an index', async () => {
  const tables = ['CREATE TABLE users (id bigint PRIMARY KEY, a int, b int, KEY ix_ab (a, b), KEY ix_b (b));'];
  for (const engine of ['mysql', 'mariadb'] as const)
    await check(
      `ALTER TABLE users DROP COLUMN b;
--                ^^^^^^^^^^^ info: Dropping users.b takes the index ix_b along without a word
`,
      { rule, engine, tool: 'sql', history: tables },
    );
});

test('the fix drops it first, and the way back makes it again', () =>
  checkFix(
    `def upgrade():
    op.drop_column("users", "email")


def downgrade():
    op.add_column("users", sa.Column("email", sa.Text()))
`,
    `def upgrade():
    op.drop_constraint("uq_email", "users", type_="unique")
    op.drop_column("users", "email")


def downgrade():
    op.add_column("users", sa.Column("email", sa.Text()))
    op.create_unique_constraint("uq_email", "users", ["email"])
`,
    { rule, history },
  ));

test('who makes another primary key at once knows that the old one goes', async () => {
  const history = ['CREATE TABLE blocks (id serial PRIMARY KEY, person_id int, community_id int);'];
  await check('ALTER TABLE blocks DROP COLUMN id, ADD PRIMARY KEY (person_id, community_id);\n', {
    ...{ rule, tool: 'sql', history },
  });
  await check(
    `ALTER TABLE blocks DROP COLUMN id;
--                 ^^^^^^^^^^^ warning: Dropping blocks.id takes the primary key on id along without a word
`,
    { rule, tool: 'sql', history },
  );
});
