import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import {
  CancellationTokenSource,
  DidChangeWorkspaceFoldersNotification,
  DocumentDiagnosticReportKind,
  WorkDoneProgress,
  type WorkspaceDiagnosticReport,
  WorkspaceDiagnosticRequest,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver';
import { alembicIni, revision, temporaryFolder } from '../temporary.ts';
import { connect, editing } from './client.ts';

const pulling = {
  ...editing,
  workspace: { ...editing.workspace, workspaceFolders: true },
  textDocument: { diagnostic: {} },
};

async function project(count = 1) {
  const table = 'op.create_table("t", sa.Column("id", sa.BigInteger(), primary_key=True))';
  const more = Array.from({ length: count }, (_, at) => [
    `migrations/versions/b${at}.py`,
    revision(`b${at}`, at === 0 ? 'aaaa' : `b${at - 1}`, 'op.drop_table("t")'),
  ]);
  const folder = temporaryFolder({
    'alembic.ini': alembicIni,
    'migrations/versions/aaaa.py': revision('aaaa', null, table),
    ...Object.fromEntries(more),
  });
  const server = await connect(pulling);
  const added = [{ uri: pathToFileURL(folder).href, name: 'app' }];
  await server.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
    event: { added, removed: [] },
  });
  return { folder, ...server };
}

function shown({ items }: WorkspaceDiagnosticReport) {
  return items.map((each) => {
    const codes = each.kind === DocumentDiagnosticReportKind.Full ? each.items.map(({ code }) => code) : [];
    return `${basename(each.uri)} ${each.version} ${each.kind}: ${codes.join(', ')}`;
  });
}

test('all migrations of the open folders are checked on request, the open ones as they are in the editor', async () => {
  const { connection, open, folder, introduced } = await project();
  expect(introduced.capabilities.diagnosticProvider).toMatchObject({ workspaceDiagnostics: true });
  await open(`${folder}/migrations/versions/aaaa.py`, revision('aaaa', null));
  const told: string[] = [];
  connection.onProgress(WorkDoneProgress.type, 'work', (value) => {
    told.push(value.kind);
  });
  const found = await connection.sendRequest(WorkspaceDiagnosticRequest.type, {
    previousResultIds: [],
    workDoneToken: 'work',
  });
  expect(shown(found)).toEqual([
    'aaaa.py 1 full: ',
    expect.stringMatching(/^b0\.py null full: .*drop-table-loses-data/),
  ]);
  expect(told).toEqual(['begin', 'report', 'end']);
  const previousResultIds = found.items.map(({ uri, resultId }) => ({ uri, value: resultId ?? '' }));
  const again = await connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds });
  expect(again.items.map(({ kind }) => kind)).toEqual(['unchanged', 'unchanged']);
});

test('env.py is checked once, with the migrations around it', async () => {
  const { connection, folder } = await project();
  const lines = [
    'from alembic import context',
    'from sqlalchemy import create_engine, text',
    'with create_engine("postgresql://").connect() as connection:',
    '    connection.execute(text("SET search_path TO app"))',
    '    context.configure(connection=connection)',
    '    with context.begin_transaction():',
    '        context.run_migrations()',
  ];
  writeFileSync(`${folder}/migrations/env.py`, lines.join('\n'));
  const found = await connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
  expect(shown(found).at(-1)).toMatch(/^env\.py null full: .*statement-before-configure/);
  expect(found.items).toHaveLength(3);
});

test('a long check tells what it has found so far, and ends where it is called off', async () => {
  const { connection } = await project(30);
  const parts: number[] = [];
  const calledOff = new CancellationTokenSource();
  connection.onProgress(WorkspaceDiagnosticRequest.partialResult, 'parts', ({ items }) => {
    parts.push(items.length);
    calledOff.cancel();
  });
  const asked = { previousResultIds: [], partialResultToken: 'parts' };
  const check = connection.sendRequest(WorkspaceDiagnosticRequest.type, asked, calledOff.token);
  await expect(check).rejects.toThrow('Cancelled');
  expect(parts).toEqual([20]);
});

test('migrations and tables of the open folders are found by their names', async () => {
  const { connection } = await project();
  const found = async (query: string) => {
    const symbols = (await connection.sendRequest(WorkspaceSymbolRequest.type, { query })) ?? [];
    return symbols.map(({ name, location }) => `${name} ${'range' in location ? location.range.start.line : ''}`);
  };
  expect(await found('b0')).toEqual(['b0 5']);
  expect(await found('t')).toEqual(['t 12']);
  expect(await found('zz')).toEqual([]);
});
