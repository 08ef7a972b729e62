import { expect, test } from 'vitest';
import type { AlembicCommand } from '../../../client/src/tasks/arguments.ts';
import { explain } from '../../../client/src/tasks/explained.ts';

function told(output: string, asked: AlembicCommand = { command: 'upgrade', revision: 'head' }) {
  const interpreter = { program: '/shop/.venv/bin/python', before: ['-m', 'alembic'], title: 'the environment .venv' };
  const { message, next } = explain({ asked, interpreter, ended: { code: 1, output, out: '' } });
  return [message, ...next].join(' | ');
}

// The others are asked of a real Alembic in test/servers/commands: these need servers or tools that are not there.
test.each([
  [
    "pymysql.err.OperationalError: (1045, \"Access denied for user 'shop'@'localhost'\")",
    /refused the password of shop \|/,
  ],
  ['(1049, "Unknown database \'shop\'")', /no database called shop/],
  ["(1205, 'Lock wait timeout exceeded; try restarting transaction')", /longer than the lock timeout/],
  ['psycopg2.errors.DeadlockDetected: deadlock detected', /waited for one another/],
  ["(2003, \"Can't connect to MySQL server on 'db' ([Errno 111] Connection refused)\")", /did not answer/],
  [
    'error: Failed to spawn: `alembic`\n  Caused by: No such file or directory (os error 2)',
    /Alembic is not installed/,
  ],
  ['Command not found: alembic', /Alembic is not installed/],
  [
    "ModuleNotFoundError: No module named 'alembic_utils'",
    /The module alembic_utils, which the project's code imports/,
  ],
  ["ModuleNotFoundError: No module named 'psycopg2.extras'", /driver psycopg2\.extras/],
  [
    "FAILED: Can't proceed with --autogenerate option; environment script env.py does not provide a MetaData object",
    /open env\.py$/,
  ],
  ["FAILED: No 'script_location' key found in configuration.", /script_location/],
  ['alembic: error: unrecognized arguments: --purge', /has no --purge$/],
])('%s', (output, expected) => {
  expect(told(output)).toMatch(expected);
});

test('what nobody knows is told in its own words, without a password', () => {
  expect(told('FAILED: it broke at postgresql://shop:s3cret@db/shop')).toBe(
    'alembic upgrade failed: it broke at postgresql://shop:***@db/shop',
  );
  expect(told('Traceback (most recent call last):\n  File "/shop/x.py", line 1\nValueError: odd\nmore')).toBe(
    'alembic upgrade failed: ValueError: odd',
  );
  expect(told('')).toBe('alembic upgrade failed: it ended with status 1');
});

test('a program that is not there is named', () => {
  const interpreter = { program: 'uv', before: ['run', 'alembic'], title: 'uv' };
  const failed = {
    asked: { command: 'heads' as const },
    interpreter,
    ended: { output: '', out: '', isMissing: true as const },
  };
  expect(explain(failed).message).toBe('uv was not found, which runs Alembic in this project');
});
