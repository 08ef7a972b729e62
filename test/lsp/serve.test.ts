import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver';
import {
  listPatternsRequest,
  mergeHeadsRequest,
  type Patterns,
  reportRequest,
  type Scaffolded,
  scaffoldRequest,
} from '../../server/src/protocol.ts';
import { alembicIni, put, revision, temporaryFolder } from '../temporary.ts';
import { apply, connect, editing } from './client.ts';

const index = 'op.create_index("ix_users_email", "users", ["email"])';
const rename = 'op.alter_column("users", "email", new_column_name="mail", existing_type=sa.Text())';

function project(text: string) {
  const folder = temporaryFolder({
    'alembic.ini': alembicIni,
    'migrations/versions/aaaa_users.py': revision(
      'aaaa',
      null,
      'op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("email", sa.Text()))',
    ),
  });
  return { folder, path: put(folder, 'migrations/versions/bbbb_mine.py', text), text };
}

function shown(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(
    ({ range: { start, end }, code }) => `${start.line}:${start.character}-${end.character} ${code}`,
  );
}

test('findings are pushed with their rule, its page and the place of the call', async () => {
  const { path, text } = project(revision('bbbb', 'aaaa', index));
  const { open, introduced } = await connect();
  expect(introduced.capabilities.diagnosticProvider).toBeUndefined();
  const document = await open(path, text);
  const diagnostics = await document.pushed();
  expect(shown(diagnostics)).toEqual(['12:4-19 index-blocks-writes']);
  expect(diagnostics[0]).toMatchObject({
    source: 'migration-writer',
    severity: 1,
    codeDescription: { href: expect.stringMatching(/docs\/rules\/index-blocks-writes\.md$/) },
    message: expect.stringContaining('ix_users_email'),
  });
});

test('a mistake in the own template, which takes fixes away, is told there until it is mended', async () => {
  const { folder, path, text } = project(revision('bbbb', 'aaaa', index));
  put(folder, '.migration-writer.json', '{"templates": "mine"}');
  const template = put(folder, 'mine/alembic/revision.hbs', '{{title}}\n{{revison}}\n');
  const { open, pushedFor } = await connect();
  const document = await open(path, text);
  await document.pushed();
  const told = () => pushedFor(pathToFileURL(template).href)?.map(({ range, message }) => [range.start.line, message]);
  expect(told()).toEqual([[1, expect.stringContaining('there is no variable "revison" here')]]);
  put(folder, 'mine/alembic/revision.hbs', '{{title}}\n{{revision}}\n');
  await document.type('ix_users_email', 'ix_users_mail');
  await document.pushed();
  expect(told()).toEqual([]);
});

test('a client that can pull is not pushed to', async () => {
  const { path, text } = project(revision('bbbb', 'aaaa', index));
  const { open, introduced, connection } = await connect({ ...editing, textDocument: { diagnostic: {} } });
  let pushes = 0;
  connection.onNotification('textDocument/publishDiagnostics', () => {
    pushes++;
  });
  expect(introduced.capabilities.diagnosticProvider).toMatchObject({ interFileDependencies: true });
  const document = await open(path, text);
  expect(shown(await document.pulled())).toEqual(['12:4-19 index-blocks-writes']);
  await document.type(index, 'pass');
  expect(await document.pulled()).toEqual([]);
  expect(pushes).toBe(0);
});

test('a table of this very migration is no risk, and neither is a file that is no migration', async () => {
  const { path } = project(revision('bbbb', 'aaaa'));
  const { open } = await connect();
  const fresh =
    'op.create_table("t", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("a", sa.Integer()))';
  const document = await open(path, revision('bbbb', 'aaaa', fresh, 'op.create_index("ix_t_a", "t", ["a"])'));
  expect(await document.pushed()).toEqual([]);
  const other = await open(path.replace('bbbb_mine', 'helper'), 'print("no migration")\n');
  expect(await other.pushed()).toEqual([]);
});

