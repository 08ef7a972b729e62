import type { Cases } from './case.ts';

export const rows: Cases = [
  "INSERT INTO t (id, code) VALUES (1000, 'x')",
  'INSERT INTO nopk SELECT id, name FROM org',
  'INSERT INTO nopk SELECT id, name FROM nopk',
  'REPLACE INTO nopk SELECT id, name FROM org',
  'UPDATE t SET nn = nn + 1',
  'UPDATE t SET bio = name WHERE age > 0',
  'UPDATE t JOIN org ON org.id = t.org_id SET t.name = org.name',
  'DELETE FROM t',
  'DELETE FROM t WHERE age > 0',
  { sql: 'DELETE FROM org', badRows: 'UPDATE t SET org2_id = id', setup: 'UPDATE t SET org2_id = NULL' },
  'DELETE FROM nopk LIMIT 35',
  { sql: 'DELETE FROM org WHERE id > 0', session: 'SET foreign_key_checks = 0' },
];
