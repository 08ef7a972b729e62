import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import {
  type Diagnostic,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
} from 'vscode-languageserver';
import { put, temporaryFolder } from '../temporary.ts';
import { apply, connect, editing } from './client.ts';

const users = {
  '.migration-writer.json': '{ "rules": { "lock-timeout-missing": "off" } }',
  'migrations/0001_users.up.sql': 'CREATE TABLE users (id bigint PRIMARY KEY, email text, n int);\n',
  'migrations/0001_users.down.sql': 'DROP TABLE users;\n',
};

function rules(diagnostics: readonly Diagnostic[]): readonly unknown[] {
  return diagnostics.map(({ code }) => code);
}

test('each action of one statement has a hover of its own', async () => {
  const folder = temporaryFolder(users);
  const text = 'ALTER TABLE users ADD COLUMN a int, ALTER COLUMN n SET NOT NULL, DROP COLUMN email;\n';
  const { open } = await connect();
  const document = await open(put(folder, 'migrations/0002_change.up.sql', text), text, 'sql');
  const hover = async (word: string) => JSON.stringify(await document.hover(word));
  expect(await hover('ADD COLUMN')).toContain('Adds users.a');
  expect(await hover('ALTER COLUMN')).toContain('Reads every row of users');
  expect(await hover('DROP COLUMN')).toContain('Drops users.email');
});

test('a plan in phases is one edit, with a pair of files for each phase behind the last one of the folder', async () => {
  const text = 'ALTER TABLE users ALTER COLUMN n SET NOT NULL;\n';
  const down = 'ALTER TABLE users ALTER COLUMN n DROP NOT NULL;\n';
  const folder = temporaryFolder({ ...users, 'migrations/0002_n.down.sql': down });
  const { open } = await connect();
  const document = await open(put(folder, 'migrations/0002_n.up.sql', text), text, 'sql');
  const [action] = (await document.actions('ALTER COLUMN')).filter((each) => each.kind === 'refactor.rewrite');
  const uriOf = (name: string) => `${pathToFileURL(folder).href}/migrations/${name}`;
  const after = apply(action?.edit, { [document.uri]: text, [uriOf('0002_n.down.sql')]: down });
  const names = Object.keys(after).map((uri) => uri.slice(uriOf('').length));
  expect(names.filter((name) => name > '0003').sort()).toEqual([
    expect.stringMatching(/^0003_\w+\.down\.sql$/),
    expect.stringMatching(/^0003_\w+\.up\.sql$/),
  ]);
  expect(after[document.uri]).toContain('NOT VALID');
  const created = (action?.edit?.documentChanges ?? []).flatMap((each) => ('kind' in each ? [each.kind] : []));
  expect(created).toEqual(['create', 'create']);
});

test('a sibling that appears, changes or goes away is seen', async () => {
  const folder = temporaryFolder(users);
  const text = 'ALTER TABLE users ADD COLUMN a int;\n';
  const { open, connection } = await connect();
  const document = await open(put(folder, 'migrations/0002_a.up.sql', text), text, 'sql');
  expect(rules(await document.pushed())).toEqual(['downgrade-missing']);
  const tell = (path: string, type: FileChangeType) =>
    document.pushedNext(() =>
      connection.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: [{ uri: pathToFileURL(path).href, type }],
      }),
    );
  const way = put(folder, 'migrations/0002_a.down.sql', 'ALTER TABLE users DROP COLUMN a;\n');
  expect(rules(await tell(way, FileChangeType.Created))).toEqual([]);
  rmSync(way);
  expect(rules(await tell(way, FileChangeType.Deleted))).toEqual(['downgrade-missing']);
  const first = put(folder, 'migrations/0001_users.up.sql', '-- nothing\n');
  expect(rules(await tell(first, FileChangeType.Changed))).toEqual(['downgrade-missing']);
});

test.each(['sql', 'postgres', 'pgsql', 'mysql', 'sqlite', 'plaintext'])(
  'the name of the file tells that it is SQL, not the language %s',
  async (language) => {
    const folder = temporaryFolder(users);
    const text = 'DROP TABLE users;\n';
    const { open } = await connect();
    const document = await open(put(folder, 'migrations/0002_x.up.sql', text), text, language);
    expect(rules(await document.pushed())).toContain('drop-table-loses-data');
  },
);

test('what was never saved is a migration where it has a place among them', async () => {
  const folder = temporaryFolder(users);
  const text = 'CREATE INDEX ix ON users (n);\n';
  const { open } = await connect();
  const placed = await open(`untitled:${folder}/migrations/0002_ix.up.sql`, text, 'sql');
  expect(rules(await placed.pushed())).toContain('index-blocks-writes');
  const nowhere = await open('untitled:Untitled-1', text, 'sql');
  expect(rules(await nowhere.pushed())).toEqual([]);
});

test('another engine in the settings is another opinion at once', async () => {
  const folder = temporaryFolder(users);
  const text = 'CREATE INDEX ix ON users (n);\n';
  put(folder, 'migrations/0002_ix.down.sql', 'DROP INDEX ix ON users;\n');
  const settings = { engine: 'postgresql' };
  const { open, connection } = await connect(
    { ...editing, workspace: { ...editing.workspace, configuration: true } },
    settings,
  );
  const document = await open(put(folder, 'migrations/0002_ix.up.sql', text), text, 'sql');
  expect(rules(await document.pushed())).toEqual(['index-blocks-writes']);
  settings.engine = 'mysql';
  const changed = await document.pushedNext(() =>
    connection.sendNotification(DidChangeConfigurationNotification.type, { settings: {} }),
  );
  expect(rules(changed)).toEqual(['online-ddl-unspecified']);
});
