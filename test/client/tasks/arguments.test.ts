import { expect, test } from 'vitest';
import { type AlembicCommand, argumentsOf, commandIn, invocationOf } from '../../../client/src/tasks/arguments.ts';

const interpreter = { program: '/v/python', before: ['-m', 'alembic'], title: '' };

test('Alembic runs in the folder of its configuration, which it is told', () => {
  expect(
    invocationOf({ config: '/my shop/db/app.ini', root: '/my shop' }, interpreter, { command: 'current' }),
  ).toEqual({
    program: '/v/python',
    args: ['-m', 'alembic', '-c', 'app.ini', 'current'],
    cwd: '/my shop/db',
  });
});

test('where the scripts are named from a folder above, Alembic runs there', () => {
  const project = { config: '/my shop/db/app.ini', cwd: '/my shop', root: '/my shop' };
  const { args, cwd } = invocationOf(project, interpreter, { command: 'current' });
  expect([cwd, ...args]).toEqual(['/my shop', '-m', 'alembic', '-c', 'db/app.ini', 'current']);
});

test('a section that is not the usual one is named', () => {
  const project = { config: '/shop/alembic.ini', section: '--help', root: '/shop' };
  expect(invocationOf(project, interpreter, { command: 'heads' }).args).toContain('--name=--help');
});

test('what pyproject.toml says is read together with the alembic.ini beside it, as Alembic does by itself', () => {
  const { args } = invocationOf({ config: '/shop/pyproject.toml', root: '/shop' }, interpreter, { command: 'heads' });
  expect(args).toEqual(['-m', 'alembic', 'heads']);
});

test.each<[AlembicCommand, readonly string[]]>([
  [{ command: 'revision', message: '--sql; $(x)' }, ['revision', '--message=--sql; $(x)']],
  [
    { command: 'revision', message: 'm', autogenerate: true, head: '-x' },
    ['revision', '--message=m', '--autogenerate', '--head=-x'],
  ],
  [{ command: 'merge', message: 'm', revisions: ['a', '-b'] }, ['merge', '--message=m', '--', 'a', '-b']],
  [{ command: 'upgrade', revision: '+1' }, ['upgrade', '--', '+1']],
  [{ command: 'downgrade', revision: '-1' }, ['downgrade', '--', '-1']],
  [{ command: 'upgrade', revision: 'a:b', sql: true }, ['upgrade', '--sql', '--', 'a:b']],
  [{ command: 'stamp', revision: '--purge' }, ['stamp', '--', '--purge']],
  [{ command: 'check' }, ['check']],
])('%j', (asked, expected) => {
  expect(argumentsOf(asked)).toEqual(expected);
});

test.each([
  [{ command: 'upgrade' }, { command: 'upgrade', revision: 'head' }],
  [
    { command: 'upgrade', revision: 'abc', sql: true },
    { command: 'upgrade', revision: 'abc', sql: true },
  ],
  [
    { command: 'merge', revisions: ['a', 'b'] },
    { command: 'merge', message: 'merge heads', revisions: ['a', 'b'] },
  ],
  [{ command: 'current', revision: 'ignored' }, { command: 'current' }],
  // Nothing is undone, stamped or written that nobody has named.
  [{ command: 'downgrade' }, undefined],
  [{ command: 'stamp' }, undefined],
  [{ command: 'revision' }, undefined],
  [{ command: 'upgrade; rm -rf /' }, undefined],
  [{ command: ['upgrade'] }, undefined],
  [{}, undefined],
])('a task of %j', (definition, expected) => {
  expect(commandIn(definition)).toEqual(expected);
});
