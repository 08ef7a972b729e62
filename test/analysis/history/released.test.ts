import { expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis/analyze.ts';
import { memoryWorkspace } from '../../marked.ts';
import { revision } from '../../temporary.ts';

const table = 'op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True))';
const index = 'op.create_index("ix_users_id", "users", ["id"])';

test('what startAfter names, and all below it, is not reported', async () => {
  expect(await rulesIn('c')).toContain('drop-column-loses-data');
  expect(await rulesIn('c', 'b')).toContain('drop-column-loses-data');
  expect(await rulesIn('b', 'c')).toEqual([]);
  expect(await rulesIn('c', 'c')).toEqual([]);
});

test('a table that comes with the same release is empty still', async () => {
  expect(await rulesIn('b', 'a')).toContain('index-blocks-writes');
  expect(await rulesIn('b', 'z')).toEqual(await rulesIn('b'));
  expect(await rulesIn('b', 'base')).not.toContain('index-blocks-writes');
});

test('the beginning of an id will do, where only one begins so', async () => {
  expect(await rulesIn('c', 'c0ff')).toContain('drop-column-loses-data');
  expect(await rulesIn('c0ffee', 'c0ff')).toEqual([]);
});

async function rulesIn(id: string, startAfter?: string): Promise<readonly string[]> {
  const files = [
    file('base', null),
    file('a', 'base', table),
    file('b', 'a', index),
    file('c', 'b', 'op.drop_column("carts", "note")'),
    file('c0ffee', 'base', 'op.drop_column("orders", "note")'),
  ];
  const [source = files[0], ...others] = [...files].sort((one) => (one.path.endsWith(`/${id}.py`) ? -1 : 1));
  if (!source) return [];
  const workspace = memoryWorkspace(source, { whole: true, children: others });
  const project = async (path: string) => ({
    ...(await workspace.project(path)),
    ...(startAfter !== undefined && { startAfter: { revision: startAfter } }),
  });
  const analysis = await analyze(source, { ...workspace, project });
  return analysis?.findings.map(({ rule }) => rule) ?? [];
}

function file(id: string, parent: string | null, ...upgrade: readonly string[]) {
  return { path: `/app/migrations/versions/${id}.py`, text: revision(id, parent, ...upgrade) };
}
