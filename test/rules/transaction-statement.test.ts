import { test } from 'vitest';
import { check, checkFix } from '../marked.ts';

const rule = 'transaction-statement';

test('where the tool opens and closes the transaction, what a file says of it is superfluous', () =>
  check(
    `
BEGIN;
^^^^^ warning: This BEGIN does nothing: the migration already runs in a transaction
ALTER TABLE users ADD COLUMN a int;
COMMIT;
^^^^^^ warning: This COMMIT ends the migration’s own transaction: what follows is not taken back if something fails
`,
    { rule, tool: 'sql', path: 'db/migration/V2__change.sql' },
  ));

test('the fix leaves the transaction to the tool', () =>
  checkFix(
    `BEGIN;
ALTER TABLE users ADD COLUMN a int;
COMMIT;
`,
    `ALTER TABLE users ADD COLUMN a int;
`,
    { rule, tool: 'sql', path: 'db/migration/V2__change.sql' },
  ));

test('where no tool opens a transaction the pairs must match', () =>
  check(
    `
COMMIT;
^^^^^^ warning: This COMMIT closes nothing: no transaction is open
BEGIN;
BEGIN;
^^^^^ warning: This BEGIN does nothing: a transaction is open already
ALTER TABLE users ADD COLUMN a int;
COMMIT;
START TRANSACTION;
^^^^^ warning: This BEGIN is never closed: all that follows is rolled back when the connection closes
`,
    { rule, tool: 'sql' },
  ));

test('a pair is fine there', () =>
  check(
    `
BEGIN;
ALTER TABLE users ADD COLUMN a int;
COMMIT;
BEGIN;
ALTER TABLE users ADD COLUMN b int;
ROLLBACK;
`,
    { rule, tool: 'sql' },
  ));

test('a COMMIT in a block of code ends a batch', () =>
  check(
    `
DO $$
BEGIN
  LOOP
    UPDATE users SET a = 1 WHERE a IS NULL AND id < 1000;
    COMMIT;
    EXIT;
  END LOOP;
END
$$;
`,
    { rule, tool: 'sql' },
  ));

test('AND CHAIN opens the next transaction', () =>
  check(
    `
BEGIN;
SELECT 1;
COMMIT AND CHAIN;
SELECT 2;
COMMIT;
BEGIN;
ROLLBACK AND CHAIN;
^^^^^^^^ warning: This BEGIN is never closed: all that follows is rolled back when the connection closes
`,
    { rule: 'transaction-statement', tool: 'sql' },
  ));

test('with autocommit off a transaction is open without a word', () =>
  check('\nSET autocommit = 0;\nUPDATE users SET a = 1 WHERE id = 1;\nCOMMIT;\n', {
    rule: 'transaction-statement',
    tool: 'sql',
    engine: 'mysql',
  }));
