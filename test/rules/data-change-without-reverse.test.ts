import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'data-change-without-reverse';
const users = [
  'op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("email", sa.Text()), sa.Column("name", sa.Text()))',
  'pass',
  'pass',
  'pass',
  'pass',
  'pass',
];

for (const engine of ['postgresql', 'mysql', 'mariadb', 'sqlite'] as const) {
  test(`${engine}: values that are written over in place`, () =>
    check(
      `
def upgrade():
    op.execute("UPDATE users SET email = lower(email), name = 'x' WHERE id > 5")
#               ^^^^^^ warning: The old values of users.email, users.name are written over and kept nowhere: no way back restores them


def downgrade():
    op.drop_column("users", "phone")
`,
      { rule, engine, history: users },
    ));
}

test('in SQL, and by a query that is built', async () => {
  await check(
    `UPDATE users SET email = lower(email);
--^^^^ warning: The old values of users.email are written over and kept nowhere: no way back restores them
`.replace('--^^^^', '^^^^^^'),
    {
      rule,
      tool: 'sql',
      path: 'migrations/0002_lower.up.sql',
      children: [{ path: '/app/migrations/0002_lower.down.sql', text: '' }],
    },
  );
  await check(
    `
def upgrade():
    users = sa.table("users", sa.column("email", sa.Text()))
    op.execute(users.update().values(email=sa.func.lower(users.c.email)))
#              ^^^^^^^^^^^^ warning: The old values of users.email are written over and kept nowhere: no way back restores them
`,
    { rule, history: users },
  );
});

test('nothing is lost where nothing was, where it is kept, or where the way back writes or refuses', async () => {
  const at = { rule, history: users };
  await check(
    `
def upgrade():
    op.add_column("users", sa.Column("email_lower", sa.Text()))
    op.execute("UPDATE users SET email_lower = lower(email)")
    op.execute("UPDATE users SET name = 'unknown' WHERE name IS NULL")
    op.create_table("seeds", sa.Column("id", sa.Integer()))
    op.execute("UPDATE seeds SET id = id + 1")
`,
    at,
  );
  await check(
    `
def upgrade():
    op.add_column("users", sa.Column("old_email", sa.Text()))
    op.execute("UPDATE users SET old_email = email")
    op.execute("UPDATE users SET email = lower(email)")
`,
    at,
  );
  await check(
    `
def upgrade():
    op.execute("CREATE TABLE users_before AS SELECT id, email FROM users")
    op.execute("UPDATE users SET email = lower(email)")
`,
    at,
  );
  await check(
    `
def upgrade():
    op.execute("UPDATE users SET id = id + 1000")


def downgrade():
    op.execute("UPDATE users SET id = id - 1000")
`,
    at,
  );
  await check(
    `
def upgrade():
    op.execute("UPDATE users SET email = lower(email)")


def downgrade():
    raise RuntimeError("restore the addresses from the backup")
`,
    at,
  );
  await check(
    `
def upgrade():
    op.execute("UPDATE users SET name = 'x'")
    op.alter_column("users", "name", existing_type=sa.Text(), nullable=False)
`,
    at,
  );
});

test('a column of the migration before holds nothing yet', () =>
  check(
    `
def upgrade():
    op.execute("UPDATE users SET state = 'new'")
`,
    { rule, history: [...users, 'op.add_column("users", sa.Column("state", sa.Text()))'] },
  ));

test('a query that finds the rows without a value', () =>
  check(
    `
def upgrade():
    op.execute("UPDATE users SET email = '' WHERE id IN (SELECT id FROM users WHERE email IS NULL LIMIT 1000)")
    op.execute("UPDATE users SET email = '' WHERE id IN (SELECT id FROM users WHERE name IS NULL LIMIT 1000)")
#               ^^^^^^ warning: The old values of users.email are written over and kept nowhere: no way back restores them


def downgrade():
    pass
`,
    { rule, history: users },
  ));

test('rows that a query above the UPDATE finds by their NULLs, in the same table', async () => {
  const update = (query: string, by: string) =>
    `WITH b AS (${query}) UPDATE users SET email = 'none' FROM b WHERE users.id = b.id;\n${by}`;
  const setting = {
    ...({ rule, tool: 'sql', path: 'migrations/0002_lower.up.sql' } as const),
    children: [{ path: '/app/migrations/0002_lower.down.sql', text: '' }],
  };
  await check(update('SELECT id FROM users WHERE email IS NULL LIMIT 500', ''), setting);
  const found = (query: string) =>
    update(
      query,
      `${'--'.padEnd(`WITH b AS (${query}) `.length)}^^^^^^ warning: The old values of users.email are written over and kept nowhere: no way back restores them\n`,
    );
  await check(found('SELECT id FROM users WHERE name IS NULL LIMIT 500'), setting);
  await check(found('SELECT id FROM people WHERE email IS NULL LIMIT 500'), setting);
});
