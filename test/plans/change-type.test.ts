import { expect, test } from 'vitest';
import { scaffolded } from './scaffolded.ts';

const history = [
  `op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.Text()))
op.create_table("visits", sa.Column("user", sa.Integer(), sa.ForeignKey("users.id")))`,
];

test('one statement where it is instant', async () => {
  expect(
    await scaffolded(
      'change-type',
      { table: 'users', column: 'name', type: 'varchar', existing: 'varchar(20)' },
      { history },
    ),
  ).toMatchInlineSnapshot(`
    "
    # change type of users name

    def upgrade():
        op.alter_column("users", "name", type_=sa.String())

    def downgrade():
        op.alter_column("users", "name", type_=sa.String(length=20))
    "
  `);
});

test('a key is changed at once, or by a pattern of its own', async () => {
  expect(
    await scaffolded('change-type', { table: 'users', column: 'id', type: 'bigint' }, { history }),
  ).toMatchInlineSnapshot(`
    "
    # change type of users id
    # - [ ] This rewrites all of users while reads and writes wait: it runs when nobody needs users.

    def upgrade():
        op.alter_column("users", "id", type_=sa.BigInteger())

    def downgrade():
        op.alter_column("users", "id", type_=sa.Integer())
    "
  `);
});

test('the type that is now has to be known', async () => {
  expect(
    await scaffolded('change-type', { table: 'users', column: 'nick', type: 'bigint' }, { history }),
  ).toMatchInlineSnapshot(`"The type of users.nick is not known from the history: give it with --existing"`);
});

test('SQLite makes the table anew', async () => {
  expect(
    await scaffolded(
      'change-type',
      { table: 'teams', column: 'size', type: 'bigint' },
      {
        history: [
          'op.create_table("teams", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("size", sa.Integer()))',
        ],
        engine: 'sqlite',
      },
    ),
  ).toMatchInlineSnapshot(`
    "
    # change type of teams size
    # - [ ] This rewrites all of teams while writes wait: it runs when nobody needs teams.

    def upgrade():
        with op.batch_alter_table("teams") as batch_op:
            batch_op.alter_column("size", type_=sa.BigInteger())

    def downgrade():
        with op.batch_alter_table("teams") as batch_op:
            batch_op.alter_column("size", type_=sa.Integer())
    "
  `);
});
