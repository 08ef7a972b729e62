import { expect, test } from 'vitest';
import { scaffold } from '../../server/src/analysis/scaffold.ts';
import type { Answers } from '../../server/src/model/pattern.ts';
import { memoryWorkspace } from '../marked.ts';

const users = 'CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL, age int);\n';
const marked = `-- Up Migration\n${users}\n-- Down Migration\nDROP TABLE users;\n`;
const index: Answers = { table: 'users', column: 'age' };

async function notices(pattern: string, answers: Answers, path: string, text: string) {
  const workspace = memoryWorkspace({ path, text }, { tool: 'sql', engine: 'postgresql' });
  const made = await scaffold(pattern, answers, path, workspace, { form: 'phased' });
  if ('problem' in made) throw new Error(made.problem);
  return (made.notices ?? []).filter((each) => each.startsWith('These files are run in a transaction'));
}

test('node-pg-migrate has no way out of its transaction for files of SQL', async () =>
  expect(await notices('add-index', index, '/app/migrations/1700000000000_users.sql', marked)).toEqual([
    'These files are run in a transaction that they have no way to leave: writes wait while an index is built or dropped',
  ]));

test('nor has db-migrate', async () =>
  expect(
    await notices(
      'rename-column',
      { ...index, to: 'years' },
      '/app/migrations/sqls/20240102030405-users-up.sql',
      users,
    ),
  ).toEqual([
    'These files are run in a transaction that they have no way to leave: rows are filled by one statement, and stay locked until it is done',
  ]));

test('golang-migrate runs a file of one statement outside of one', async () =>
  expect(await notices('add-index', index, '/app/migrations/000001_users.up.sql', users)).toEqual([]));

test('goose is told so', async () =>
  expect(
    await notices(
      'rename-column',
      { ...index, to: 'years' },
      '/app/migrations/00001_users.sql',
      `-- +goose Up\n${users}\n-- +goose Down\nDROP TABLE users;\n`,
    ),
  ).toEqual([]));

test('what needs no way out loses nothing', async () =>
  expect(
    await notices(
      'add-column',
      { table: 'users', column: 'a', type: 'int' },
      '/app/migrations/1700000000000_users.sql',
      marked,
    ),
  ).toEqual([]));
