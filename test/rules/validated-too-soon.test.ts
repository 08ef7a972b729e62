import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'validated-too-soon';

test('one transaction adds and validates', () =>
  check(
    `
def upgrade():
    op.create_check_constraint("ck_age", "users", "age >= 0", postgresql_not_valid=True)
    op.execute("ALTER TABLE users VALIDATE CONSTRAINT ck_age")
#                                 ^^^^^^^^^^^^^^^^^^^ error: ck_age on users is validated under the very lock that adding it took: every row is read while others wait
`,
    { rule },
  ));

test('two transactions, another constraint, or a fresh table', () =>
  check(
    `
def upgrade():
    op.create_check_constraint("ck_age", "users", "age >= 0", postgresql_not_valid=True)
    op.execute("ALTER TABLE users VALIDATE CONSTRAINT ck_name")
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE users VALIDATE CONSTRAINT ck_age")
    op.create_table("team", sa.Column("age", sa.Integer()))
    op.create_check_constraint("ck_team", "team", "age >= 0", postgresql_not_valid=True)
    op.execute("ALTER TABLE team VALIDATE CONSTRAINT ck_team")
`,
    { rule },
  ));

test('two revisions share a transaction if both are pending', () =>
  check(
    `
def upgrade():
    op.execute("ALTER TABLE users VALIDATE CONSTRAINT ck_age")
#                                 ^^^^^^^^^^^^^^^^^^^ info: ck_age on users is validated in the transaction that adds it, if both migrations are pending together
`,
    { rule, history: ["op.create_check_constraint('ck_age', 'users', 'age >= 0', postgresql_not_valid=True)"] },
  ));

test('an autocommit block between them ends the transaction', () =>
  check(
    `
def upgrade():
    op.execute("ALTER TABLE users VALIDATE CONSTRAINT ck_age")
`,
    {
      rule,
      history: [
        "op.create_check_constraint('ck_age', 'users', 'age >= 0', postgresql_not_valid=True)\nwith op.get_context().autocommit_block():\n    op.execute('ANALYZE users')",
      ],
    },
  ));

test('in a file of SQL a transaction is what BEGIN opens', () =>
  check(
    `
ALTER TABLE users ADD CONSTRAINT ck_age CHECK (age > 0) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT ck_age;
BEGIN;
ALTER TABLE users ADD CONSTRAINT ck_name CHECK (name <> '') NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT ck_name;
--                ^^^^^^^^^^^^^^^^^^^ error: ck_name on users is validated under the very lock that adding it took: every row is read while others wait
COMMIT;
`,
    { rule, tool: 'sql' },
  ));

test('one statement is one transaction, whatever the tool does', () =>
  check(
    `
ALTER TABLE users ADD CONSTRAINT ck_age CHECK (age > 0) NOT VALID, VALIDATE CONSTRAINT ck_age;
--                                                                 ^^^^^^^^^^^^^^^^^^^ error: ck_age on users is validated by the very statement that adds it: every row is read while others wait
DO $$ BEGIN
  ALTER TABLE teams ADD CONSTRAINT ck_age CHECK (age > 0) NOT VALID;
  ALTER TABLE teams VALIDATE CONSTRAINT ck_age;
--                  ^^^^^^^^^^^^^^^^^^^ error: ck_age on teams is validated by the very statement that adds it: every row is read while others wait
END $$;
DO $$ BEGIN
  ALTER TABLE roles ADD CONSTRAINT ck_age CHECK (age > 0) NOT VALID;
  COMMIT;
  ALTER TABLE roles VALIDATE CONSTRAINT ck_age;
END $$;
BEGIN;
ALTER TABLE items ADD CONSTRAINT ck_age CHECK (age > 0) NOT VALID;
COMMIT AND CHAIN;
ALTER TABLE items VALIDATE CONSTRAINT ck_age;
COMMIT;
`,
    { rule, tool: 'sql' },
  ));

test('the fix validates in a revision of its own', () =>
  checkFix(
    `def upgrade():
    op.create_check_constraint("ck_age", "users", "age >= 0", postgresql_not_valid=True)
    op.execute("ALTER TABLE users VALIDATE CONSTRAINT ck_age")
`,
    `def upgrade():
    op.create_check_constraint("ck_age", "users", "age >= 0", postgresql_not_valid=True)

#- /app/migrations/versions/c1_validate_ck_age.py
"""validate ck_age

Revision ID: c1
Revises: b2
Create Date: 2026-01-02 03:04:05

Before this revision runs:

- [ ] Existing rows of users satisfy ck_age; otherwise the validation fails and changes nothing.

"""

from alembic import op

# revision identifiers, used by Alembic.
revision = "c1"
down_revision = "b2"


def upgrade():
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE users VALIDATE CONSTRAINT ck_age")


def downgrade():
    pass
`,
    { rule },
  ));

test('or outside the transaction', () =>
  checkFix(
    `def upgrade():
    op.create_check_constraint("ck_age", "users", "age >= 0", postgresql_not_valid=True)
    op.execute("ALTER TABLE users VALIDATE CONSTRAINT ck_age")
`,
    `def upgrade():
    op.create_check_constraint("ck_age", "users", "age >= 0", postgresql_not_valid=True)
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE users VALIDATE CONSTRAINT ck_age")
`,
    { rule, fix: 'outside' },
  ));

test('one statement validates under the strongest lock of its actions', () =>
  check(
    `
ALTER TABLE users ADD COLUMN n int, VALIDATE CONSTRAINT ck_age;
--                                  ^^^^^^^^^^^^^^^^^^^ error: ck_age on users is validated under the lock of the other actions: every row is read while reads and writes wait
ALTER TABLE users ALTER n SET STATISTICS 5, VALIDATE CONSTRAINT ck_age;
`,
    { rule, tool: 'sql', history: ['ALTER TABLE users ADD CONSTRAINT ck_age CHECK (age > 0) NOT VALID;'] },
  ));
