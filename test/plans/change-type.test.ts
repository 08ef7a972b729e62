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

test('MySQL copies the table: what does it beside says all of the column', async () => {
  const made = await scaffolded(
    'change-type',
    { table: 'teams', column: 'size', type: 'bigint' },
    {
      history: [
        'op.create_table("teams", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("size", sa.Integer(), nullable=False, server_default="7"))',
      ],
      engine: 'mysql',
    },
  );
  expect(made).toMatchInlineSnapshot(`
    "
    # change type of teams size
    # - [ ] This rewrites all of teams while writes wait: it runs when nobody needs teams.
    # - [ ] Where teams is large, it is changed beforehand while everyone goes on, and this migration is then recorded as run instead of run.
    # - [ ] By gh-ost: gh-ost --database=DATABASE --table=teams --alter='MODIFY size BIGINT NOT NULL DEFAULT '"'"'7'"'"'' --execute
    # - [ ] By pt-online-schema-change: pt-online-schema-change --alter 'MODIFY size BIGINT NOT NULL DEFAULT '"'"'7'"'"'' --execute D=DATABASE,t=teams

    def upgrade():
        op.alter_column(
            "teams",
            "size",
            type_=sa.BigInteger(),
            existing_nullable=False,
            existing_server_default="7",
        )

    def downgrade():
        op.alter_column(
            "teams",
            "size",
            type_=sa.Integer(),
            existing_nullable=False,
            existing_server_default="7",
        )
    "
  `);
});
