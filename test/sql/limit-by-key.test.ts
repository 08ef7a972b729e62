import { expect, test } from 'vitest';
import { limitedByKey } from '../../server/src/sql/limit-by-key.ts';

test.each([
  ['DELETE FROM t WHERE a LIMIT 5', 'DELETE FROM t WHERE id IN (SELECT id FROM t WHERE a LIMIT 5)'],
  ['delete from s."T" limit 5;', 'delete from s."T" WHERE id IN (SELECT id FROM s."T" limit 5);'],
  [
    'UPDATE t AS x SET a = (SELECT 1 LIMIT 1) WHERE x.b ORDER BY c LIMIT 5 -- and no more',
    'UPDATE t AS x SET a = (SELECT 1 LIMIT 1) WHERE id IN (SELECT id FROM t AS x WHERE x.b ORDER BY c LIMIT 5) -- and no more',
  ],
])('%s', (before, after) => {
  expect(limitedByKey(before, 'id', 'postgresql')).toBe(after);
});

test('without a key the place of the row serves, where the engine has one', () => {
  const by = (engine: 'postgresql' | 'sqlite' | 'mysql') => limitedByKey('DELETE FROM t LIMIT 5', undefined, engine);
  expect(by('postgresql')).toBe('DELETE FROM t WHERE ctid IN (SELECT ctid FROM t LIMIT 5)');
  expect(by('sqlite')).toBe('DELETE FROM t WHERE rowid IN (SELECT rowid FROM t LIMIT 5)');
  expect(by('mysql')).toBeUndefined();
});

test.each([
  'UPDATE t SET a = u.a FROM u WHERE u.id = t.id LIMIT 5',
  'DELETE FROM t USING u WHERE u.id = t.id LIMIT 5',
  'DELETE FROM t, u WHERE a LIMIT 5',
  'DELETE FROM t WHERE a LIMIT 5 RETURNING b',
  'WITH x AS (SELECT 1) DELETE FROM t LIMIT 5',
  'SELECT 1 LIMIT 5',
  'UPDATE',
])('%s is left alone', (sql) => {
  expect(limitedByKey(sql, 'id', 'postgresql')).toBeUndefined();
});
