import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'identity-column-rewrites';

test('numbering the rows that exist rewrites the table', () =>
  check(
    `ALTER TABLE users ADD COLUMN n serial;
--                ^^^^^^^^^^ error: Numbering every row in n rewrites all of users while reads and writes wait
ALTER TABLE users ADD COLUMN m bigint GENERATED ALWAYS AS IDENTITY;
--                ^^^^^^^^^^ error: Numbering every row in m rewrites all of users while reads and writes wait
`,
    { rule, tool: 'sql' },
  ));

test('several columns of one statement are numbered in one pass, which taking one of them away does not spare', () =>
  check(
    `ALTER TABLE users ADD COLUMN n serial, ADD COLUMN m bigint GENERATED ALWAYS AS IDENTITY;
--                ^^^^^^^^^^ error: Numbering every row in n rewrites all of users while reads and writes wait
--                                     ^^^^^^^^^^ error: Numbering every row in m rewrites all of users while reads and writes wait
`,
    { rule, tool: 'sql' },
  ));

test('rows of a fresh table, and a column that is there already, are not numbered', () =>
  check(
    `CREATE TABLE team (id serial PRIMARY KEY);
ALTER TABLE team ADD COLUMN n serial;
ALTER TABLE users ADD COLUMN n bigint;
ALTER TABLE users ALTER COLUMN n ADD GENERATED ALWAYS AS IDENTITY;
`,
    { rule, tool: 'sql' },
  ));
