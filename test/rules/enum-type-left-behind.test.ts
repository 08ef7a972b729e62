import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'enum-type-left-behind';
const history = [
  'op.create_table("users", sa.Column("id", sa.BigInteger()), sa.Column("mood", sa.Enum("ok", "sad", name="mood")))',
];

test('a way back that leaves the type which the upgrade creates', () =>
  check(
    `
def upgrade():
    op.create_table("orders", sa.Column("kind", sa.Enum("a", "b", name="kind")))
    op.execute("CREATE TYPE size AS ENUM ('s', 'l')")
    op.add_column("users", sa.Column("size", sa.Enum("s", "l", name="size")))


def downgrade():
    op.drop_column("users", "size")
#   ^^^^^^^^^^^^^^ warning: The type size stays when users.size, the last to use it, is gone: creating it again fails
    op.drop_table("orders")
#   ^^^^^^^^^^^^^ warning: The type kind stays when orders, the last to use it, is gone: creating it again fails
`,
    { rule, history },
  ));

test('an upgrade that leaves the type of the last column; in SQL too', () =>
  check(
    `
ALTER TABLE users DROP COLUMN mood;
--                ^^^^^^^^^^^ warning: The type mood stays when users.mood, the last to use it, is gone: creating it again fails
`,
    { rule, tool: 'sql', history: ["CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE users (id bigint, mood mood);"] },
  ));

test('it is dropped too, is used elsewhere or again, is looked for first, or is not this upgrade’s', async () => {
  await check(
    `
def upgrade():
    op.create_table("orders", sa.Column("kind", sa.Enum("a", "b", name="kind")))
    sa.Enum("s", "l", name="size").create(op.get_bind(), checkfirst=True)
    op.add_column("users", sa.Column("size", sa.Enum("s", "l", name="size")))
    op.add_column("orders", sa.Column("mood", sa.Enum("ok", "sad", name="mood")))


def downgrade():
    op.drop_column("orders", "mood")
    op.drop_column("users", "size")
    op.drop_table("orders")
    sa.Enum(name="kind").drop(op.get_bind())
`,
    { rule, history },
  );
  await check(
    `
def upgrade():
    op.drop_column("users", "mood")
    op.add_column("users", sa.Column("feeling", sa.Enum("ok", "sad", name="mood")))
`,
    { rule, history },
  );
});

test('nothing is left on engines whose columns hold the labels', () =>
  check(
    `
def upgrade():
    op.drop_table("users")
`,
    { rule, history, engine: 'mysql' },
  ));

test('the type goes too', () =>
  checkFix(
    `
def upgrade():
    op.create_table("orders", sa.Column("kind", sa.Enum("a", "b", name="kind")))


def downgrade():
    op.drop_table("orders")
`,
    `
def upgrade():
    op.create_table("orders", sa.Column("kind", sa.Enum("a", "b", name="kind")))


def downgrade():
    op.drop_table("orders")
    op.execute("DROP TYPE kind")
`,
    { rule },
  ));

test('a column that gets another type leaves its type behind as well', () =>
  check(
    `
def upgrade():
    op.alter_column("orders", "kind", type_=sa.Text())
#   ^^^^^^^^^^^^^^^ warning: The type kind stays when orders.kind, the last to use it, has another type: creating it again fails
    op.alter_column("orders", "state", type_=sa.Text())
    op.execute("DROP TYPE state")
    op.alter_column("orders", "mood", type_=sa.Text())
`,
    {
      rule,
      history: [
        `op.create_table("orders", sa.Column("kind", sa.Enum("a", name="kind")), sa.Column("state", sa.Enum("a", name="state")), sa.Column("mood", sa.Enum("a", name="mood")))
op.add_column("orders", sa.Column("other_mood", sa.Enum("a", name="mood")))`,
      ],
    },
  ));
