import type { Case } from './case.ts';

/** The tables are those of base-schema.sql. */
export const cases: readonly Case[] = [
  { sql: 'ALTER TABLE t ADD COLUMN c INT' },
  { sql: 'ALTER TABLE t MODIFY COLUMN nn BIGINT' },
  { sql: 'ALTER TABLE t ADD INDEX ix (nn)' },
  { sql: 'ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (org_id) REFERENCES org (id)' },
  { sql: 'ALTER TABLE t ADD FULLTEXT INDEX ft (bio)' },
  { sql: 'ALTER TABLE t DROP INDEX ix_org2' },
  { sql: 'TRUNCATE TABLE t' },
  { sql: 'DROP TABLE t' },
  { sql: 'LOCK TABLES t READ' },
  { sql: 'LOCK TABLES t WRITE' },
  { sql: 'UPDATE t SET nn = 1' },
];
