import { beforeAll, expect, test } from 'vitest';
import { isLopsided } from '../../../server/src/analysis/history/lopsided.ts';
import { sql } from '../../../server/src/frontends/sql/index.ts';
import type { Migration } from '../../../server/src/model/migration.ts';
import { loadSql } from '../../../server/src/sql/parse.ts';

beforeAll(loadSql);

test('a way back is lopsided where it drops what the way there did not make, however often it is asked', () => {
  const there = migration('CREATE TABLE users (id int);');
  const back = migration('DROP TABLE users;').up;
  const further = migration('DROP TABLE users; DROP TABLE teams;').up;
  const asked = [back, further, back, back, further].map((down) => isLopsided(there, down));
  expect(asked).toEqual([false, true, false, false, true]);
});

test('and where it makes a table or a column that the way there did not drop', () => {
  const there = migration('ALTER TABLE users DROP COLUMN a; ALTER TABLE users ADD COLUMN b int;');
  const back = (text: string) => isLopsided(there, migration(text).up);
  expect(back('ALTER TABLE users DROP COLUMN b; ALTER TABLE users ADD COLUMN a int;')).toBe(false);
  expect(back('ALTER TABLE users DROP COLUMN b; ALTER TABLE users ADD COLUMN a int, ADD COLUMN c int;')).toBe(true);
  expect(back('ALTER TABLE users ADD COLUMN b int;')).toBe(true);
});

function migration(text: string): Migration {
  return sql.parse({ path: '/app/migrations/1_users.sql', text }, { engine: 'postgresql', version: '15' });
}
