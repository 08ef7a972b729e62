import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { engines } from '../../server/src/engines/index.ts';
import { runCommand } from '../../server/src/node/command-line.ts';
import { patterns } from '../../server/src/plans/index.ts';
import { rules } from '../../server/src/rules/index.ts';
import { filesIn, temporaryFolder } from '../temporary.ts';

const pair = {
  'migrations/0001_users.up.sql': 'CREATE TABLE users (id bigint PRIMARY KEY, email text);\n',
  'migrations/0001_users.down.sql': 'DROP TABLE users;\n',
  'migrations/0002_change.up.sql': 'ALTER TABLE users ADD COLUMN a int;\nCREATE INDEX ix ON users (email);\n',
  'migrations/0002_change.down.sql': 'DROP INDEX ix;\nALTER TABLE users DROP COLUMN a;\n',
};

async function run(cwd: string, command: string) {
  let out = '';
  const terminal = {
    cwd,
    colour: false,
    input: async () => new Uint8Array(),
    out: (text: string) => {
      out += text;
    },
    error: (text: string) => {
      out += text;
    },
  };
  return {
    exit: await runCommand(command.split(' '), terminal, { engines, patterns, rules, serve: async () => undefined }),
    out: () => out,
  };
}

test('fix writes both halves of a migration, and the new one behind it', async () => {
  const folder = temporaryFolder(pair);
  const { exit, out } = await run(folder, 'fix migrations --rule index-blocks-writes');
  expect(out()).toBe(`migrations/0002_change.up.sql: Build the index concurrently, outside the transaction
migrations/0002_change.down.sql: changed with it
migrations/0003_add_index_ix.up.sql: new
migrations/0003_add_index_ix.down.sql: new
`);
  expect(exit).toBe(0);
  const text = (name: string) => readFileSync(join(folder, 'migrations', name), 'utf8');
  expect(text('0002_change.up.sql')).toBe('ALTER TABLE users ADD COLUMN a int;\n');
  expect(text('0002_change.down.sql')).toBe('ALTER TABLE users DROP COLUMN a;\n');
  expect(text('0003_add_index_ix.down.sql')).toBe('DROP INDEX CONCURRENTLY ix;\n');
});

test('what one fix left behind the next one finds', async () => {
  const folder = temporaryFolder({
    ...pair,
    'migrations/0002_change.up.sql': `${pair['migrations/0002_change.up.sql']}CREATE INDEX ix2 ON users (a, email);\n`,
    'migrations/0002_change.down.sql': `DROP INDEX ix2;\n${pair['migrations/0002_change.down.sql']}`,
  });
  const { exit } = await run(folder, 'fix migrations --rule index-blocks-writes');
  expect(exit).toBe(0);
  const text = (name: string) => readFileSync(join(folder, 'migrations', name), 'utf8');
  expect(text('0002_change.down.sql')).toBe('ALTER TABLE users DROP COLUMN a;\n');
  expect(Object.keys(filesIn(folder)).filter((each) => /000[34]/.test(each)).length).toBe(4);
});

test('a dry run shows all of it and writes nothing', async () => {
  const folder = temporaryFolder(pair);
  const before = filesIn(folder);
  const { out } = await run(folder, 'fix migrations --rule index-blocks-writes --dry-run');
  expect(out().match(/^\+\+\+ .*$/gm)?.length).toBe(4);
  expect(filesIn(folder)).toEqual(before);
});

test('new writes pairs into a folder that has no files yet', async () => {
  const folder = temporaryFolder({ 'db/README.md': '' });
  const { exit, out } = await run(folder, 'new add-index db --tool sql --table users --column email');
  expect(out()).toBe('db/000001_add_index_ix_users_email.up.sql\ndb/000001_add_index_ix_users_email.down.sql\n');
  expect(exit).toBe(0);
});
