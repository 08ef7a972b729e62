import { test } from 'vitest';
import { check, type Setting } from '../marked.ts';

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
