import { expect, test } from 'vitest';
import { workingFolderOf } from '../../../client/src/tasks/working-folder.ts';

const folders = ['/shop/db/migrations', '/shop/db/here', '/elsewhere'];
const machine = { exists: (path: string) => folders.includes(path), windows: false };

test.each([
  ['script_location = migrations', '/shop/db'],
  ['script_location = db/migrations', '/shop'],
  ['script_location =\n    db/migrations', '/shop'],
  ['script_location: db/migrations\n[other]\nscript_location = migrations', '/shop'],
  ['# script_location = db/migrations', '/shop/db'],
  ['script_location = nowhere', '/shop/db'],
  ['script_location = %(here)s/db/migrations', '/shop/db'],
  ['script_location = shop.db:migrations', '/shop/db'],
  ['script_location = /elsewhere', '/shop/db'],
])('%j runs in %s', (line, expected) => {
  const configured = { config: '/shop/db/alembic.ini', text: `[alembic]\n${line}\n` };
  expect(workingFolderOf(configured, '/shop', machine)).toBe(expected);
});

test('no folder above the open one is run in, and the section that counts is the chosen one', () => {
  const text = '[alembic]\nscript_location = migrations\n[second]\nscript_location = db/migrations\n';
  const configured = { config: '/shop/db/alembic.ini', section: 'second', text };
  expect(workingFolderOf(configured, '/shop/db', machine)).toBe('/shop/db');
  expect(workingFolderOf(configured, '/shop', machine)).toBe('/shop');
});
