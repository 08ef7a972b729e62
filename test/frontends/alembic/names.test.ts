import { expect, test } from 'vitest';
import { importsOf } from '../../../server/src/frontends/alembic/imports.ts';
import { namesOf } from '../../../server/src/frontends/alembic/names.ts';
import { parsePython } from '../../../server/src/python/parse.ts';

test.each([
  ['', 'time', true],
  ['import time', 'time', false],
  ['import time as clock', 'clock', false],
  ['from datetime import time', 'python_time', true],
  ['from time import sleep', 'time', true],
])('a module of Python behind %j is %s', (text, local, missing) => {
  const names = namesOf(importsOf(parsePython(text)));
  expect(names.python('time')).toBe(local);
  expect(names.used()).toEqual([{ module: 'time', name: undefined, local, missing }]);
});
