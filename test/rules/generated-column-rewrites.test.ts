import { expect, test } from 'vitest';
import { analyzed, check } from '../marked.ts';

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

test('before PostgreSQL 18 there is no virtual column to turn to', async () => {
  const text = 'ALTER TABLE users ADD COLUMN twice integer GENERATED ALWAYS AS (age * 2) STORED;\n';
  const fixes = async (version: string) =>
    (await analyzed(text, { tool: 'sql', version })).analysis.findings
      .filter((each) => each.rule === rule)
      .map((each) => each.fixes.length);
  expect(await fixes('17')).toEqual([0]);
  expect(await fixes('18')).toEqual([1]);
  await check(
    `ALTER TABLE users ADD COLUMN twice integer GENERATED ALWAYS AS (age * 2) VIRTUAL;
--                ^^^^^^^^^^ error: The statement is refused: before PostgreSQL 18 a generated column has to be STORED
`,
    { rule: 'syntax-error', tool: 'sql', version: '17' },
  );
});
