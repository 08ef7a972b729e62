import { format } from '@wasm-fmt/ruff_fmt';
import { expect, test } from 'vitest';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { scaffold } from '../../server/src/analysis/scaffold.ts';
import type { Workspace } from '../../server/src/model/workspace.ts';
import { patterns } from '../../server/src/plans/index.ts';
import { memoryWorkspace } from '../marked.ts';

const path = '/app/migrations/versions/b2_change.py';
const source = {
  path,
  text: 'from alembic import op\n\nrevision = "b2"\ndown_revision = "a0"\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n',
};
const history = [
  'op.create_table("users", sa.Column("uid", sa.BigInteger(), primary_key=True), sa.Column("name", sa.Text()))',
];

const answers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  empty: { message: 'something new' },
  'add-column': { table: 'users', column: 'status', type: 'varchar(20)', default: "it's" },
  'add-not-null-column': { table: 'app.users', column: 'kind', type: 'text', value: "'web'" },
  'rename-column': { table: 'users', column: 'name', to: 'full_name' },
  'drop-column': { table: 'users', column: 'name' },
  'add-index': { table: 'users', column: 'name, uid', unique: 'yes' },
  backfill: { table: 'users', column: 'name', value: "'nobody'" },
};

test.each(patterns.map((each) => [each.id]))(
  '%s: its files follow one another, need no fix, and Black leaves them alone',
  async (id) => {
    const workspace = memoryWorkspace(source, { history });
    const made = await scaffold(id, answers[id] ?? {}, path, workspace);
    if ('problem' in made) throw new Error(made.problem);
    const written = memoryWorkspace(source, { history, children: made.files });
    let parent = 'b2';
    for (const file of made.files) {
      expect(format(file.text, file.path)).toBe(file.text);
      const analysis = await analyze(file, written);
      expect(analysis?.migration.parents).toEqual([parent]);
      parent = analysis?.migration.id ?? 'none';
      const grave = analysis?.findings.filter((each) => each.severity === 'error' && each.direction === 'up');
      expect(grave?.map((each) => each.rule)).toEqual(file.path.includes('drop_') ? ['drop-column-loses-data'] : []);
    }
  },
);

test('the batches follow the key that history knows', async () => {
  const made = await scaffold('backfill', answers.backfill ?? {}, path, memoryWorkspace(source, { history }));
  expect('files' in made ? made.files[0]?.text : made).toContain('SELECT uid FROM users ORDER BY uid LIMIT 1');
});

test('the batches follow the key under its new name, and none that was dropped', async () => {
  const renamed = 'op.alter_column("users", "uid", new_column_name="id")';
  const dropped = 'op.drop_constraint("users_pkey", "users", type_="primary")';
  const upgrade = async (...more: readonly string[]) => {
    const workspace = memoryWorkspace(source, { history: [...history, ...more] });
    const made = await scaffold('backfill', answers.backfill ?? {}, path, workspace);
    return 'files' in made ? made.files[0]?.text : made;
  };
  expect(await upgrade(renamed)).toContain('SELECT id FROM users ORDER BY id LIMIT 1');
  expect(await upgrade(dropped)).toContain('SELECT ctid FROM users');
  expect(await upgrade(dropped)).toContain('- [ ] The history does not say what the primary key of users is');
});

const around = [
  ...history,
  `op.add_column("users", sa.Column("rank", sa.Integer(), server_default="7"))
op.create_index("ix_rank", "users", ["rank"])
op.create_index("ix_lower", "users", [sa.text("abs(rank)")])
op.create_check_constraint("ck_rank", "users", "rank > 0")
op.create_check_constraint("ck_name", "users", "name <> 'rank'")
op.create_unique_constraint("uq_rank", "users", ["rank"])`,
];

async function downgradeOf(pattern: string, given: Readonly<Record<string, string>>): Promise<string> {
  const made = await scaffold(pattern, given, path, memoryWorkspace(source, { history: around }));
  return ('files' in made && made.files.at(-1)?.text.split('def downgrade')[1]) || '';
}

test('a dropped column comes back with what hung on it, but not with what its default would break', async () => {
  const downgrade = await downgradeOf('drop-column', { table: 'users', column: 'rank' });
  expect(downgrade.match(/\b(ix|ck|uq)_\w+/g)).toEqual(['ix_rank', 'ix_lower', 'ck_rank', 'ck_rank']);
});

test('the old column of a rename comes back with its values, not with its default', async () => {
  const downgrade = await downgradeOf('rename-column', { table: 'users', column: 'rank', to: 'grade' });
  expect(downgrade).toContain('op.add_column("users", sa.Column("rank", sa.Integer(), nullable=True))');
  expect(downgrade).toContain('op.alter_column("users", "rank", server_default="7")');
  expect(new Set(downgrade.match(/\b(ix|ck|uq)_\w+/g))).toEqual(new Set(['ix_rank', 'ix_lower', 'ck_rank', 'uq_rank']));
});

test.each<readonly [string, string, Readonly<Record<string, string>>, Partial<Workspace>]>([
  ['There is no pattern "nope"', 'nope', {}, {}],
  ['needs a value for "column"', 'add-index', { table: 'users' }, {}],
  ['"varchar(" is no type', 'add-column', { table: 'users', column: 'a', type: 'varchar(' }, {}],
  ['The type of users.nick is not known', 'drop-column', { table: 'users', column: 'nick' }, {}],
  ['cannot be renamed in phases', 'rename-column', { table: 'users', column: 'uid', to: 'id' }, {}],
])('%s', async (problem, id, given, other) => {
  const made = await scaffold(id, given, path, { ...memoryWorkspace(source, { history }), ...other });
  expect('problem' in made && made.problem).toContain(problem);
});

test('two heads are said, and nothing is made', async () => {
  const children = ['c3', 'd4'].map((id) => ({
    path: `/app/migrations/versions/${id}.py`,
    text: source.text.replace('"b2"', `"${id}"`).replace('"a0"', '"b2"'),
  }));
  const made = await scaffold('empty', { message: 'x' }, path, memoryWorkspace(source, { history, children }));
  expect('problem' in made && made.problem).toContain('There are 2 heads (c3, d4)');
});

test.each(['../../users', 'app.public.users', '.users', 'app.'])('%s is no table', async (table) => {
  const made = await scaffold('add-column', { table, column: 'a', type: 'int' }, path, memoryWorkspace(source, {}));
  expect(made).toEqual({ problem: `"${table}" is no table: write users, or app.users for one of a schema` });
});
