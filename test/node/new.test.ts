import { spawnSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { filesIn, put, revision, temporaryFolder } from '../temporary.ts';
import { command } from './command.ts';

const ini = '[alembic]\nscript_location = db\n';
const addIndex = ['new', 'add-index', '--table', 'users', '--column', 'email'];
const addNotNull = [
  'new',
  'add-not-null-column',
  ...['--table', 'users', '--column', 'kind', '--type', 'text', '--value', "'web'"],
];

test('the templates are copied out, a changed one is used, and none is overwritten', async () => {
  const folder = temporaryFolder({
    'alembic.ini': ini,
    'db/versions/a.py': revision('a', null),
    '.migration-writer.json': '{"templates": "mine", "engine": "postgresql"}',
  });
  const ejected = await command(folder, 'new', '--eject', 'mine');
  expect([ejected.code, ejected.error]).toEqual([0, '']);
  expect(ejected.out).toBe('mine/alembic/revision.hbs\nmine/report.md.hbs\nmine/sql/revision.hbs\n');
  const again = await command(folder, 'new', '--eject', 'mine');
  expect(again.code).toBe(2);
  expect(again.error).toContain('alembic/revision.hbs exists already');
  const made = await command(folder, ...addIndex, '--dry-run');
  expect(made.out).toContain('op.create_index(');
});

test('a mistake in a template is said with its line, and nothing is written', async () => {
  const files = {
    'alembic.ini': ini,
    'db/versions/a.py': revision('a', null),
    '.migration-writer.json': '{"templates": "mine", "engine": "postgresql"}',
    'mine/alembic/revision.hbs': '{{title}}\n{{revison}}\n',
  };
  const folder = temporaryFolder(files);
  const { code, error } = await command(folder, ...addIndex);
  expect(code).toBe(2);
  expect(error).toMatch(/The template .*mine\/alembic\/revision\.hbs, line 2: there is no variable "revison" here/);
  expect(filesIn(folder)).toEqual(files);
  const checked = await command(folder, 'check', 'db');
  expect(checked.error).toMatch(
    /mine\/alembic\/revision\.hbs:2: there is no variable "revison" here: no new migration is written by this template/,
  );
});

test.each<readonly [string, Readonly<Record<string, string>>, readonly string[], string]>([
  [
    'a file of the same name',
    {
      'alembic.ini': `${ini}file_template = %%(slug)s\n`,
      'db/versions/a.py': revision('a', null),
      'db/versions/backfill_users_kind.py': 'x = 1\n',
    },
    addNotNull,
    'backfill_users_kind.py exists already',
  ],
  [
    'two heads',
    { 'alembic.ini': ini, 'db/versions/a.py': revision('a', null), 'db/versions/b.py': revision('b', null) },
    addNotNull,
    'There are 2 heads (a, b)',
  ],
  [
    'a file where the folder should be',
    { 'alembic.ini': '[alembic]\nscript_location = db\nversion_locations = db/v\n', 'db/v': 'no folder' },
    addNotNull,
    'db/v',
  ],
  [
    'a form that there is not',
    { 'alembic.ini': ini, 'db/versions/a.py': revision('a', null) },
    [...addNotNull, '--form', 'short'],
    'There is no form "short"; there are auto, phased, plain',
  ],
  [
    'branches without names',
    { 'alembic.ini': ini, 'db/versions/a.py': revision('a', null) },
    [...addNotNull, '--branches', 'expand'],
    '--branches takes two names, such as expand,contract; "expand" is not that',
  ],
])('%s: nothing is half-written', async (_, files, argv, problem) => {
  const folder = temporaryFolder(files);
  const { code, out, error } = await command(folder, ...argv);
  expect([code, out]).toEqual([2, '']);
  expect(error).toContain(problem);
  expect(filesIn(folder)).toEqual(files);
});

test('what the project has Alembic run on new revisions is run when it is asked for, by its own Python, without a shell', async () => {
  const folder = temporaryFolder({
    'alembic.ini': `${ini}file_template = it's $(HOME) %%(slug)s\n[post_write_hooks]\nhooks = black, ruff\n`,
    'db/versions/a.py': revision('a', null),
    '.venv/bin/python': '#!/bin/sh\nshift 4\nfor each; do echo "# formatted" >> "$each"; done\necho done\n',
  });
  chmodSync(join(folder, '.venv/bin/python'), 0o755);
  vi.stubEnv('VIRTUAL_ENV', '');
  const { code, out, error } = await command(folder, ...addNotNull, '--hooks');
  vi.unstubAllEnvs();
  const written = out.trim().split('\n');
  expect([code, written.length]).toEqual([0, 3]);
  expect(error).toContain('done\n');
  expect(written.map((path) => filesIn(folder)[path]?.endsWith('# formatted\n'))).toEqual([true, true, true]);
});

test('where there are no hooks, or they fail, that is said', async () => {
  const files = { 'alembic.ini': ini, 'db/versions/a.py': revision('a', null) };
  const folder = temporaryFolder(files);
  const none = await command(folder, ...addIndex, '--hooks');
  expect([none.code, none.error]).toEqual([2, expect.stringContaining('no post-write hooks are set up here')]);
  expect(filesIn(folder)).toEqual(files);
  put(
    folder,
    'pyproject.toml',
    '[tool.alembic]\nscript_location = "db"\n[[tool.alembic.post_write_hooks]]\nname = "x"\n',
  );
  rmSync(join(folder, 'alembic.ini'));
  chmodSync(put(folder, 'venv/bin/python', '#!/bin/sh\necho "FAILED: No formatter" >&2\nexit 1\n'), 0o755);
  vi.stubEnv('VIRTUAL_ENV', '');
  const failed = await command(folder, ...addIndex, '--hooks');
  vi.unstubAllEnvs();
  expect([failed.code, failed.error]).toEqual([
    2,
    expect.stringContaining('The files were written, but not all that follows: FAILED: No formatter'),
  ]);
});

test('a folder that takes no files: nothing is half-written', async ({ skip }) => {
  const files = { 'alembic.ini': ini, 'db/versions/a.py': revision('a', null) };
  const folder = temporaryFolder(files);
  const release = lock(join(folder, 'db/versions')) ?? skip('nothing here can refuse a file');
  const { code, out, error } = await command(folder, ...addNotNull);
  release();
  expect([code, out]).toEqual([2, '']);
  expect(error).toMatch(/Nothing was written: .*db\/versions\/.* cannot be accessed/);
  expect(filesIn(folder)).toEqual(files);
});

/** Who is root may write everywhere but where the file system itself says no. */
function lock(folder: string): (() => void) | undefined {
  if (process.getuid?.() !== 0) {
    chmodSync(folder, 0o555);
    return () => chmodSync(folder, 0o755);
  }
  const change = (flag: string) => spawnSync('chattr', [flag, folder]).status === 0;
  return change('+i') ? () => void change('-i') : undefined;
}
