import { expect, test } from 'vitest';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { type Scaffolded, scaffold, type Wish } from '../../server/src/analysis/scaffold.ts';
import type { Source } from '../../server/src/text.ts';
import { memoryWorkspace } from '../marked.ts';

const path = '/app/migrations/versions/b2_change.py';
const source = revision('b2', 'a0');
const history = [
  'op.create_table("users", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("name", sa.Text()))',
];
const branches = { expand: 'expand', contract: 'contract' };
const rename = { table: 'users', column: 'name', to: 'nick' };

function revision(id: string, parent: string, more = ''): Source {
  return {
    path: `/app/migrations/versions/${id}_change.py`,
    text: `from alembic import op\n\nrevision = "${id}"\ndown_revision = ${parent === '' ? 'None' : `"${parent}"`}\n${more}\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n`,
  };
}

async function made(
  pattern: string,
  answers: Readonly<Record<string, string>>,
  wish: Wish,
  children: readonly Source[] = [],
): Promise<Scaffolded | string> {
  const files = await scaffold(pattern, answers, path, memoryWorkspace(source, { history, children }), wish);
  return 'problem' in files ? files.problem : files;
}

/** Of each file whom it follows, which branch it begins, what must have run before it. */
async function shown(result: Scaffolded | string): Promise<readonly string[]> {
  if (typeof result === 'string') return [result];
  const workspace = memoryWorkspace(source, { history, children: result.files });
  const lines = result.files.map(async (file) => {
    const { id, parents, labels, dependsOn } = (await analyze(file, workspace))?.migration ?? {};
    return [`${parents} -> ${id}`, ...(labels ?? []), ...(dependsOn ?? []).map((each) => `after ${each}`)].join(', ');
  });
  return Promise.all(lines);
}

test('what code that runs does not mind expands, the rest contracts', async () => {
  expect(await shown(await made('rename-column', rename, { branches }))).toEqual([
    'b2 -> c1, expand',
    'c1 -> c2',
    'b2 -> c3, contract, after c2',
  ]);
});

test('what only contracts begins no branch for what expands', async () => {
  expect(await shown(await made('drop-column', { table: 'users', column: 'name' }, { branches }))).toEqual([
    'b2 -> c1, contract',
  ]);
});

const begun = [
  revision('e1', 'b2', 'branch_labels = ("expand",)'),
  revision('e2', 'e1'),
  revision('k1', 'b2', 'branch_labels = ("contract",)\ndepends_on = "e2"'),
];

test.each([branches, undefined])('branches that have begun go on, asked for or not', async (names) => {
  expect(await shown(await made('rename-column', rename, { branches: names }, begun))).toEqual([
    'e2 -> c1',
    'c1 -> c2',
    'k1 -> c3, after c2',
  ]);
  const drop = await made('drop-column', { table: 'users', column: 'name' }, { branches: names }, begun);
  expect(await shown(drop)).toEqual(['k1 -> c1, after e2']);
});

test('branches that are merged are not begun again, and other heads are merged first', async () => {
  const merged = [...begun, { ...revision('m1', 'x'), text: revision('m1', 'x').text.replace('"x"', '("e2", "k1")') }];
  expect(await made('empty', { message: 'x' }, { branches }, merged)).toBe(
    '"expand" and "contract" are merged in m1: begin new branches by other names',
  );
  const again = { expand: 'expand_2', contract: 'contract_2' };
  expect(await shown(await made('rename-column', rename, { branches: again }, merged))).toEqual([
    'm1 -> c1, expand_2',
    'c1 -> c2',
    'm1 -> c3, contract_2, after c2',
  ]);
  const heads = [revision('d1', 'b2'), revision('d2', 'b2')];
  expect(await made('empty', { message: 'x' }, { branches }, heads)).toBe(
    'There are 2 heads (d1, d2): merge them first',
  );
});
