import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'drop-table-loses-data';

test('the rows go for good', () =>
  check(
    `
def upgrade():
    op.drop_table("user")
#   ^^^^^^^^^^^^^ error: Dropping user destroys all its rows for good
    op.execute("DROP TABLE app.carts")
#               ^^^^^^^^^^ error: Dropping app.carts destroys all its rows for good
`,
    { rule },
  ));

test('a table of this very migration has no rows that anybody misses', () =>
  check(
    `
def upgrade():
    op.create_table("scratch", sa.Column("id", sa.Integer()))
    op.drop_table("scratch")
    op.execute("SELECT 'DROP TABLE users'")
`,
    { rule },
  ));
