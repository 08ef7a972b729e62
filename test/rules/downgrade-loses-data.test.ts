import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'downgrade-loses-data';

test('the way back drops what the upgrade filled', () =>
  check(
    `
def upgrade():
    op.add_column("users", sa.Column("full_name", sa.Text()))
    op.execute("UPDATE users SET full_name = name")
    op.create_table("addresses", sa.Column("user_id", sa.Integer()))
    op.execute("INSERT INTO addresses (user_id) SELECT id FROM users")


def downgrade():
    op.drop_table("addresses")
#   ^^^^^^^^^^^^^ info: The way back drops the table addresses with all that the upgrade put there and the application wrote since
    op.drop_column("users", "full_name")
#   ^^^^^^^^^^^^^^ info: The way back drops users.full_name with all that the upgrade put there and the application wrote since
`,
    { rule },
  ));

test('plain mirrors, seeds, and values that are copied back are silent', async () => {
  await check(
    `
def upgrade():
    op.add_column("users", sa.Column("email", sa.Text()))
    kinds = op.create_table("kinds", sa.Column("name", sa.Text()))
    op.bulk_insert(kinds, [{"name": "a"}])


def downgrade():
    op.drop_table("kinds")
    op.drop_column("users", "email")
`,
    { rule },
  );
  await check(
    `
def upgrade():
    op.add_column("users", sa.Column("full_name", sa.Text()))
    op.execute("UPDATE users SET full_name = name")


def downgrade():
    op.execute("UPDATE users SET name = full_name")
    op.drop_column("users", "full_name")
`,
    { rule },
  );
});

test('a file of SQL of its own', () =>
  check(
    `ALTER TABLE users DROP COLUMN full_name;
--                ^^^^^^^^^^^ info: The way back drops users.full_name with all that the upgrade put there and the application wrote since
`,
    {
      rule,
      tool: 'sql',
      engine: 'mysql',
      path: 'migrations/0002_name.down.sql',
      children: [
        {
          path: '/app/migrations/0002_name.up.sql',
          text: 'ALTER TABLE users ADD COLUMN full_name text;\nUPDATE users SET full_name = name;\n',
        },
      ],
    },
  ));
