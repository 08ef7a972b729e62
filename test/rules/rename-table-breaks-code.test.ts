import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'rename-table-breaks-code';

test('code that still runs knows the old name only', () =>
  check(
    `
def upgrade():
    op.rename_table("user", "account")
#   ^^^^^^^^^^^^^^^ error: Renaming user to account breaks all code that runs with the old name
`,
    { rule },
  ));

test('nobody knows a fresh table', () =>
  check(
    `
def upgrade():
    op.create_table("account_new", sa.Column("id", sa.Integer()))
    op.rename_table("account_new", "account")
`,
    { rule },
  ));
