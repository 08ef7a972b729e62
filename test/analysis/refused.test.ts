import { test } from 'vitest';
import { check } from '../marked.ts';

test('a statement that the grammar refuses is told once, and nothing else of it is', () =>
  check(
    `CREATE INDEX ix_users_email users (email);
--                          ^^^^^ error: The statement is refused: syntax error at or near "users"
CREATE INDEX ix_users_name ON users (name);
^^^^^^^^^^^^ error: Building ix_users_name blocks writes on users until every row is read
ALTER TABLE users DROP COLUMN age CASCADE RESTRICT;
--                                        ^^^^^^^^ error: The statement is refused: syntax error at or near "RESTRICT"
`,
    { tool: 'sql' },
  ));

test('an engine’s own words are refused by another', () =>
  check(
    `ALTER TABLE users ALTER COLUMN age TYPE bigint;
--                                 ^^^^ error: The statement is refused: MySQL has no such ALTER COLUMN: MODIFY says the whole column anew
`,
    { tool: 'sql', engine: 'mysql' },
  ));

test('rows are not in danger from a statement that never runs', () =>
  check(
    `DELETE FROM users RETURNNG id;
--                         ^^ error: The statement is refused: syntax error at or near "id"
`,
    { tool: 'sql' },
  ));
