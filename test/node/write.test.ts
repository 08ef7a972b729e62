import { chmodSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decode } from '../../server/src/node/read.ts';
import { writeAll } from '../../server/src/node/write.ts';
import { filesIn, temporaryFolder } from '../temporary.ts';

test('all files are written, modes and links are kept, and nothing is left beside them', async () => {
  const folder = temporaryFolder({ 'a.py': 'old' });
  chmodSync(join(folder, 'a.py'), 0o640);
  symlinkSync(join(folder, 'a.py'), join(folder, 'link.py'));
  const problem = await writeAll([
    { path: join(folder, 'link.py'), text: 'new', created: false },
    { path: join(folder, 'deep/b.py'), text: 'b', created: true },
  ]);
  expect(problem).toBeUndefined();
  expect(filesIn(folder)).toEqual({ 'a.py': 'new', 'deep/b.py': 'b' });
  expect(statSync(join(folder, 'a.py')).mode & 0o777).toBe(0o640);
});

test.each([
  ['a new file that is there already', 'b.py', 'exists already'],
  ['a folder that is a file', 'b.py/c.py', 'something of that name is in the way'],
])('%s: none of the files is touched', async (_, path, reason) => {
  const folder = temporaryFolder({ 'a.py': 'old', 'b.py': 'b' });
  const problem = await writeAll([
    { path: join(folder, 'a.py'), text: 'new', created: false },
    { path: join(folder, path), text: 'c', created: true },
  ]);
  expect(problem).toMatch(new RegExp(`^Nothing was written: .*${path} .*${reason}`));
  expect(filesIn(folder)).toEqual({ 'a.py': 'old', 'b.py': 'b' });
});

test('when a file cannot be moved into place, those before it get their texts back', async () => {
  const folder = temporaryFolder({ 'a.py': 'old' });
  mkdirSync(join(folder, 'b.py'));
  const problem = await writeAll([
    { path: join(folder, 'a.py'), text: 'new', created: false },
    { path: join(folder, 'c.py'), text: 'c', created: true },
    { path: join(folder, 'b.py'), text: 'b', created: false },
  ]);
  expect(problem).toContain('b.py is a folder');
  expect(filesIn(folder)).toEqual({ 'a.py': 'old' });
});

test.each([
  [[0x61, 0xc3, 0xa9], { text: 'aé' }],
  [[0xef, 0xbb, 0xbf, 0x61], { text: '\uFEFFa' }],
  [[], { text: '' }],
  [[0x61, 0xe9], { problem: 'is not UTF-8 text' }],
  [[0x61, 0x00], { problem: 'is a binary file' }],
])('the bytes %j are %j', (bytes, text) => expect(decode(new Uint8Array(bytes))).toEqual(text));
