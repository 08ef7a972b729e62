import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'explicit-table-lock';

test('a lock that stops others is held to the end', () =>
  check(
    `
def upgrade():
    op.execute("LOCK TABLE users, teams IN SHARE MODE")
#               ^^^^^^^^^^ warning: This locks users, teams against writes until the transaction ends
    op.execute("LOCK users")
#               ^^^^ warning: This locks users against reads and writes until the transaction ends
    op.execute("SELECT * FROM users FOR UPDATE")
#               ^^^^^^ warning: This locks every row of users until the transaction ends
`,
    { rule },
  ));

test('a weak lock, some rows, a fresh table', () =>
  check(
    `
def upgrade():
    op.execute("LOCK TABLE users IN ROW EXCLUSIVE MODE")
    op.execute("SELECT * FROM users WHERE id = 1 FOR UPDATE")
    op.execute("SELECT * FROM users LIMIT 10 FOR UPDATE")
    op.execute("SELECT * FROM users")
    op.create_table("team", sa.Column("id", sa.Integer()))
    op.execute("LOCK TABLE team")
`,
    { rule },
  ));

test('the same in a file of SQL', () =>
  check(
    `
BEGIN;
LOCK TABLE users IN ACCESS EXCLUSIVE MODE;
^^^^^^^^^^ warning: This locks users against reads and writes until the transaction ends
COMMIT;
`,
    { rule, tool: 'sql' },
  ));

test('where it commits what is open, it is held until it is taken back', async () => {
  const marked = `
LOCK TABLES users WRITE, teams READ;
^^^^^^^^^^^ warning: This locks users against reads and writes until UNLOCK TABLES or the end of the session
^^^^^^^^^^^ warning: This locks teams against writes until UNLOCK TABLES or the end of the session
UPDATE users SET a = 1 WHERE id = 1;
UNLOCK TABLES;
SELECT * FROM users u JOIN teams t ON t.id = u.team_id FOR UPDATE;
SELECT id FROM users WHERE 1 = 1 FOR UPDATE;
^^^^^^ warning: This locks every row of users until the transaction ends
SELECT id FROM users WHERE id = 1 FOR UPDATE;
SELECT id FROM users LIMIT 5 FOR UPDATE;
SELECT id FROM users FOR UPDATE SKIP LOCKED;
^^^^^^ warning: This locks every row of users until the transaction ends
`;
  for (const engine of ['mysql', 'mariadb'] as const) await check(marked, { rule, tool: 'sql', engine });
});

test('a lock that the next statement takes anyway costs nothing; one that work or another table follows does', () =>
  check(
    `
def upgrade():
    op.execute("LOCK TABLE users IN ACCESS EXCLUSIVE MODE")
    op.execute("SELECT setval('numbers', 1)")
    op.execute("ALTER TABLE users ADD COLUMN age integer")


def downgrade():
    op.execute("LOCK TABLE users IN ACCESS EXCLUSIVE MODE")
#               ^^^^^^^^^^ info: This locks users against reads and writes until the transaction ends
    op.execute("ALTER TABLE teams DROP COLUMN age")
    op.execute("LOCK TABLE teams IN ACCESS EXCLUSIVE MODE")
#               ^^^^^^^^^^ info: This locks teams against reads and writes until the transaction ends
    op.execute("UPDATE teams SET name = lower(name)")
    op.execute("ALTER TABLE teams DROP COLUMN age")
`,
    { rule },
  ));
