import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'generated-column-rewrites';

test('a stored column is computed for every row', () =>
  check(
    `ALTER TABLE users ADD COLUMN name_length integer GENERATED ALWAYS AS (length(name)) STORED;
--                ^^^^^^^^^^ error: Storing name_length for every row rewrites all of users while reads and writes wait
`,
    { rule, tool: 'sql' },
  ));

test('a virtual one, and one of a fresh table, cost nothing', () =>
  check(
    `CREATE TABLE team (name text);
ALTER TABLE team ADD COLUMN name_length integer GENERATED ALWAYS AS (length(name)) STORED;
ALTER TABLE users ADD COLUMN name_length integer GENERATED ALWAYS AS (length(name)) VIRTUAL;
`,
    { rule, tool: 'sql', version: '18' },
  ));

test('sa.Computed is the same', () =>
  check(
    `
def upgrade():
    op.add_column("users", sa.Column("twice", sa.Integer(), sa.Computed("age * 2", persisted=True)))
#   ^^^^^^^^^^^^^ error: Storing twice for every row rewrites all of users while reads and writes wait
`,
    { rule },
  ));
