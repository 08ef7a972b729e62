import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { DidChangeWorkspaceFoldersNotification } from 'vscode-languageserver';
import {
  type ChangedSetting,
  changeSettingRequest,
  describeProjectRequest,
  type ProjectDescription,
} from '../../server/src/protocol.ts';
import { revision, temporaryFolder } from '../temporary.ts';
import { connect, editing } from './client.ts';

const compose = 'services:\n  db:\n    image: postgres:14\n';

test('the project of a migration is told with its reasons, and by which setting each is changed', async () => {
  const { describe, uriOf } = await opened({
    'compose.yml': compose,
    'CLAUDE.md': 'We run MySQL.\n',
    'versions/a.py': revision('a', null),
  });
  const { title, migrations, contradicted, facts } = await describe('versions/a.py');
  expect([title, migrations, contradicted]).toEqual(['MySQL 8.0 · Alembic · zero-downtime', true, true]);
  expect(facts[1]).toEqual({
    ...{ fact: 'engine', title: 'Engine', value: 'MySQL', assumed: false, reason: 'what the team has written down' },
    place: { uri: uriOf('CLAUDE.md'), name: 'CLAUDE.md', line: 0 },
    contradictions: [
      {
        ...{ value: 'PostgreSQL', reason: 'what development runs' },
        place: { uri: uriOf('compose.yml'), name: 'compose.yml', line: 2 },
      },
    ],
    choices: [
      { value: 'postgresql', title: 'PostgreSQL' },
      { value: 'mysql', title: 'MySQL' },
      { value: 'mariadb', title: 'MariaDB' },
      { value: 'sqlite', title: 'SQLite' },
    ],
  });
  expect(facts[3]).toMatchObject({ title: 'Deployment', assumed: true, reason: 'assumed: nothing says so' });
});

test('what only tests and packages say gives way to what the migrations speak', async () => {
  const { describe } = await opened({
    'requirements.txt': 'aiosqlite\n',
    'versions/a.py': revision('a', null, 'op.execute("CREATE INDEX CONCURRENTLY ix ON t (a)")'),
  });
  const { title } = await describe('versions/a.py');
  expect(title).toBe('PostgreSQL 15 · Alembic · zero-downtime');
});

test('a folder without migrations is described all the same', async () => {
  const { describe } = await opened({ 'compose.yml': compose });
  expect(await describe('.')).toMatchObject({ title: 'PostgreSQL 14 · Alembic · zero-downtime', migrations: false });
});

test('the variable with the URL is known by its name, from whichever settings name it', async () => {
  const { describe } = await opened({
    'pyproject.toml': '[tool.migration-writer]\ndatabaseUrlEnv = "SHOP_READER_URL"\n',
    'versions/a.py': revision('a', null),
  });
  expect((await describe('versions/a.py')).databaseUrlEnv).toBe('SHOP_READER_URL');
});

test('a setting is changed in the file as it is open', async () => {
  const { connection, uriOf } = await opened({ '.migration-writer.json': '{ "tool": "alembic" }' });
  const asked = { uri: uriOf('versions/a.py'), folder: uriOf('.'), setting: 'engineVersion', value: '16' };
  const changed: ChangedSetting = await connection.sendRequest(changeSettingRequest, asked);
  expect(changed).toEqual({
    uri: uriOf('.migration-writer.json'),
    text: '{ "engineVersion": "16", "tool": "alembic" }',
    line: 0,
  });
});

async function opened(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder({ '.git/HEAD': '', ...files });
  const uriOf = (path: string) => pathToFileURL(join(folder, path)).href;
  const { connection } = await connect({ workspace: { ...editing.workspace, workspaceFolders: true } });
  const added = [{ uri: uriOf('.'), name: 'project' }];
  await connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event: { added, removed: [] } });
  const describe = async (path: string): Promise<ProjectDescription> =>
    connection.sendRequest(describeProjectRequest, { uri: uriOf(path) });
  return { connection, uriOf, describe };
}
