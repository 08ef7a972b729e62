import { pathToFileURL } from 'node:url';
import { expect, test, vi } from 'vitest';
import {
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  FileChangeType,
} from 'vscode-languageserver';
import type { Host } from '../../server/src/lsp/host.ts';
import {
  type RevisionGraphs,
  type Risks,
  revisionGraphsChanged,
  revisionGraphsRequest,
  risksRequest,
} from '../../server/src/protocol.ts';
import { put, revision, temporaryFolder } from '../temporary.ts';
import { connect, editing } from './client.ts';

test('the graphs of the open folders, with their lanes', async () => {
  const { graphs } = await opened({
    'one/versions/a.py': revision('a', null),
    'one/versions/b.py': revision('b', 'a'),
    'one/versions/c.py': revision('c', 'a'),
    'two/migrations/V1__users.sql': 'CREATE TABLE users (id int);\n',
  });
  const found = await graphs();
  expect(found.map(({ title, tool }) => `${title} ${tool}`)).toEqual(['one alembic', 'two/migrations sql']);
  expect(found[0]?.problems).toEqual(['There are 2 heads that nothing joins: b and c']);
  expect(
    found[0]?.revisions.map(({ key, parents, standing, lane, lines }) => [key, parents, standing, lane, lines]),
  ).toEqual([
    ['c', ['a'], ['head'], 0, [{ from: 0, to: 0 }]],
    [
      'b',
      ['a'],
      ['head'],
      1,
      [
        { from: 0, to: 0 },
        { from: 1, to: 0 },
      ],
    ],
    ['a', [], ['base', 'branchpoint'], 0, []],
  ]);
});

test('the client hears of a graph that has become another one, and of no other change', async () => {
  const { folder, graphs, connection, changed, told } = await opened({ 'db/versions/a.py': revision('a', null) });
  expect(await graphs()).toHaveLength(1);
  const first = changed();
  await told(put(folder, 'db/versions/b.py', revision('b', 'a')));
  await first;
  expect((await graphs())[0]?.revisions.map(({ key }) => key)).toEqual(['b', 'a']);
  let heard = 0;
  connection.onNotification(revisionGraphsChanged, () => {
    heard++;
  });
  await told(put(folder, 'db/versions/b.py', revision('b', 'a', 'op.execute("SELECT 1")')));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(heard).toBe(0);
});

test('files that come while the graphs are looked at for the first time are heard of', async () => {
  const { folder, graphs, told, changed, held } = await withHeld(1);
  const early = graphs();
  const heard = changed();
  const release = await held();
  await told(put(folder, 'db/versions/b.py', revision('b', 'a')));
  setTimeout(release, 800);
  expect((await early)[0]?.revisions).toHaveLength(1);
  await heard;
  expect((await graphs())[0]?.revisions).toHaveLength(2);
});

test('what was begun before a change does not come behind what is told of the change', async () => {
  const { folder, graphs, told, changed, held } = await withHeld(2);
  expect((await graphs())[0]?.revisions).toHaveLength(1);
  const order: string[] = [];
  const late = graphs().then(([found]) => order.push(`${found?.revisions.length} revision`));
  const heard = changed().then(() => order.push('changed'));
  const release = await held();
  await told(put(folder, 'db/versions/b.py', revision('b', 'a')));
  setTimeout(release, 800);
  await Promise.all([late, heard]);
  expect(order).toEqual(['1 revision', 'changed']);
});

test('a file that came with others and that nobody told of is found soon after', async () => {
  const { folder, graphs, told, changed } = await opened({ 'db/versions/a.py': revision('a', null) });
  await graphs();
  const [first] = [changed(), await told(put(folder, 'db/versions/b.py', revision('b', 'a')))];
  await first;
  expect((await graphs())[0]?.revisions).toHaveLength(2);
  put(folder, 'db/versions/c.py', revision('c', 'b'));
  await changed();
  expect((await graphs())[0]?.revisions).toHaveLength(3);
});

/** One revision, whose neighbours the server is kept from hearing of when it asks for the so-many-th time. */
async function withHeld(time: number) {
  let release: (() => void) | undefined;
  const found = await opened({ 'db/versions/a.py': revision('a', null) }, (host) => {
    let asked = 0;
    const migrations = async (path: string) => {
      const siblings = await host.migrations(path);
      if (++asked === time)
        await new Promise<void>((resolve) => {
          release = resolve;
        });
      return siblings;
    };
    return { ...host, migrations };
  });
  const held = () =>
    vi.waitFor(() => {
      if (!release) throw new Error('nobody has asked yet');
      return release;
    });
  return { ...found, held };
}

test('what revisions risk; nothing of what is no migration', async () => {
  const { folder, connection } = await opened({
    'db/versions/a.py': revision('a', null, 'op.create_table("users", sa.Column("id", sa.Integer()))'),
    'db/versions/b.py': revision('b', 'a', 'op.drop_table("users")'),
    'app.py': 'print(1)\n',
  });
  const uris = ['db/versions/b.py', 'app.py', 'db/versions/a.py', 'gone.py'].map(
    (path) => pathToFileURL(`${folder}/${path}`).href,
  );
  const { risks }: Risks = await connection.sendRequest(risksRequest, { uris: [...uris, 'untitled:x'] });
  expect(risks.map((each) => each?.level ?? null)).toEqual(['high', null, 'low', null, null]);
  expect(risks[0]?.errors).toBeGreaterThan(0);
});

test('a revision of startAfter that nobody has is said on its line of the settings', async () => {
  const folder = temporaryFolder({ 'db/versions/aaaa.py': revision('aaaa', null) });
  const { open } = await connect(editing);
  const text = (id: string) => `{\n  "startAfter": "${id}"\n}\n`;
  const settings = await open(put(folder, '.migration-writer.json', text('aaab')), text('aaab'), 'json');
  expect((await settings.pulled()).map(({ message, range }) => [message, range.start.line])).toEqual([
    ['startAfter names no migration that is here: "aaab"; did you mean "aaaa"?', 1],
  ]);
  await settings.type('aaab', 'aaaa');
  expect(await settings.pulled()).toEqual([]);
});

async function opened(files: Readonly<Record<string, string>>, alter?: (host: Host) => Host) {
  const folder = temporaryFolder(files);
  const { connection } = await connect({ workspace: { ...editing.workspace, workspaceFolders: true } }, {}, alter);
  const added = [{ uri: pathToFileURL(folder).href, name: 'project' }];
  await connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event: { added, removed: [] } });
  return {
    ...{ folder, connection },
    async graphs() {
      const found: RevisionGraphs = await connection.sendRequest(revisionGraphsRequest);
      return found.graphs;
    },
    changed: () =>
      new Promise<void>((resolve) => {
        connection.onNotification(revisionGraphsChanged, () => resolve());
      }),
    told: (path: string) =>
      connection.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: [{ uri: pathToFileURL(path).href, type: FileChangeType.Changed }],
      }),
  };
}
