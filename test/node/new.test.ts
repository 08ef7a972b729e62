import { expect, test } from 'vitest';
import { filesIn, revision, temporaryFolder } from '../temporary.ts';
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
