import { symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWorkspace } from '../../server/src/node/workspace.ts';
import { alembicIni, put, revision, temporaryFolder } from '../temporary.ts';

const vocabulary = {
  rules: ['index-blocks-writes'],
  engines: [{ name: 'postgresql' as const, title: 'PostgreSQL', versions: ['14', '15'], assumedVersion: '14' }],
};

function project(files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const folder = temporaryFolder({
    'alembic.ini': alembicIni,
    'migrations/versions/a_first.py': revision('aaaa', null),
    'migrations/versions/b_second.py': revision('bbbb', 'aaaa'),
    ...files,
  });
  return {
    folder,
    at: (path: string) => join(folder, path),
    workspace: openWorkspace({ vocabulary, lookAgainAfter: 0 }),
  };
}

const first = 'migrations/versions/a_first.py';

async function names({ folder, at, workspace }: ReturnType<typeof project>, path = first) {
  return (await workspace.migrations(at(path))).map((each) => each.path.slice(folder.length + 1));
}

test('the migrations are the revisions of the versions folder; what cannot be read there says nothing', async () => {
  const here = project({
    'migrations/versions/__init__.py': '',
    'migrations/versions/helpers.py': 'def add(): pass',
    'migrations/versions/.#c.py': revision('cccc', 'bbbb'),
    'migrations/versions/__pycache__/d.py': revision('dddd', 'bbbb'),
    'migrations/versions/binary.py': new Uint8Array([0, 1, 2, 255]),
    'migrations/versions/latin.py': new Uint8Array([0x22, 0xe9, 0x22]),
    'other/versions/e.py': revision('eeee', null),
  });
  const unreadable = ['migrations/versions/binary.py', 'migrations/versions/latin.py'];
  expect(await names(here)).toEqual([first, 'migrations/versions/b_second.py', ...unreadable]);
  const texts = (await here.workspace.migrations(here.at(first))).slice(2).map(({ text }) => text);
  expect(texts).toEqual(['', '']);
});

test('the array stays the same until a file changes, and unchanged files stay the same in it', async () => {
  const { at, workspace, folder } = project();
  const before = await workspace.migrations(at(first));
  expect(await workspace.migrations(at('migrations/versions/b_second.py'))).toBe(before);
  utimesSync(put(folder, first, revision('aaaa', null, 'op.drop_table("t")')), 1, 1);
  const after = await workspace.migrations(at(first));
  expect(after).not.toBe(before);
  expect(after[0]?.text).toContain('drop_table');
  expect(after[1]).toBe(before[1]);
});

test('an open document stands before the disk, saved or not', async () => {
  const here = project();
  const { at, workspace } = here;
  workspace.overlay(at(first), revision('aaaa', null, 'op.drop_table("open")'));
  workspace.overlay(at('migrations/versions/c_new.py'), revision('cccc', 'bbbb'));
  const around = await workspace.migrations(at('migrations/versions/b_second.py'));
  expect(around[0]?.text).toContain('open');
  expect(await names(here)).toContain('migrations/versions/c_new.py');
  workspace.overlay(at(first), undefined);
  workspace.overlay(at('migrations/versions/c_new.py'), undefined);
  expect(await names(here)).toHaveLength(2);
  expect((await workspace.migrations(at(first)))[0]?.text).not.toContain('open');
});

test('typing in a file leaves the array around it alone until it says whom it follows', async () => {
  const { at, workspace } = project();
  const path = at('migrations/versions/b_second.py');
  workspace.overlay(path, revision('bbbb', 'aaaa', 'op'));
  const before = await workspace.migrations(path);
  workspace.overlay(path, revision('bbbb', 'aaaa', 'op.drop'));
  expect(await workspace.migrations(path)).toBe(before);
  expect((await workspace.migrations(at(first)))[1]?.text).toContain('op.drop');
  workspace.overlay(path, revision('bbbb', null, 'op.drop'));
  expect(await workspace.migrations(path)).not.toBe(before);
});

test('without a configuration the environment is the folder called versions, sub-folders included', async () => {
  const folder = temporaryFolder({
    'db/versions/2024/a.py': revision('aaaa', null),
    'db/versions/2025/b.py': revision('bbbb', 'aaaa'),
  });
  const workspace = openWorkspace({ vocabulary });
  const path = join(folder, 'db/versions/2025/b.py');
  expect(await workspace.migrations(path)).toHaveLength(2);
  const { environment, evidence, engine } = await workspace.project(path);
  expect(environment.folders).toEqual([join(folder, 'db/versions/2025'), join(folder, 'db/versions')]);
  expect(environment.config).toBeUndefined();
  expect(engine).toBe('postgresql');
  expect(evidence.every((each) => each.path === undefined)).toBe(true);
});

