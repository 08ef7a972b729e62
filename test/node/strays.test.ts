import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { alembicIni, revision, temporaryFolder } from '../temporary.ts';
import { command } from './command.ts';

const project = {
  'alembic.ini': alembicIni,
  'migrations/env.py': 'from alembic import context\n',
  'migrations/versions/a.py': revision('aaaa', null),
};

test('Alembic stops at a file beside its revisions that is none, however deep the folder that is checked', async () => {
  const folder = temporaryFolder({
    ...project,
    'migrations/versions/abc.py': '',
    'migrations/helpers.py': 'def add(): pass\n',
    'versions/abd.py': '',
    'migrations/abe.py': '',
  });
  const { out } = await command(folder, 'check', '.');
  expect(out.match(/^.*revision-unlinked.*$/gm)).toEqual([
    'migrations/versions/abc.py:1:1 error revision-unlinked abc does not say which migration it follows: without down_revision the tool stops at it',
  ]);
});

test('a link that leads nowhere, or in a circle, is a migration that cannot be read', async () => {
  const folder = temporaryFolder(project);
  const versions = join(folder, 'migrations', 'versions');
  symlinkSync('nowhere.py', join(versions, 'lost.py'));
  symlinkSync('circle.py', join(versions, 'circle.py'));
  symlinkSync('nowhere.py', join(folder, 'unrelated.py'));
  const { code, error } = await command(folder, 'check', '.');
  expect(code).toBe(2);
  expect(error.trim().split('\n').slice(0, 2)).toEqual([
    'migrations/versions/circle.py cannot be read: its links go in a circle',
    'migrations/versions/lost.py does not exist',
  ]);
  expect(error).not.toContain('unrelated');
});