test('hover says what the statement does, and nothing elsewhere', async () => {
  const { path, text } = project(revision('bbbb', 'aaaa', index));
  const { open } = await connect();
  const document = await open(path, text);
  expect(await document.hover('op.create_index')).toMatchObject({
    range: { start: { line: 12, character: 4 } },
    contents: { kind: 'markdown', value: expect.stringContaining('CREATE INDEX ix_users_email ON users (email)') },
  });
  expect(await document.hover('branch_labels')).toBeNull();
});

test('a quick fix is one edit, and the finding is gone after it', async () => {
  const { path, text } = project(revision('bbbb', 'aaaa', index));
  const { open } = await connect();
  const document = await open(path, text);
  const [action, ...others] = await document.fixes('op.create_index');
  expect(others).toEqual([]);
  expect(action).toMatchObject({ kind: 'quickfix', isPreferred: true, diagnostics: [{ code: 'index-blocks-writes' }] });
  const after = apply(action?.edit, { [document.uri]: text })[document.uri] ?? '';
  expect(after).toContain('postgresql_concurrently=True');
  await document.type(text, after);
  expect(await document.pushed()).toEqual([]);
});

test('only the kinds that are asked for are offered, and nothing where nothing was found', async () => {
  const { path, text } = project(revision('bbbb', 'aaaa', index));
  const { open } = await connect();
  const document = await open(path, text);
  expect(await document.actions('op.create_index', { only: ['refactor.extract', 'source'] })).toEqual([]);
  expect(await document.fixes('op.create_index', { only: ['quickfix'] })).toHaveLength(1);
  expect(await document.actions('branch_labels')).toEqual([]);
  // Some editors ask at the cursor and name the diagnostics of the line.
  expect(await document.fixes('["email"]', { diagnostics: [...(await document.pushed())] })).toHaveLength(1);
});

test('a finding can be ignored, and a reason is asked for', async () => {
  const drop = 'op.drop_table("users")';
  const { path, text } = project(revision('bbbb', 'aaaa', drop));
  const { open } = await connect();
  const document = await open(path, text);
  const ignoring = async (where: string) => {
    const found = await document.actions('op.drop_table', { only: ['quickfix'] });
    return found.find(({ title }) => title === `Ignore drop-table-loses-data ${where} with a reason`);
  };
  const [line, file] = [await ignoring('on this line'), await ignoring('in this file')];
  expect(line).toMatchObject({ kind: 'quickfix', diagnostics: [{ code: 'drop-table-loses-data' }] });
  expect(line?.isPreferred).toBeUndefined();
  const comment = '# migration-writer: ignore[drop-table-loses-data] reason?';
  const after = apply(line?.edit, { [document.uri]: text })[document.uri] ?? '';
  expect(after).toBe(text.replace(drop, `${comment}\n    ${drop}`));
  expect(apply(file?.edit, { [document.uri]: text })[document.uri]).toBe(
    `${comment.replace('ignore', 'ignore-file')}\n${text}`,
  );
  await document.type(text, after);
  const left = (await document.pushed()).map(({ code }) => code);
  expect(left).toContain('suppression-without-reason');
  expect(left).not.toContain('drop-table-loses-data');
  const offered = (await document.actions('reason?')).filter(({ title }) => title.includes('suppression'));
  expect(offered).toEqual([]);
});

