import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { command } from './node/command.ts';
import { temporaryFolder } from './temporary.ts';

const top = resolve(import.meta.dirname, '..');
const hooks = readFileSync(resolve(top, '.pre-commit-hooks.yaml'), 'utf8');

test('the hook of pre-commit runs what the package installs', async () => {
  const [, entry = ''] = /^ {2}entry: (.+)$/m.exec(hooks) ?? [];
  const [program = '', ...argv] = entry.split(' ');
  expect(JSON.parse(readFileSync(resolve(top, 'package.json'), 'utf8')).bin).toHaveProperty(program);
  const here = temporaryFolder({ 'migrations/1_a.sql': 'DROP TABLE a;\n' });
  const { code, out } = await command(here, ...argv, 'migrations/1_a.sql');
  expect(code).toBe(1);
  expect(out).toContain('migrations/1_a.sql:1:1 error drop-table-loses-data');
});

test.each([
  ['alembic/versions/ab12_add.py', true],
  ['backend/migrations/versions/2024/ab12_add.py', true],
  ['backend/alembic/env.py', true],
  ['db/migrations/0001_x.up.sql', true],
  ['db/migrate/20240101_x.sql', true],
  ['schema_migrations/1.sql', true],
  ['src/main/resources/db/V1__users.sql', true],
  ['versions/ab12_add.py.mako', false],
  ['app/migrations/0001_initial.py', false],
  ['conversions/x.py', false],
  ['app/env.py', false],
  ['queries/report.sql', false],
])('the hook is handed %s: %s', (path, wanted) => {
  const [, pattern = ''] = /^ {2}files: \|\n {4}\(\?x\)\(\n([\s\S]*?)\n {4}\)$/m.exec(hooks) ?? [];
  expect(pattern).not.toBe('');
  expect(new RegExp(pattern.replace(/\s/g, '')).test(path)).toBe(wanted);
});
