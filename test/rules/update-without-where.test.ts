import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'update-without-where';

test('every row is written, in SQL and in SQLAlchemy', () =>
  check(
    `
def upgrade():
    users = sa.table("users", sa.column("status"))
    op.execute("UPDATE users SET status = 'new', level = 1")
#               ^^^^^^ error: status, level of every row of users is written in one statement: there is no WHERE
    op.execute(users.update().values(status="new"))
#              ^^^^^^^^^^^^ error: status of every row of users is written in one statement: there is no WHERE
`,
    { rule },
  ));

test('some rows, and a fresh table, are fine', () =>
  check(
    `
def upgrade():
    users = sa.table("users", sa.column("id"), sa.column("status"))
    op.execute("UPDATE users SET status = 'new' WHERE id < 1000")
    op.execute(sa.update(users).where(users.c.id == 1).values(status="new"))
    op.create_table("team", sa.Column("id", sa.Integer()))
    op.execute("UPDATE team SET id = 1")


def downgrade():
    op.execute("UPDATE users SET status = NULL")
`,
    { rule },
  ));

test('the same in a file of SQL', () =>
  check(
    `
UPDATE users SET status = 'new';
^^^^^^ error: status of every row of users is written in one statement: there is no WHERE
UPDATE users SET status = 'new' FROM teams WHERE teams.id = users.team_id;
`,
    { rule, tool: 'sql' },
  ));
