import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'sql-built-from-strings';
const rows =
  'warning: This value comes from rows of the database and becomes a part of the SQL: a quote in it breaks the statement';
const input =
  'warning: This value comes from outside of the program and becomes a part of the SQL: a quote in it breaks the statement';

test.each(['postgresql', 'mysql', 'sqlite'] as const)(
  '%s: values of rows, however the text is put together',
  (engine) =>
    check(
      `
def upgrade():
    conn = op.get_bind()
    for row in conn.execute(sa.text("SELECT id, name FROM users")):
        op.execute(f"UPDATE users SET slug = '{row.name.lower()}' WHERE id = {row.id}")
#                                             ^^^^^^^^^^^^^^^^^^ ${rows}
    for number, name in conn.execute(sa.text("SELECT id, name FROM users")).fetchall():
        op.execute("UPDATE users SET slug = '%s' WHERE id = %s" % (name, number))
#                                            ^^ ${rows}
        op.execute("UPDATE users SET slug = '{}'".format(name))
#                                            ^^ ${rows}
        conn.execute(sa.text("DELETE FROM users WHERE name = '" + name + "'"))
#                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${rows}
`,
      { rule, engine },
    ),
);

test('values from outside of the program', () =>
  check(
    `
import os


def upgrade():
    op.execute(f"UPDATE settings SET value = '{os.environ['SITE']}' WHERE id = 1")
#                                             ^^^^^^^^^^^^^^^^^^^^ ${input}
`,
    { rule },
  ));

test('literals, names of tables and columns, numbers, quoted values and parameters are fine', () =>
  check(
    `
LIMIT = 100


def upgrade():
    conn = op.get_bind()
    for table, column in [("users", "name"), ("teams", "title")]:
        op.execute(f"UPDATE {table} SET {column} = '' WHERE {column} IS NULL AND id < {LIMIT}")
    for row in conn.execute(sa.text("SELECT id, name FROM users")):
        conn.execute(sa.text("UPDATE users SET slug = :slug WHERE id = :id"), {"slug": row.name, "id": row.id})
        op.execute(f"DELETE FROM members WHERE user_id = {int(row.id)}")
        op.execute(f"DROP TABLE IF EXISTS archive_{row.id}")
    for row in conn.execute(sa.text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")):
        op.execute(f"ALTER TABLE {row.tablename} OWNER TO app")
        op.execute(f"SELECT count(*) FROM t WHERE name = '{row.tablename}'")
    op.execute(f"UPDATE users SET token = '{make_token()}' WHERE id = 1")
`,
    { rule },
  ));