test('a plan in phases is one edit with linked new files', async () => {
  const { path, text } = project(revision('bbbb', 'aaaa', rename));
  const { open } = await connect();
  const document = await open(path, text);
  const phased = (await document.actions('op.alter_column')).find((each) => each.kind === 'refactor.rewrite');
  const again = await document.actions('op.alter_column', { only: ['quickfix'] });
  expect(again.map((each) => each.title)).toContain(phased?.title);
  const files = apply(phased?.edit, { [document.uri]: text });
  const created = Object.entries(files).filter(([uri]) => uri !== document.uri);
  expect(created.length).toBeGreaterThan(0);
  let parent = 'bbbb';
  for (const [uri, content] of created) {
    expect(uri).toContain('/migrations/versions/');
    expect(content).toMatch(new RegExp(`^down_revision.*${parent}`, 'm'));
    parent = /^revision.*["'](\w+)["']/m.exec(content)?.[1] ?? 'none';
  }
  expect(phased?.edit?.changeAnnotations).toBeDefined();
});

test('a client that cannot create files is offered no phases', async () => {
  const { path, text } = project(revision('bbbb', 'aaaa', rename));
  const { open } = await connect({});
  const document = await open(path, text);
  const actions = await document.actions('op.alter_column');
  expect(actions.filter((each) => each.kind === 'refactor.rewrite' || each.edit?.documentChanges)).toEqual([]);
});

test('half-typed code keeps what is known behind it, at its new place', async () => {
  const drop = 'op.drop_column("users", "email")';
  const { path, text } = project(revision('bbbb', 'aaaa', index, 'pass', drop));
  const { open } = await connect();
  const document = await open(path, text);
  expect(shown(await document.pushed())).toEqual([
    '12:4-19 index-blocks-writes',
    '14:4-18 drop-column-loses-data',
    '14:4-18 column-takes-dependents',
  ]);
  await document.type('    pass\n', '    op.execute("UPDATE users\n\n');
  expect(shown(await document.pushed())).toEqual([
    '12:4-19 index-blocks-writes',
    '15:4-18 drop-column-loses-data',
    '15:4-18 column-takes-dependents',
  ]);
  await document.type('"UPDATE users\n\n', '"SELECT 1")\n');
  expect(shown(await document.pushed())).toEqual([
    '12:4-19 index-blocks-writes',
    '14:4-18 drop-column-loses-data',
    '14:4-18 column-takes-dependents',
  ]);
  await document.type(drop, 'op.drop(');
  expect(shown(await document.pushed())).toEqual(['12:4-19 index-blocks-writes']);
});

test('typing fast, only the last text counts', async () => {
  const { path, text } = project(revision('bbbb', 'aaaa', 'pass'));
  const { open } = await connect();
  const document = await open(path, text);
  let typed = '    pass';
  for (let length = 1; length <= index.length; length++) {
    const next = `    ${index.slice(0, length)}`;
    await document.type(`${typed}\n\n\ndef downgrade`, `${next}\n\n\ndef downgrade`);
    typed = next;
  }
  expect(shown(await document.pushed())).toEqual(['12:4-19 index-blocks-writes']);
});

test.each([
  ['empty', '', []],
  ['binary', `${revision('bbbb', 'aaaa')}\0\u0001`, ['not-analysed']],
  ['huge', `${revision('bbbb', 'aaaa')}${'# padding\n'.repeat(300_000)}`, ['not-analysed']],
  ['huge and no migration', 'x = 1\n'.repeat(500_000), []],
  ['deep', `${revision('bbbb', 'aaaa')}x = ${'('.repeat(20_000)}\n`, ['opaque-operation']],
])('a document that is %s leaves the server alive', async (_, text, codes) => {
  const { path, folder } = project(revision('bbbb', 'aaaa'));
  const { open } = await connect();
  const document = await open(text.startsWith('x =') ? join(folder, 'app.py') : path, text);
  expect((await document.pushed()).map((each) => each.code)).toEqual(codes);
  await document.hover(text.slice(0, 5));
  const other = await open(path.replace('bbbb_mine', 'cccc_next'), revision('cccc', 'bbbb', index));
  expect(shown(await other.pushed())).toEqual(['12:4-19 index-blocks-writes']);
});

test('a migration that is opened with a syntax error says so, and what is read in spite of it', async () => {
  const { path, text } = project(revision('bbbb', 'aaaa', 'x = = 1', index));
  const { open } = await connect();
  const found = (await (await open(path, text)).pushed()).map((each) => each.code);
  expect(found).toContain('opaque-operation');
  expect(found).toContain('index-blocks-writes');
  expect(found).not.toContain('downgrade-missing');
});

test('what fails is logged with what was being done, and takes nothing else along', async () => {
  const { path, text } = project(revision('bbbb', 'aaaa', index, rename));
  const { open, logged } = await connect(editing, {}, (host) => ({
    ...host,
    template: () => Promise.reject(new Error('no template today')),
  }));
  const document = await open(path, text);
  const [only, ...others] = await document.fixes(`${index}\n    ${rename}`, { only: ['quickfix'] });
  expect(only?.title).toMatch(/concurrently/);
  expect(others).toEqual([]);
  expect(logged.join('\n')).toMatch(/^The fix ".*" failed: Error: no template today/);
  expect(await document.pushed()).not.toEqual([]);
});

test('the settings of the editor and of the file are obeyed, and mistakes in the file are marked there', async () => {
  const { path, text, folder } = project(revision('bbbb', 'aaaa', index));
  const configuration = { ...editing, workspace: { ...editing.workspace, configuration: true } };
  put(folder, '.migration-writer.json', '{\n  "engin": "x"\n}');
  const { open, logged } = await connect(configuration, { rules: { 'index-blocks-writes': 'info' } });
  const document = await open(path, text);
  expect((await document.pushed()).map((each) => each.severity)).toEqual([3]);
  await document.type('op.create', 'op . create');
  await document.pushed();
  expect(logged).toEqual([expect.stringMatching(/\.migration-writer\.json:2: There is no setting "engin"/)]);
  const settings = await open(join(folder, '.migration-writer.json'), '{\n  "rules": { "nope": "off" }\n}');
  expect(shown(await settings.pushed())).toEqual(['1:0-0 settings']);
});

test('how large tables are is read again when the file that says it changes', async () => {
  const { path, text, folder } = project(revision('bbbb', 'aaaa', index));
  put(folder, '.migration-writer.json', '{ "statsFile": "sizes{1}.csv" }');
  put(folder, 'sizes{1}.csv', 'table,rows\nusers,5000000\n');
  const watching = {
    ...editing,
    workspace: { ...editing.workspace, didChangeWatchedFiles: { dynamicRegistration: true } },
  };
  const { connection, open, registered } = await connect(watching);
  const document = await open(path, text);
  const hover = async () => JSON.stringify(await document.hover('op.create_index'));
  expect(await hover()).toContain('at 5 M rows (users in sizes{1}.csv:2)');
  expect(registered.join()).toContain('"**/sizes?1?.csv"');
  put(folder, 'sizes{1}.csv', 'table,rows\n\nusers,70000000\n');
  const uri = pathToFileURL(join(folder, 'sizes{1}.csv')).href;
  connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
  expect(await hover()).toContain('at 70 M rows (users in sizes{1}.csv:3)');
});

test('what the application still names is told as soon as it is found, and taken back when the code has changed', async () => {
  const { path, text, folder } = project(revision('bbbb', 'aaaa', 'op.drop_column("users", "email")'));
  put(folder, 'pyproject.toml', '');
  const models = put(folder, 'app/models.py', 'class User(Base):\n    email = mapped_column(Text)\n');
  const { connection, open } = await connect();
  const document = await open(path, text);
  const still = (all: readonly Diagnostic[]) => all.filter(({ code }) => code === 'still-used-by-code');
  expect(still(await document.pushed())).toEqual([]);
  const [found] = still(await document.pushedNext(async () => {}));
  expect(found?.message).toBe('The application still names users.email: app/models.py:2 declares it');
  const range = { start: { line: 1, character: 4 }, end: { line: 1, character: 9 } };
  expect(found?.relatedInformation?.map(({ location }) => location)).toEqual([
    { uri: pathToFileURL(models).href, range },
  ]);
  put(folder, 'app/models.py', 'class User(Base):\n    mail = mapped_column(Text)\n');
  const changes = [{ uri: pathToFileURL(models).href, type: 2 }];
  const changed = () => connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  let after = await document.pushedNext(changed);
  if (still(after).length > 0) after = await document.pushedNext(async () => {});
  expect(still(after)).toEqual([]);
});

test('what is written behind the head of the history is asked for, and made', async () => {
  const { folder, path, text } = project(revision('bbbb', 'aaaa'));
  const { connection, open } = await connect();
  const document = await open(path, text);
  const listed: Patterns = await connection.sendRequest(listPatternsRequest, { uri: document.uri });
  expect(listed.problem).toBeUndefined();
  const asks = listed.patterns.find((each) => each.id === 'add-column')?.asks;
  expect(asks?.find((each) => each.name === 'table')?.suggestions).toEqual(['users']);
  const dropped = listed.patterns.find((each) => each.id === 'drop-column')?.asks;
  const ofTables = dropped?.find((each) => each.name === 'column')?.suggestionsByTable;
  expect(Object.keys(ofTables ?? {})).toEqual(['users']);
  expect(ofTables?.users).toEqual(dropped?.find((each) => each.name === 'column')?.suggestions);
  const answers = { table: 'users', column: 'status', type: 'varchar(20)' };
  const scaffold = { uri: document.uri, pattern: 'add-column', answers };
  const made: Scaffolded = await connection.sendRequest(scaffoldRequest, scaffold);
  expect(made.problem).toBeUndefined();
  expect(made.files.map((file) => file.text)).toEqual([expect.stringMatching(/down_revision.*bbbb/)]);
  put(folder, 'migrations/versions/cccc_other.py', revision('cccc', 'aaaa'));
  connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: document.uri.replace('bbbb_mine', 'cccc_other'), type: 1 }],
  });
  const again: Scaffolded = await connection.sendRequest(scaffoldRequest, scaffold);
  expect(again.problem).toContain('2 heads');
  const forked: Patterns = await connection.sendRequest(listPatternsRequest, { uri: document.uri });
  expect(forked.heads?.map(({ id }) => id).sort()).toEqual(['bbbb', 'cccc']);
  const chosen: Patterns = await connection.sendRequest(listPatternsRequest, { uri: document.uri, parent: 'cccc' });
  expect([chosen.heads, chosen.problem]).toEqual([undefined, undefined]);
  const behind: Scaffolded = await connection.sendRequest(scaffoldRequest, { ...scaffold, parent: 'aaaa' });
  expect(behind.files.map((file) => file.text)).toEqual([expect.stringMatching(/down_revision.*aaaa/)]);
  const merged: Scaffolded = await connection.sendRequest(mergeHeadsRequest, { uri: document.uri });
  expect(merged.files.map((file) => file.text)).toEqual([expect.stringMatching(/down_revision.*bbbb.*cccc/)]);
  const report = await connection.sendRequest<{ markdown: string }>(reportRequest, { uris: [document.uri] });
  expect(report.markdown).toContain('bbbb');
});

