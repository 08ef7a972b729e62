import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'truncate-loses-data';

test('every row of the tables goes', () =>
  check(
    `
def upgrade():
    op.execute("TRUNCATE users, teams")
#               ^^^^^^^^ error: Every row of users, teams is destroyed for good
    op.execute("TRUNCATE users CASCADE")
#               ^^^^^^^^ error: Every row of users, and of every table that refers to it, is destroyed for good
`,
    { rule },
  ));

test('a fresh table has nothing to lose, and a downgrade is meant to', () =>
  check(
    `
def upgrade():
    op.create_table("team", sa.Column("id", sa.Integer()))
    op.execute("TRUNCATE team")


def downgrade():
    op.execute("TRUNCATE users")
`,
    { rule },
  ));

test('the same in a file of SQL', () =>
  check(
    `
TRUNCATE TABLE app.users RESTART IDENTITY;
^^^^^^^^^^^^^^ error: Every row of app.users is destroyed for good
`,
    { rule, tool: 'sql' },
  ));
