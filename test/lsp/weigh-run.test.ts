import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { DidChangeWorkspaceFoldersNotification } from 'vscode-languageserver';
import {
  type RevisionGraphs,
  type RunWeighed,
  revisionGraphsRequest,
  weighRunRequest,
} from '../../server/src/protocol.ts';
import { revision, temporaryFolder } from '../temporary.ts';
import { connect, editing } from './client.ts';

const files = {
  'alembic.ini': '[alembic]\nscript_location = db\n\n[billing]\nscript_location = billing\n',
  'db/env.py': 'from alembic import context\ncontext.run_migrations()\n',
  'db/versions/a.py': undone(
    revision('a', null, 'op.create_table("users", sa.Column("id", sa.Integer()))'),
    'op.drop_table("users")',
  ),
  'db/versions/b.py': undone(
    revision('b', 'a', 'op.add_column("users", sa.Column("phone", sa.Text(), nullable=False))'),
    'op.drop_column("users", "phone")\n    do_something_else()',
  ),
  'db/versions/c.py': revision('c', 'b'),
  'billing/versions/x.py': revision('x', null),
};

function undone(text: string, by: string): string {
  return text.replace('raise NotImplementedError("not undone")', by);
}

test('the errors of an upgrade, the data that goes with a downgrade, and what is not known', async () => {
  const { folder, connection } = await opened();
  const weigh = async (direction: 'up' | 'down', ...paths: readonly string[]) => {
    const uris = paths.map((path) => pathToFileURL(`${folder}/${path}`).href);
    const { revisions }: RunWeighed = await connection.sendRequest(weighRunRequest, { uris, direction });
    return revisions;
  };
  const [up] = await weigh('up', 'db/versions/b.py');
  expect(up?.errors.map(({ rule, line }) => [rule, line])).toEqual([['not-null-without-default', 12]]);
  expect(up?.loses).toEqual([]);
  const down = await weigh('down', 'db/versions/c.py', 'db/versions/b.py', 'db/versions/a.py', 'db/env.py', 'gone.py');
  expect(down.map((each) => each && [each.loses, each.unread, each.wayBack])).toEqual([
    [[], 0, 'raises'],
    [['the values of users.phone'], 1, 'written'],
    [['rows of users'], 0, 'written'],
    null,
    null,
  ]);
});

test('a graph tells what configures it, and which program runs it', async () => {
  const { folder, connection } = await opened();
  const { graphs }: RevisionGraphs = await connection.sendRequest(revisionGraphsRequest);
  const below = (uri: string | undefined) => uri?.slice(pathToFileURL(folder).href.length + 1);
  expect(graphs.map(({ config, section, script }) => [below(config), section, below(script)])).toEqual([
    ['alembic.ini', 'billing', undefined],
    ['alembic.ini', undefined, 'db/env.py'],
  ]);
});

async function opened() {
  const folder = temporaryFolder(files);
  const { connection } = await connect({ workspace: { ...editing.workspace, workspaceFolders: true } });
  const added = [{ uri: pathToFileURL(folder).href, name: 'project' }];
  await connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, { event: { added, removed: [] } });
  return { folder, connection };
}
