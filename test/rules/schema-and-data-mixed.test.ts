import { expect, test } from 'vitest';
import { check, checkFix } from '../marked.ts';

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

test('SQLite: rows that are written out are no change of the schema', () =>
  check(
    `
def upgrade():
    op.execute("INSERT INTO user (email) VALUES ('a')")
    op.execute("UPDATE user SET email = 'b' WHERE id = 1")
`,
    { rule: 'schema-and-data-mixed', engine: 'sqlite' },
  ));

test('the rows go to a migration of their own, and what undoes the schema stays', () =>
  checkFix(
    `
def upgrade():
    op.add_column("users", sa.Column("plan", sa.String(length=20)))
    op.execute("UPDATE users SET plan = 'free' WHERE plan IS NULL")


def downgrade():
    op.drop_column("users", "plan")
`,
    `
def upgrade():
    op.add_column("users", sa.Column("plan", sa.String(length=20)))


def downgrade():
    op.drop_column("users", "plan")

#- /app/migrations/versions/c1_change_rows_of_users.py
"""change rows of users

Revision ID: c1
Revises: b2
Create Date: 2026-01-02 03:04:05

Before this revision runs:

- [ ] The migration before it has been run by itself: those that are run together share one transaction.

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = "c1"
down_revision = "b2"


def upgrade():
    op.execute("UPDATE users SET plan = 'free' WHERE plan IS NULL")


def downgrade():
    pass
`,
    { rule },
  ));

test('what follows the rows goes to a third one, with what undoes it', () =>
  checkFix(
    `
def upgrade():
    op.add_column("users", sa.Column("plan", sa.String(length=20)))
    op.execute("UPDATE users SET plan = 'free' WHERE plan IS NULL")
    op.alter_column("users", "plan", existing_type=sa.String(length=20), nullable=False)


def downgrade():
    op.alter_column("users", "plan", existing_type=sa.String(length=20), nullable=True)
    op.drop_column("users", "plan")
`,
    `
def upgrade():
    op.add_column("users", sa.Column("plan", sa.String(length=20)))


def downgrade():
    op.drop_column("users", "plan")

#- /app/migrations/versions/c1_change_rows_of_users.py
"""change rows of users

Revision ID: c1
Revises: b2
Create Date: 2026-01-02 03:04:05

Before this revision runs:

- [ ] The migration before it has been run by itself: those that are run together share one transaction.

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = "c1"
down_revision = "b2"


def upgrade():
    op.execute("UPDATE users SET plan = 'free' WHERE plan IS NULL")


def downgrade():
    pass

#- /app/migrations/versions/c2_change_plan_of_users.py
"""change plan of users

Revision ID: c2
Revises: c1
Create Date: 2026-01-02 03:04:05

Before this revision runs:

- [ ] The migration before it has been run by itself: those that are run together share one transaction.

"""

import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "c2"
down_revision = "c1"


def upgrade():
    op.alter_column("users", "plan", existing_type=sa.String(length=20), nullable=False)


def downgrade():
    op.alter_column("users", "plan", existing_type=sa.String(length=20), nullable=True)
`,
    { rule },
  ));

test('rows that the way back brings back may belong to either: that is left to the author', async () => {
  const text = `
def upgrade():
    op.add_column("users", sa.Column("lower", sa.Text()))
    op.execute("UPDATE users SET lower = lower(email)")


def downgrade():
    op.execute("UPDATE users SET email = lower")
    op.drop_column("users", "lower")
`;
  await expect(checkFix(text, text, { rule })).rejects.toThrow('no fix found');
});