test('a file below a folder that is named without its sub-folders has them all for its history, and new files beside it', async () => {
  const below = 'migrations/versions/2026/expand/c_third.py';
  const here = project({ [below]: revision('cccc', 'bbbb') });
  expect(await names(here, below)).toEqual([below, first, 'migrations/versions/b_second.py']);
  expect(await names(here)).toEqual([first, 'migrations/versions/b_second.py']);
  const { environment } = await here.workspace.project(here.at(below));
  expect(environment.folders[0]).toBe(here.at('migrations/versions/2026/expand'));
});

test('env.py says whether each migration has a transaction of its own', async () => {
  const said = async (text: string) => {
    const { at, workspace } = project({ 'migrations/env.py': text });
    return (await workspace.project(at(first))).environment.transactionPerMigration;
  };
  expect(await said('context.configure(connection=c, transaction_per_migration=True)')).toBe(true);
  expect(await said('context.configure(connection=c)')).toBeUndefined();
});

test('the program around the migrations is the env.py beside them, as open in the editor', async () => {
  const text = 'from alembic import context\n\ncontext.run_migrations()\n';
  const { at, workspace } = project({ 'migrations/env.py': text });
  expect(await workspace.script?.(at(first))).toEqual({ path: at('migrations/env.py'), text });
  workspace.overlay(at('migrations/env.py'), `${text}# edited`);
  expect((await workspace.script?.(at(first)))?.text).toBe(`${text}# edited`);
  const without = project();
  expect(await without.workspace.script?.(without.at(first))).toBeUndefined();
});

test('links that go in a circle end', async () => {
  const folder = temporaryFolder({ 'versions/sub/a.py': revision('aaaa', null) });
  symlinkSync(join(folder, 'versions'), join(folder, 'versions/sub/again'));
  const workspace = openWorkspace({ vocabulary });
  expect(await workspace.migrations(join(folder, 'versions/sub/a.py'))).toHaveLength(1);
});

test('the engine is what the URL says, unless a settings file or an option says otherwise', async () => {
  const { at, workspace, folder } = project({ 'alembic.ini': alembicIni.replace('driver:', 'sqlite:') });
  expect((await workspace.project(at(first))).evidence).toContainEqual({
    fact: 'engine',
    value: 'sqlite',
    basis: 'configuration',
    path: at('alembic.ini'),
    line: 4,
  });
  const settings = put(folder, '.migration-writer.json', '{\n  "engine": "postgresql",\n  "engineVersion": "15.2"\n}');
  expect(await workspace.project(at(first))).toMatchObject({ engine: 'postgresql', engineVersion: '15' });
  expect((await workspace.project(at(first))).evidence).toContainEqual({
    fact: 'engineVersion',
    value: '15',
    path: settings,
    line: 3,
  });
  const options = openWorkspace({ vocabulary, settings: { engineVersion: '14' } });
  expect((await options.project(at(first))).engineVersion).toBe('14');
});

test('the settings of the editor hold for their folder, and say what is wrong with them', async () => {
  const { at, workspace, folder } = project();
  const problems = workspace.configure(
    new Map<string, unknown>([
      ['', { rules: { 'index-blocks-writes': 'off' }, engine: 'oracle', trace: { server: 'off' } }],
      [folder, { rules: { 'index-blocks-writes': 'info' } }],
    ]),
  );
  expect(problems).toEqual([expect.stringContaining('engine must be')]);
  expect((await workspace.project(at(first))).rules).toEqual({ 'index-blocks-writes': 'info' });
  expect((await workspace.project('/elsewhere/versions/a.py')).rules).toEqual({ 'index-blocks-writes': 'off' });
});

test('a template of the user stands before ours', async () => {
  const { at, workspace } = project({
    '.migration-writer.json': '{"templates": "mine"}',
    'mine/alembic/revision.hbs': 'mine',
  });
  expect(await workspace.template('alembic/revision', at(first))).toEqual({
    path: at('mine/alembic/revision.hbs'),
    text: 'mine',
  });
  expect((await workspace.template('report.md', at(first))).text).toContain('{{');
  expect((await workspace.template('alembic/revision')).text).not.toBe('mine');
});

test('revision ids are as Alembic makes them', () => {
  const { workspace } = project();
  expect(workspace.newRevision()).toMatch(/^[0-9a-f]{12}$/);
  expect(workspace.newRevision()).not.toBe(workspace.newRevision());
});

