import { expect, test } from 'vitest';
import { accepts, foreignTo } from '../../../server/src/frontends/sql/claims.ts';
import { cluesOfFolders } from '../../../server/src/project/evidence/folders.ts';

test('a folder of migrations that is called like a database is for it', () => {
  expect(engines('/app/migrations/sqlite/2018-01-14-171611_x/up.sql')).toBe('sqlite');
  expect(engines('/app/store/migration/postgres/0.19/00__x.sql')).toBe('postgresql');
  expect(engines('/app/src/main/resources/db/migration/mysql/V1__x.sql')).toBe('mysql');
  expect(engines('/app/postgres/migrations/0001_x.sql')).toBe('postgresql');
  expect(engines('C:\\app\\migrations\\MySQL\\0001_x.sql')).toBe('mysql');
  expect(engines('/app/migrations/versions/sqlite/2022_x.py')).toBe('sqlite');
  expect(engines('/app/mysql/db/migrations/sqlite/0001_x.sql')).toBe('sqlite');
});

test('another folder of that name says nothing', () => {
  expect(engines('/app/migrations/0001_x.sql')).toBeUndefined();
  expect(engines('/home/mysql/app/server/migrations/0001_x.sql')).toBeUndefined();
  expect(engines('/app/migrations/mysql_to_postgres/0001_x.sql')).toBeUndefined();
  expect(engines('/app/migrations/mysql.sql')).toBeUndefined();
});

test('files in the folder of a database that is not known are left alone', () => {
  expect(foreignTo('/app/db/hsqldb/V1__x.sql')).toBe('hsqldb');
  expect(accepts('/app/migrations/h2/V1__x.sql')).toBe(false);
  expect(accepts('/app/migrations/oracle_export/V1__x.sql')).toBe(true);
  expect(accepts('/app/db/postgresql/V1__x.sql')).toBe(true);
});

function engines(path: string): string | undefined {
  return cluesOfFolders(path)[0]?.value;
}
