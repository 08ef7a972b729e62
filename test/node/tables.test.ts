import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWorkspace } from '../../server/src/node/workspace.ts';
import { alembicIni, put, revision, temporaryFolder } from '../temporary.ts';

test('sizes that were read hold for the migrations below their folder, the nearest for each, and for no neighbour', async () => {
  const { rows, shop, bank, reports } = opened();
  expect(await rows(shop)).toBe(5);
  expect(await rows(bank)).toBe(7_000_000);
  expect(await rows(reports)).toBe(9);
});

test('they are looked at again when the file has changed, is broken in a line of it, and is gone', async () => {
  const { root, workspace, rows, shop } = opened();
  const path = join(root, 'shop/.migration-writer/tables.json');
  expect(await rows(shop)).toBe(5);
  put(root, 'shop/.migration-writer/tables.json', '{\n  "users": { "rows": 6000 },\n  "orders": "many"\n}\n');
  expect(workspace.changedOnDisk([path])).toBe(true);
  expect(await rows(shop)).toBe(6000);
  const message = 'orders must have a number of rows, not "many"';
  expect(await workspace.problems(shop)).toEqual([{ path, line: 3, message }]);
  put(root, 'shop/.migration-writer/tables.json', '{\n  "users": { "rows": 6000 }\n  "orders": 1\n}\n');
  workspace.changedOnDisk([path]);
  expect(await workspace.problems(shop)).toMatchObject([{ path, line: 3, message: expect.stringMatching(/not JSON/) }]);
  expect(await rows(shop)).toBeUndefined();
  rmSync(path);
  workspace.changedOnDisk([path]);
  expect(await workspace.problems(shop)).toEqual([]);
  expect(await rows(shop)).toBeUndefined();
});

test('a setting of the project wins over what was read', async () => {
  const { root, rows, bank } = opened();
  put(root, 'bank/.migration-writer.json', '{ "tables": { "users": { "rows": 1 } } }');
  expect(await rows(bank)).toBe(1);
});

/** Two repositories; in the second one a second database. */
function opened() {
  const root = temporaryFolder({
    'shop/.git/HEAD': '',
    'shop/.migration-writer/tables.json': '{\n  "users": { "rows": 5 }\n}\n',
    'shop/backend/alembic.ini': alembicIni,
    'shop/backend/migrations/versions/a.py': revision('aaaa', null),
    'bank/.git/HEAD': '',
    'bank/.migration-writer/tables.json': '{ "users": 7000000 }',
    'bank/alembic.ini': alembicIni,
    'bank/migrations/versions/b.py': revision('bbbb', null),
    'bank/reports/.migration-writer/tables.json': '{ "users": 9 }',
    'bank/reports/alembic.ini': alembicIni,
    'bank/reports/migrations/versions/c.py': revision('cccc', null),
  });
  const workspace = openWorkspace({ vocabulary: { rules: [], engines: [] } });
  const rows = async (path: string) => (await workspace.project(path)).tables?.users?.rows;
  return {
    ...{ root, workspace, rows },
    shop: join(root, 'shop/backend/migrations/versions/a.py'),
    bank: join(root, 'bank/migrations/versions/b.py'),
    reports: join(root, 'bank/reports/migrations/versions/c.py'),
  };
}
