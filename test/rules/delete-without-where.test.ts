import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'delete-without-where';

test('every row is deleted, in SQL and in SQLAlchemy', () =>
  check(
    `
def upgrade():
    users = sa.table("users", sa.column("id"))
    op.execute("DELETE FROM users")
#               ^^^^^^^^^^^ error: Every row of users is deleted for good: there is no WHERE
    op.execute(sa.delete(users))
#              ^^^^^^^^^ error: Every row of users is deleted for good: there is no WHERE
    op.execute("DELETE FROM users WHERE true")
#               ^^^^^^^^^^^ error: Every row of users is deleted for good: there is no WHERE
`,
    { rule },
  ));

test("some rows, and a fresh table, are nobody's loss", () =>
  check(
    `
def upgrade():
    users = sa.table("users", sa.column("id"))
    op.execute("DELETE FROM users WHERE id = 1")
    op.execute(sa.delete(users).where(users.c.id == 1))
    op.create_table("team", sa.Column("id", sa.Integer()))
    op.execute("DELETE FROM team")


def downgrade():
    op.execute("DELETE FROM users")
`,
    { rule },
  ));

test('the same in a file of SQL', () =>
  check(
    `
DELETE FROM app.users;
^^^^^^^^^^^ error: Every row of app.users is deleted for good: there is no WHERE
DELETE FROM app.users WHERE id = 1;
`,
    { rule, tool: 'sql' },
  ));
