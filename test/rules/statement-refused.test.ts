import { expect, test } from 'vitest';
import { analyzed, check, type Setting } from '../marked.ts';

const of = (engine: NonNullable<Setting['engine']>): Setting => ({ rule: 'statement-refused', engine });

test('SQLite: the index, the CHECK or the view that the column is in', () =>
  check(
    `def upgrade():
    op.drop_column("users", "name")
#   ^^^^^^^^^^^^^^ error: Dropping users.name is refused: error in index ix_name after drop column: no such column: name
    with op.batch_alter_table("users") as batch_op:
        batch_op.drop_column("age")
#       ^^^^^^^^^^^^^^^^^^^^ error: Dropping users.age is refused: no such column: age
    with op.batch_alter_table("users") as batch_op:
        batch_op.drop_column("name")
        batch_op.drop_index("ix_name")
    with op.batch_alter_table("users") as batch_op:
        batch_op.add_column(sa.Column("a", sa.Integer()), if_not_exists=True)
#       ^^^^^^^^^^^^^^^^^^^ error: Adding users.a is refused: near "EXISTS": syntax error
`,
    {
      ...of('sqlite'),
      history: [
        `op.create_table("users", sa.Column("id", sa.Integer()), sa.Column("name", sa.String()), sa.Column("age", sa.Integer()), sa.CheckConstraint("age > 0", name="ck_age"))
op.create_index("ix_name", "users", ["name"])`,
      ],
    },
  ));

test('what has a rule of its own, is refused by rows, or stands in the SQL of the author', async () => {
  await check(
    `def upgrade():
    op.alter_column("users", "name", nullable=False)
    op.execute("ALTER TABLE users ALTER COLUMN name SET NOT NULL")
    op.add_column("users", sa.Column("n", sa.Integer(), nullable=False))
`,
    of('sqlite'),
  );
  await check(
    `def upgrade():
    op.create_index("ix", "users", ["name"], postgresql_concurrently=True)
    op.execute("DELETE FROM users LIMIT 3")
    op.drop_column("users", "nobody")
`,
    of('postgresql'),
  );
});

test('MySQL: a column that is defined anew without its type', async () => {
  const text = `def upgrade():
    op.alter_column("users", "name", nullable=False)
#   ^^^^^^^^^^^^^^^ error: Making users.name NOT NULL is refused: All MySQL CHANGE/MODIFY COLUMN operations require the existing type.
    op.alter_column("users", "name", new_column_name="title")
#   ^^^^^^^^^^^^^^^ error: Renaming users.name is refused: All MySQL CHANGE/MODIFY COLUMN operations require the existing type.
    op.alter_column("users", "name", server_default="x")
    op.alter_column("users", "name", server_default=None)
    op.alter_column("users", "name", type_=sa.Text())
    op.alter_column("users", "name", existing_type=sa.Text(), nullable=True)
`;
  await check(text, of('mysql'));
  await check(text, of('mariadb'));
});

test('PostgreSQL: a way back that drops what its own tables point at first; what others left, nobody knows', () =>
  check(
    `def upgrade():
    op.create_table("teams", sa.Column("id", sa.BigInteger(), primary_key=True))
    op.create_table("members", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("team_id", sa.BigInteger(), sa.ForeignKey("teams.id")))


def downgrade():
    op.drop_table("teams")
#   ^^^^^^^^^^^^^ error: Dropping teams is refused: cannot drop table teams because other objects depend on it
    op.drop_table("members")
    op.drop_table("users")
`,
    {
      ...of('postgresql'),
      history: [
        `op.create_table("users", sa.Column("id", sa.BigInteger(), primary_key=True))
op.create_table("pets", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("user_id", sa.BigInteger(), sa.ForeignKey("users.id")))`,
      ],
    },
  ));

test('PostgreSQL: a label that is used too early has a rule of its own', () =>
  check(
    `def upgrade():
    op.execute("ALTER TYPE mood ADD VALUE 'calm'")
    op.alter_column("users", "mood", server_default="calm")
`,
    {
      ...of('postgresql'),
      history: ['op.create_table("users", sa.Column("mood", sa.Enum("ok", "sad", name="mood")))'],
    },
  ));

const textWithDefault = `
def upgrade():
    op.add_column("t", sa.Column("note", sa.Text(), server_default="none"))
    op.alter_column("t", "data", server_default="{}", existing_type=sa.JSON())
    op.create_table("u", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("note", sa.Text(), server_default=""))
    op.add_column("t", sa.Column("title", sa.String(50), server_default="none"))
    op.add_column("t", sa.Column("more", sa.Text(), server_default=sa.text("('none')")))
`;

test('MySQL takes a default of a text only as an expression', async () => {
  const { analysis } = await analyzed(textWithDefault, { engine: 'mysql' });
  expect(analysis.up.map(({ effects }) => effects.refused)).toEqual([
    "BLOB, TEXT, GEOMETRY or JSON column 'note' can't have a default value",
    "BLOB, TEXT, GEOMETRY or JSON column 'data' can't have a default value",
    "BLOB, TEXT, GEOMETRY or JSON column 'note' can't have a default value",
    undefined,
    undefined,
  ]);
});

test('MariaDB takes any', async () => {
  const { analysis } = await analyzed(textWithDefault, { engine: 'mariadb' });
  expect(analysis.up.every(({ effects }) => effects.refused === undefined)).toBe(true);
});

test('MySQL makes an index with a foreign key that none begins with, and keeps it as long as the key', () =>
  check(
    `
def upgrade():
    op.drop_index("fk_carts_user", "carts")
#   ^^^^^^^^^^^^^ error: Dropping fk_carts_user is refused: Cannot drop index 'fk_carts_user': needed in a foreign key constraint
    op.drop_constraint("fk_carts_user", "carts", type_="foreignkey")
    op.drop_index("fk_carts_user", "carts")
`,
    {
      rule: 'statement-refused',
      engine: 'mysql',
      history: [
        `op.create_table("users", sa.Column("id", sa.BigInteger(), primary_key=True))
op.create_table("carts", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("user_id", sa.BigInteger()))
op.create_foreign_key("fk_carts_user", "carts", "users", ["user_id"], ["id"])`,
      ],
    },
  ));
