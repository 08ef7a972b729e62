import { expect, test } from 'vitest';
import { readSql } from '../../server/src/sql/parse.ts';
import { saysAll } from '../../server/src/sql/says-all.ts';

const replaceable = (sql: string) => {
  const [found, ...more] = readSql(sql, 'postgresql')[0]?.operations ?? [];
  return found !== undefined && more.length === 0 && saysAll(sql, found.operation, 'postgresql');
};

test.each([
  'create index ix on t (a, lower(b) desc) with (fillfactor = 70)',
  "alter table t add a int4 not null default 'x'::text",
  'ALTER TABLE t ADD COLUMN a varchar(20) NULL',
  'alter table "Shop".t add constraint c foreign key (a) references u on delete cascade',
  "ALTER TABLE t ALTER a TYPE timestamptz USING a AT TIME ZONE 'UTC'",
  'ALTER TABLE t ADD CHECK (a > 0) NO INHERIT NOT VALID',
])('%s may be printed anew', (sql) => expect(replaceable(sql)).toBe(true));

test.each([
  'ALTER TABLE IF EXISTS t ADD COLUMN a int',
  'ALTER TABLE ONLY t ALTER a SET NOT NULL',
  'ALTER TABLE t ADD COLUMN a int GENERATED ALWAYS AS IDENTITY (START WITH 5)',
  'ALTER TABLE t ADD COLUMN a int, ADD COLUMN b int',
  'TRUNCATE t RESTART IDENTITY',
  'UPDATE t SET a = 1',
])('%s says more than its operation', (sql) => expect(replaceable(sql)).toBe(false));
