import { expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver';
import { alembicIni, put, revision, temporaryFolder } from '../temporary.ts';
import { connect, editing } from './client.ts';

const create = 'op.create_table("tags", sa.Column("id", sa.Integer(), primary_key=True))';
const index = 'op.create_index("ix_users_email", "users", ["email"])';
const proven = 'op.alter_column("users", "email", nullable=False)';

/** The newest of three files, in a folder that is read when the test says so. */
async function opened(capabilities = editing) {
  const folder = temporaryFolder({
    'alembic.ini': alembicIni.replace('driver:', 'postgresql:'),
    'migrations/versions/aaaa.py': revision('aaaa', null, 'op.create_table("users", sa.Column("email", sa.Text()))'),
    'migrations/versions/bbbb.py': revision(
      'bbbb',
      'aaaa',
      'op.create_check_constraint("c", "users", "email IS NOT NULL")',
    ),
  });
  const text = revision('cccc', 'bbbb', create, index, proven);
  const path = put(folder, 'migrations/versions/cccc.py', text);
  let release = () => {};
  const read = new Promise<void>((resolve) => {
    release = resolve;
  });
  const server = await connect(capabilities, {}, (host) => ({
    ...host,
    patience: 1,
    async migrations(asked) {
      await read;
      return host.migrations(asked);
    },
  }));
  return { ...server, release, document: await server.open(path, text) };
}

const certain = ['small-primary-key'];
const whole = ['small-primary-key', 'index-blocks-writes'];

test('what is certain without the history is said before it is there, and the rest when it is', async () => {
  const { document, release } = await opened();
  expect(rules(await document.pushed())).toEqual(certain);
  expect(rules(await document.pushedNext(async () => release()))).toEqual(whole);
});

test('what is typed meanwhile is answered too', async () => {
  const { document, release } = await opened();
  await document.type('sa.Integer()', 'sa.BigInteger()');
  expect(rules(await document.pushed())).toEqual([]);
  await document.type('sa.BigInteger()', 'sa.SmallInteger()');
  expect(rules(await document.pushed())).toEqual(certain);
  expect(rules(await document.pushedNext(async () => release()))).toEqual(whole);
});

test('a client that pulls is told to ask again', async () => {
  const pulling = {
    ...editing,
    textDocument: { diagnostic: {} },
    workspace: { ...editing.workspace, diagnostics: { refreshSupport: true } },
  };
  const { document, release, connection } = await opened(pulling);
  const refreshed = new Promise<void>((resolve) => {
    connection.onRequest('workspace/diagnostic/refresh', () => resolve());
  });
  expect(rules(await document.pulled())).toEqual(certain);
  release();
  await refreshed;
  expect(rules(await document.pulled())).toEqual(whole);
});

test('a client that cannot be told waits for all of it', async () => {
  const { document, release } = await opened({ ...editing, textDocument: { diagnostic: {} } });
  const pulled = document.pulled();
  release();
  expect(rules(await pulled)).toEqual(whole);
});

function rules(diagnostics: readonly Diagnostic[]): readonly unknown[] {
  return diagnostics.map(({ code }) => code);
}