test('SQL migrations have findings, hovers and fixes; other files of SQL are left alone', async () => {
  const folder = temporaryFolder({
    '.migration-writer.json': '{ "rules": { "lock-timeout-missing": "off" } }',
    'migrations/1_users.up.sql': 'CREATE TABLE users (id bigint PRIMARY KEY, email text);\n',
    'migrations/1_users.down.sql': 'DROP TABLE users;\n',
    'migrations/2_email.down.sql': 'DROP INDEX ix_users_email;\n',
  });
  const text = 'CREATE INDEX ix_users_email ON users (email);\n';
  const { open } = await connect();
  const document = await open(put(folder, 'migrations/2_email.up.sql', text), text);
  expect(shown(await document.pushed())).toEqual(['0:0-12 index-blocks-writes']);
  expect(await document.hover('CREATE INDEX')).toMatchObject({ contents: { value: expect.stringContaining('SHARE') } });
  const [action] = await document.actions('CREATE INDEX');
  const after = apply(action?.edit, { [document.uri]: text })[document.uri] ?? '';
  expect(after).toBe('CREATE INDEX CONCURRENTLY ix_users_email ON users (email);\n');
  await document.type(text, after);
  expect(await document.pushed()).toEqual([]);
  const query = await open(put(folder, 'reports/sales.sql', text), text);
  expect(await query.pushed()).toEqual([]);
});
