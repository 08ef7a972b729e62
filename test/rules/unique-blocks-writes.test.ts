import { expect, test } from 'vitest';
import { analyzed, check, checkFix } from '../marked.ts';

const rule = 'unique-blocks-writes';
const message = 'builds its index while reads and writes on user wait, and fails on duplicates';

test('the index of a UNIQUE constraint is built on the spot; a column may bring it along', () =>
  check(
    `
def upgrade():
    op.create_unique_constraint("uq_email", "user", ["email"])
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: uq_email ${message}
    op.add_column("user", sa.Column("token", sa.Text(), unique=True))
#   ^^^^^^^^^^^^^ error: UNIQUE (token) builds its index while reads and writes on user wait
`,
    { rule },
  ));

test('USING INDEX builds nothing', () =>
  check(
    `
def upgrade():
    op.execute('ALTER TABLE "user" ADD CONSTRAINT uq_email UNIQUE USING INDEX uq_email')
    op.create_table("team", sa.Column("name", sa.Text(), unique=True))
`,
    { rule },
  ));

test('the fix builds the index concurrently and makes it the constraint', () =>
  checkFix(
    `def upgrade():
    op.create_unique_constraint("uq_email", "user", ["email"])
`,
    `def upgrade():
    with op.get_context().autocommit_block():
        op.create_index(
            "uq_email", "user", ["email"], unique=True, postgresql_concurrently=True
        )
    op.execute('ALTER TABLE "user" ADD CONSTRAINT uq_email UNIQUE USING INDEX uq_email')
`,
    { rule },
  ));

test('clauses of index and constraint are not told apart: no fix', async () => {
  const { analysis } = await analyzed(
    'def upgrade():\n    op.create_unique_constraint("uq", "user", ["email"], deferrable=True)\n',
    {},
  );
  expect(analysis.findings.find((each) => each.rule === rule)?.fixes).toEqual([]);
});

test('MySQL builds it while writes go on', () =>
  check(
    `
def upgrade():
    op.create_unique_constraint("uq", "user", ["email"])
`,
    { rule: 'unique-blocks-writes', engine: 'mysql' },
  ));

test('SQLite refuses it by itself, and copies the table in a batch', () =>
  check(
    `
def upgrade():
    op.create_unique_constraint("uq", "user", ["email"])
    with op.batch_alter_table("user") as batch_op:
        batch_op.create_unique_constraint("uq", ["email"])
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: uq builds its index while writes on user wait, and fails on duplicates
`,
    { rule: 'unique-blocks-writes', engine: 'sqlite' },
  ));
