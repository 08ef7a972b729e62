import { expect, test } from 'vitest';
import { scaffold } from '../../../server/src/analysis/scaffold.ts';
import { memoryWorkspace } from '../../marked.ts';

const users = 'CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL, age int);\n';

async function made(path: string) {
  const workspace = memoryWorkspace({ path, text: users }, { tool: 'sql', engine: 'postgresql' });
  const result = await scaffold('add-index', { table: 'users', column: 'age' }, path, workspace);
  if ('problem' in result) throw new Error(result.problem);
  return result.files.map((each) => ({ ...each, path: each.path.replace(/\d{14}/, 'N') }));
}

test('for db-migrate the file that reads the two of SQL is written beside their folder', async () => {
  const files = await made('/app/migrations/sqls/20240102030405-users-up.sql');
  expect(files.map(({ path }) => path)).toEqual([
    '/app/migrations/sqls/N-add_index_ix_users_age-up.sql',
    '/app/migrations/sqls/N-add_index_ix_users_age-down.sql',
    '/app/migrations/N-add_index_ix_users_age.js',
  ]);
  expect(files[2]?.text).toMatch(/^exports\.up = run\('sqls\/\d{14}-add_index_ix_users_age-up\.sql'\);$/m);
  expect(files[2]?.text).toMatch(/^exports\.down = run\('sqls\/\d{14}-add_index_ix_users_age-down\.sql'\);$/m);
});

test('files of such names in a folder of another name are read by something else', async () =>
  expect((await made('/app/migrations/20240102030405-users-up.sql')).map(({ path }) => path)).toEqual([
    '/app/migrations/N-add_index_ix_users_age-up.sql',
    '/app/migrations/N-add_index_ix_users_age-down.sql',
  ]));
