import { expect, test } from 'vitest';
import { environmentNames, readEnvironment } from '../../../server/src/frontends/alembic/config.ts';
import { fileName } from '../../../server/src/frontends/alembic/file-name.ts';

test('an ini file as Alembic makes it', () => {
  expect(
    ini(`# a comment
[alembic]
script_location = %(here)s/alembic
; file_template = %%(rev)s
file_template = %%(year)d_%%(month).2d-%%(rev)s_%%(slug)s
truncate_slug_length = 20
timezone = UTC
sqlalchemy.url = postgresql+psycopg2://user:secret@localhost/shop

[loggers]
keys = root
`),
  ).toEqual({
    environment: {
      folders: ['/app/alembic/versions'],
      fileTemplate: '%(year)d_%(month).2d-%(rev)s_%(slug)s',
      slugLength: 20,
      timezone: 'UTC',
      config: '/app/alembic.ini',
    },
    recursive: false,
    scripts: '/app/alembic',
    dialect: { name: 'postgresql', line: 8 },
    line: 3,
    problems: [],
  });
});

test.each([
  ['a:b', 'path_separator = :', ['/app/a', '/app/b']],
  ['a:b', 'version_path_separator = os', ['/app/a', '/app/b']],
  ['C:\\a;C:\\b', 'path_separator = os', ['C:/a', 'C:/b']],
  ['a b', 'path_separator = space', ['/app/a', '/app/b']],
  ['\n    %(here)s/a\n    # not this one\n    ../b', 'path_separator = newline', ['/app/a', '/b']],
  ['a, b c', '', ['/app/a', '/app/b', '/app/c']],
  ['shop.data:versions', 'path_separator = newline', ['/app/shop/data/versions']],
])('version_locations = %j with %j', (locations, separator, folders) => {
  expect(ini(`[alembic]\nversion_locations = ${locations}\n${separator}\n`)?.environment.folders).toEqual(folders);
});

test('sections by name share what [DEFAULT] says', () => {
  const text = '[DEFAULT]\nroot = db\n[one]\nscript_location = %(root)s/one\n[two]\nscript_location = %(root)s/two\n';
  expect(environmentNames({ path: '/app/alembic.ini', text })).toEqual(['one', 'two']);
  expect(ini(text, 'two')?.environment.folders).toEqual(['/app/db/two/versions']);
  expect(ini(text, 'three')).toBeUndefined();
});

test('pyproject.toml', () => {
  const text = `[project]
name = "shop"

[tool.alembic]
script_location = "%(here)s/migrations"
version_locations = ["%(here)s/migrations/a", "b"]
file_template = "%%(rev)s_%%(slug)s"
recursive_version_locations = true
`;
  expect(readEnvironment({ path: '/app/pyproject.toml', text })).toEqual({
    environment: {
      folders: ['/app/migrations/a', '/app/b'],
      fileTemplate: '%(rev)s_%(slug)s',
      slugLength: undefined,
      config: '/app/pyproject.toml',
    },
    recursive: true,
    scripts: '/app/migrations',
    timezone: undefined,
    line: 5,
    problems: [],
  });
});

test('a pyproject.toml without Alembic says nothing, broken or not', () => {
  expect(readEnvironment({ path: '/app/pyproject.toml', text: '[project]\nname = "x"\n' })).toBeUndefined();
  expect(readEnvironment({ path: '/app/pyproject.toml', text: '[project\n' })).toBeUndefined();
});

test.each([
  ['script_location = a\n', [{ line: 1, message: 'A line stands before the first [section]' }]],
  ['[alembic]\nwhat\n', [{ line: 2, message: 'This is no option: what' }]],
  ['[alembic]\na = 1\na = 2\n', [{ line: 3, message: 'Option a stands here a second time' }]],
  ['[alembic]\n[alembic]\n', [{ line: 2, message: 'Section [alembic] stands here a second time' }]],
  [
    '[alembic]\nfile_template = %(rev)s\n',
    [{ line: 2, message: 'file_template holds a % that is neither %% nor a known %(name)s' }],
  ],
])('%j is a problem with a line', (text, problems) => {
  expect(ini(text)?.problems).toEqual(problems);
});

test('broken TOML is a problem with a line', () => {
  const facts = readEnvironment({ path: '/app/pyproject.toml', text: '[tool.alembic]\nscript_location = \n' });
  expect(facts?.problems.map((each) => each.line)).toEqual([2]);
});

test.each([
  ['postgresql://u:p@h/d', 'postgresql'],
  ['postgres://h/d', 'postgresql'],
  ['mysql+pymysql://h/d', 'mysql'],
  ['sqlite:///shop.db', 'sqlite'],
  ['sqlite:///will/be/overridden', undefined],
  ['sqlite://', undefined],
  ['driver://user:pass@localhost/dbname', undefined],
  ['%(DATABASE_URL)s', undefined],
  ['', undefined],
])('the dialect of %j', (url, dialect) => {
  expect(ini(`[alembic]\nscript_location = a\nsqlalchemy.url = ${url}\n`)?.dialect?.name).toBe(dialect);
});

const created = new Date(2026, 1, 3, 4, 5, 6);

test.each([
  [undefined, 'ab12_add_users_email.py'],
  ['%(rev)s_%(slug)s', 'ab12_add_users_email.py'],
  [
    '%%(year)d_%%(month).2d_%%(day).2d_%%(hour).2d%%(minute).2d-%%(rev)s_%%(slug)s',
    '2026_02_03_0405-ab12_add_users_email.py',
  ],
  ['%(year)d/%(month).2d/%(second)02d_%(slug)s', '2026/02/06_add_users_email.py'],
  ['%(epoch)s_%(rev)s', `${created.getTime() / 1000}_ab12.py`],
  ['%(what)s_%(rev)s', '%(what)s_ab12.py'],
])('the file name of %j', (fileTemplate, name) => {
  expect(fileName({ fileTemplate }, { id: 'ab12', title: 'Add users.email!', created })).toBe(name);
});

test('a long slug ends with a whole word and _', () => {
  const file = { id: 'a', title: 'Ünïcode titles are cut where a word ends, as Alembic does', created };
  expect(fileName({}, file)).toBe('a_ünïcode_titles_are_cut_where_a_word_.py');
  expect(fileName({ slugLength: 5 }, { ...file, title: 'indivisible' })).toBe('a_indiv_.py');
});

function ini(text: string, section?: string) {
  return readEnvironment({ path: '/app/alembic.ini', text }, section);
}
