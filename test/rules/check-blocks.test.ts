import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'check-blocks';

test('every row is tested while nobody gets through', () =>
  check(
    `
def upgrade():
    op.create_check_constraint("ck_age", "user", "age >= 0")
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^ error: ck_age reads every row of user while reads and writes wait
    op.create_check_constraint(constraint_name="ck_age", condition=sa.column("age") >= 0, table_name="user")
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^ error: ck_age reads every row of user while reads and writes wait
`,
    { rule },
  ));

test('NOT VALID reads nothing, and its validation blocks nobody', () =>
  check(
    `
def upgrade():
    op.create_check_constraint("ck_age", "user", "age >= 0", postgresql_not_valid=True)
    op.execute('ALTER TABLE "user" VALIDATE CONSTRAINT ck_name')
`,
    { rule },
  ));
