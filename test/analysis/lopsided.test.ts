import { beforeAll, expect, test } from 'vitest';
import { isLopsided } from '../../server/src/analysis/lopsided.ts';
import { sql } from '../../server/src/frontends/sql/index.ts';
import type { Migration } from '../../server/src/model/migration.ts';
import { loadSql } from '../../server/src/sql/parse.ts';

beforeAll(loadSql);

test('a way back is lopsided where it drops what the way there did not make, however often it is asked', () => {
  const there = migration('CREATE TABLE users (id int);');
  const back = migration('DROP TABLE users;').up;
  const further = migration('DROP TABLE users; DROP TABLE teams;').up;
  const asked = [back, further, back, back, further].map((down) => isLopsided(there, down));
  expect(asked).toEqual([false, true, false, false, true]);
});

function migration(text: string): Migration {
  return sql.parse({ path: '/app/migrations/1_users.sql', text }, { engine: 'postgresql', version: '15' });
}
