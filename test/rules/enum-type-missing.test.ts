import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'enum-type-missing';

test('only a new table brings its types along', () =>
  check(
    `
def upgrade():
    op.create_table("orders", sa.Column("id", sa.BigInteger()), sa.Column("kind", sa.Enum("a", "b", name="kind")))
    op.add_column("users", sa.Column("mood", sa.Enum("ok", "sad", name="mood")))
#   ^^^^^^^^^^^^^ error: The type mood of users.mood has never been created: the statement fails
    op.alter_column("users", "size", type_=sa.Enum("s", "l", name="size"), postgresql_using="size::size")
#   ^^^^^^^^^^^^^^^ error: The type size of users.size has never been created: the statement fails
    op.add_column("users", sa.Column("kind", sa.Enum("a", "b", name="kind")))
`,
    { rule },
  ));

test('its schema, an array of it, a table that is told not to bring it', () =>
  check(
    `
from sqlalchemy.dialects import postgresql


def upgrade():
    op.add_column("users", sa.Column("moods", sa.ARRAY(sa.Enum("ok", "sad", name="Mood", schema="app"))))
#   ^^^^^^^^^^^^^ error: The type app.Mood of users.moods has never been created: the statement fails
    op.create_table("visits", sa.Column("kind", postgresql.ENUM("a", "b", name="kind", create_type=False)))
#   ^^^^^^^^^^^^^^^ error: The type kind of visits.kind has never been created: the statement fails
`,
    { rule, history: ['op.create_table("users", sa.Column("id", sa.BigInteger()))'] },
  ));

test('created before, in history, or by what could not be read; no type of its own; said to be there', async () => {
  await check(
    `
def upgrade():
    sa.Enum("ok", "sad", name="mood").create(op.get_bind(), checkfirst=True)
    op.add_column("users", sa.Column("mood", sa.Enum("ok", "sad", name="mood")))
    op.execute("CREATE TYPE size AS ENUM ('s', 'l')")
    op.add_column("users", sa.Column("size", sa.Enum("s", "l", name="size")))
    op.add_column("users", sa.Column("kind", sa.Enum("a", "b", name="kind")))
    op.add_column("users", sa.Column("state", sa.Enum("a", "b", name="state", native_enum=False)))
    op.execute(text_from_elsewhere)
    op.add_column("users", sa.Column("colour", sa.Enum("red", name="colour")))
`,
    {
      rule,
      history: ['op.create_table("users", sa.Column("kind", sa.Enum("a", "b", name="kind")))'],
    },
  );
  await check(
    `
from sqlalchemy.dialects import postgresql


def upgrade():
    op.add_column("users", sa.Column("mood", postgresql.ENUM("ok", name="mood", create_type=False)))
`,
    { rule },
  );
});

test('MySQL and SQLite write the labels into the column', async () => {
  const change = `
def upgrade():
    op.add_column("users", sa.Column("mood", sa.Enum("ok", "sad", name="mood")))
`;
  await check(change, { rule, engine: 'mysql' });
  await check(change, { rule, engine: 'sqlite' });
});

test('the type comes first, and goes last', () =>
  checkFix(
    `
def upgrade():
    op.add_column(
        "users", sa.Column("mood", sa.Enum("ok", "sad", name="mood"), nullable=True)
    )


def downgrade():
    op.drop_column("users", "mood")
`,
    `
def upgrade():
    sa.Enum("ok", "sad", name="mood").create(op.get_bind(), checkfirst=True)
    op.add_column(
        "users", sa.Column("mood", sa.Enum("ok", "sad", name="mood"), nullable=True)
    )


def downgrade():
    op.drop_column("users", "mood")
    op.execute("DROP TYPE mood")
`,
    { rule },
  ));
