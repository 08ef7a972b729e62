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