test('a history of SQL files is found by its files: at hand, below, or in the same project', async () => {
  const folder = temporaryFolder({
    'go.mod': '',
    'db/migrations/1_a.up.sql': '',
    'db/migrations/2_b.up.sql': '',
    'db/migrations/query.sql': 'SELECT 1',
    'app/main.go': '',
    'app/reports/sales.sql': '',
  });
  const workspace = openWorkspace({ vocabulary });
  const at = (path: string) => join(folder, path);
  for (const path of ['', 'db', 'db/migrations', 'app/reports', 'db/migrations/2_b.up.sql']) {
    const { tool, environment } = await workspace.project(at(path));
    expect([path, tool, environment.folders]).toEqual([path, 'sql', [at('db/migrations')]]);
  }
  const names = (await workspace.migrations(at('db'))).map((each) => each.path);
  expect(names).toEqual([
    at('db/migrations/1_a.up.sql'),
    at('db/migrations/2_b.up.sql'),
    at('db/migrations/query.sql'),
  ]);
  expect((await workspace.project(at('app/reports/sales.sql'))).tool).toBe('alembic');
});

test('typing in a file of SQL leaves the array around it alone until it holds another tool’s marker', async () => {
  const folder = temporaryFolder({ 'migrations/1_a.sql': '', 'migrations/2_b.sql': '' });
  const workspace = openWorkspace({ vocabulary });
  const path = join(folder, 'migrations/1_a.sql');
  workspace.overlay(path, 'DROP');
  const before = await workspace.migrations(path);
  workspace.overlay(path, 'DROP TABLE t;');
  expect(await workspace.migrations(path)).toBe(before);
  expect((await workspace.migrations(join(folder, 'migrations/2_b.sql')))[0]?.text).toBe('DROP TABLE t;');
  workspace.overlay(path, '-- +goose Up\nDROP TABLE t;');
  expect(await workspace.migrations(path)).not.toBe(before);
});

test('a folder for each migration is one history, and a note belongs to the file beside it', async () => {
  const folder = temporaryFolder({
    'migrations/1_a/up.sql': '',
    'migrations/1_a/down.sql': '',
    'migrations/2_b/up.sql': '',
    'migrations/2_b/metadata.toml': 'run_in_transaction = false',
  });
  const workspace = openWorkspace({ vocabulary, lookAgainAfter: 0 });
  const path = join(folder, 'migrations/2_b/up.sql');
  const around = await workspace.migrations(path);
  expect(around.map((each) => [each.path.slice(folder.length), each.note])).toEqual([
    ['/migrations/1_a/down.sql', undefined],
    ['/migrations/1_a/up.sql', undefined],
    ['/migrations/2_b/up.sql', 'run_in_transaction = false'],
  ]);
  expect(await workspace.migrations(path)).toBe(around);
  workspace.overlay(path, 'SELECT 1');
  expect((await workspace.migrations(path))[2]).toMatchObject({
    text: 'SELECT 1',
    note: 'run_in_transaction = false',
  });
});

test('the sizes of tables come from the settings and from the file that they name', async () => {
  const { at, folder, workspace } = project({
    '.migration-writer.json': '{ "statsFile": "db/sizes.csv",\n"tables": {"users": {"rows": 5}} }',
    'db/sizes.csv': 'table,rows\nusers,1\norders,2\n',
  });
  const read: string[] = [];
  workspace.whenStatsFileIsRead((path) => read.push(path));
  const sizes = async () => (await workspace.project(at(first))).tables;
  expect(await sizes()).toEqual({
    users: { rows: 5, path: at('.migration-writer.json'), line: 2 },
    orders: { rows: 2, path: at('db/sizes.csv'), line: 3 },
  });
  put(folder, 'db/sizes.csv', 'table,rows\norders,30\nother,-1\n');
  expect(workspace.changedOnDisk([at('db/sizes.csv')])).toBe(true);
  expect((await sizes())?.orders?.rows).toBe(30);
  expect((await workspace.problems(at(first))).map(({ line, message }) => `${line}: ${message}`)).toEqual([
    '3: other was never analysed by the server, which knows no number of rows (-1)',
  ]);
  workspace.overlay(at('db/sizes.csv'), 'table,rows\norders,31\n');
  expect((await sizes())?.orders?.rows).toBe(31);
  expect(read).toEqual([at('db/sizes.csv')]);
});

test.each([
  ['does not exist', undefined],
  ['is a binary file', new Uint8Array([0, 1, 2])],
  ['is larger than 2 MB and was not analysed', '{}'.padEnd(10_000_000)],
])('a stats file that %s is told where it is named', async (reason, content) => {
  const { at, workspace } = project({
    '.migration-writer.json': '{\n "statsFile": "sizes.json" }',
    ...(content !== undefined && { 'sizes.json': content }),
  });
  expect(await workspace.problems(at(first))).toEqual([
    { path: at('.migration-writer.json'), line: 2, message: `The stats file ${at('sizes.json')} ${reason}` },
  ]);
  expect((await workspace.project(at(first))).tables).toEqual({});
});
