import { expect, test } from 'vitest';
import { problemsIn } from '../../../client/src/tasks/traceback.ts';

const project = { config: '/shop/alembic.ini', root: '/shop' };

test('the last line of own code in the last traceback that has any', () => {
  const output = `Traceback (most recent call last):
  File "/shop/migrations/versions/a.py", line 7, in upgrade
    op.execute("x")
  File "/shop/.venv/lib/python3.11/site-packages/sqlalchemy/engine.py", line 5, in execute
    raise x
sqlite3.OperationalError: near "x"

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/usr/bin/alembic", line 8, in <module>
    sys.exit(main())
  File "/shop/migrations/env.py", line 40, in <module>
    run()
  File "/shop/migrations/versions/a.py", line 9, in upgrade
    op.execute("x")
  File "/shop/venv/lib/python3.11/site-packages/sqlalchemy/engine.py", line 5, in execute
    raise x
\u001b[1;35msqlalchemy.exc.OperationalError\u001b[0m: near "x" of postgresql://a:b@c
[SQL: x]`;
  expect(problemsIn(output.replaceAll('\n', '\r\n'), project)).toEqual([
    {
      path: '/shop/migrations/versions/a.py',
      line: 9,
      message: 'sqlalchemy.exc.OperationalError: near "x" of postgresql://a:***@c',
    },
  ]);
});

test('a failure in words stands at the configuration', () => {
  expect(problemsIn('INFO x\nFAILED: Multiple head revisions\n', project)).toEqual([
    { path: '/shop/alembic.ini', line: 1, message: 'Multiple head revisions' },
  ]);
});

test('code that is only installed is nobody’s problem here', () => {
  const output = 'Traceback (most recent call last):\n  File "/usr/lib/x.py", line 1, in x\nValueError: y\n';
  expect(problemsIn(output, project)).toEqual([]);
  expect(problemsIn('all went well', project)).toEqual([]);
});
