import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'schema-and-data-mixed';
const message =
  'Rows of user are changed in the same transaction as the schema: the locks of the schema change are held until the last row is done';

test('the lock of an instant is held until the last row is written', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("lower", sa.Text()))
    op.execute('UPDATE "user" SET lower = lower(email)')
#               ^^^^^^ error: ${message}
`,
    { rule },
  ));

test('seed rows, rows alone, and rows outside the transaction do not mix', async () => {
  await check(
    `
def upgrade():
    plans = op.create_table("plans", sa.Column("name", sa.Text()))
    op.bulk_insert(plans, [{"name": "free"}])
    op.execute("UPDATE plans SET name = 'basic'")
    op.add_column("user", sa.Column("plan", sa.Text()))
`,
    { rule },
  );
  await check('\ndef upgrade():\n    op.execute("DELETE FROM sessions WHERE expired")\n', { rule });
  await check(
    `
def upgrade():
    op.add_column("user", sa.Column("lower", sa.Text()))
    with op.get_context().autocommit_block():
        op.execute('UPDATE "user" SET lower = lower(email)')
`,
    { rule },
  );
});

test('rows that are changed first are what waits', () =>
  check(
    `
def upgrade():
    op.execute("UPDATE users SET name = '' WHERE name IS NULL")
#               ^^^^^^ error: Rows of users are changed in the same transaction as the schema: they stay locked until the schema change has got its locks and is done
    op.alter_column("users", "name", nullable=False)
`,
    { rule },
  ));

test('MySQL commits at each schema change', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("lower", sa.String(50)))
    op.execute("UPDATE user SET lower = email")
#               ^^^^^^ error: Rows of user are changed in the same migration as the schema: each schema change commits what was done before it, so that a failure half-way cannot be rolled back
`,
    { rule: 'schema-and-data-mixed', engine: 'mysql' },
  ));

test('MySQL: rows alone, and rows beside a new table, do not mix', () =>
  check(
    `
def upgrade():
    op.create_table("team", sa.Column("name", sa.String(50)))
    op.execute("UPDATE user SET lower = email")
`,
    { rule: 'schema-and-data-mixed', engine: 'mysql' },
  ));

test('MariaDB commits at each schema change', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("lower", sa.String(50)))
    op.execute("UPDATE user SET lower = email")
#               ^^^^^^ error: Rows of user are changed in the same migration as the schema: each schema change commits what was done before it, so that a failure half-way cannot be rolled back
`,
    { rule: 'schema-and-data-mixed', engine: 'mariadb' },
  ));

test('MariaDB: rows alone, and rows beside a new table, do not mix', () =>
  check(
    `
def upgrade():
    op.create_table("team", sa.Column("name", sa.String(50)))
    op.execute("UPDATE user SET lower = email")
`,
    { rule: 'schema-and-data-mixed', engine: 'mariadb' },
  ));

test('SQLite holds the lock of the file until the last row is written', () =>
  check(
    `
def upgrade():
    op.add_column("user", sa.Column("lower", sa.Text()))
    op.execute("UPDATE user SET lower = email")
#               ^^^^^^ error: Rows of user are changed in the same transaction as the schema: nobody else can write until both are done
`,
    { rule: 'schema-and-data-mixed', engine: 'sqlite' },
  ));

test('SQLite: rows beside a new table do not mix, whatever it references', () =>
  check(
    `
def upgrade():
    op.create_table("team", sa.Column("owner", sa.Integer(), sa.ForeignKey("user.id")))
    op.execute("UPDATE user SET lower = email")
`,
    { rule: 'schema-and-data-mixed', engine: 'sqlite' },
  ));
