import { expect, test } from 'vitest';
import { interpreterOf } from '../../../client/src/tasks/interpreter.ts';

/** "program arguments" of a project below /shop whose configuration is `config`, on a machine with these files. */
function found(files: readonly string[], config = '/shop/alembic.ini', chosen?: string): string {
  const machine = { exists: (path: string) => files.includes(path), windows: false };
  const { program, before } = interpreterOf({ config, root: '/shop' }, chosen, machine);
  return [program, ...before].join(' ');
}

test('the Python that the user has chosen comes first', () => {
  expect(found(['/shop/.venv/bin/python'], undefined, '/usr/bin/python3.12')).toBe('/usr/bin/python3.12 -m alembic');
});

test.each([
  [['/shop/.venv/bin/python', '/shop/uv.lock'], '/shop/.venv/bin/python -m alembic'],
  [['/shop/venv/bin/python'], '/shop/venv/bin/python -m alembic'],
  [['/shop/uv.lock'], 'uv run alembic'],
  [['/shop/poetry.lock'], 'poetry run -- alembic'],
  [['/shop/Pipfile'], 'pipenv run alembic'],
  [['/elsewhere/.venv/bin/python', '/.venv/bin/python'], 'python3 -m alembic'],
])('of %j runs %s', (files, expected) => {
  expect(found(files)).toBe(expected);
});

test('the nearest environment wins, up to the open folder and no further', () => {
  const config = '/shop/backend/db/alembic.ini';
  expect(found(['/shop/.venv/bin/python', '/shop/backend/.venv/bin/python'], config)).toBe(
    '/shop/backend/.venv/bin/python -m alembic',
  );
  expect(found(['/shop/.venv/bin/python', '/shop/backend/uv.lock'], config)).toBe('uv run alembic');
  expect(found(['/.venv/bin/python'], config)).toBe('python3 -m alembic');
});

test('where the project has a package called alembic, the program of that name runs', () => {
  const package_ = '/shop/alembic/__init__.py';
  const python = '/shop/.venv/bin/python';
  expect(found([python, package_, '/shop/.venv/bin/alembic'])).toBe('/shop/.venv/bin/alembic');
  expect(found([python, package_])).toBe('/shop/.venv/bin/python -m alembic');
});

test('on Windows the folders are called otherwise', () => {
  const python = 'C:\\shop\\.venv\\Scripts\\python.exe';
  const machine = { exists: (path: string) => path === python, windows: true };
  const project = { config: 'C:\\shop\\db\\alembic.ini', root: 'C:\\shop' };
  expect(interpreterOf(project, undefined, machine).program).toBe(python);
});

test('an environment is called by its place in the open folder', () => {
  const machine = { exists: (path: string) => path === '/shop/api/.venv/bin/python', windows: false };
  const { title } = interpreterOf({ config: '/shop/api/alembic.ini', root: '/shop' }, undefined, machine);
  expect(title).toBe('the environment api/.venv');
});
