import { format } from '@wasm-fmt/ruff_fmt';
import { expect, test } from 'vitest';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { mergeHeads, scaffold } from '../../server/src/analysis/scaffold.ts';
import type { Workspace } from '../../server/src/model/workspace.ts';
import { patterns } from '../../server/src/plans/index.ts';
import { memoryWorkspace } from '../marked.ts';

const path = '/app/migrations/versions/b2_change.py';
const source = {
  path,
  text: 'from alembic import op\n\nrevision = "b2"\ndown_revision = "a0"\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n',
};
const history = [
  'op.create_table("users", sa.Column("uid", sa.BigInteger(), primary_key=True), sa.Column("name", sa.Text()), sa.Column("city", sa.Text()))',
  `op.create_index("ix_uid", "users", ["uid", "name"])
op.create_table("people", sa.Column("id", sa.BigInteger(), primary_key=True))
op.create_table("counters", sa.Column("id", sa.Integer(), primary_key=True))
op.create_table("profiles", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("user_uid", sa.BigInteger(), unique=True))
op.create_table("logs", sa.Column("id", sa.BigInteger()))
op.execute("CREATE TYPE status AS ENUM ('a', 'b')")
op.execute("CREATE TABLE things (id bigint PRIMARY KEY, state status)")
op.execute("CREATE TABLE events (day date, kind text NOT NULL) PARTITION BY LIST (kind)")
op.execute("CREATE TABLE events_1 (day date, kind text NOT NULL)")
op.execute("CREATE TABLE events_2 PARTITION OF events FOR VALUES IN ('b')")`,
];

const answers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  empty: { message: 'something new' },
  'add-column': { table: 'users', column: 'status', type: 'varchar(20)', default: "it's" },
  'add-not-null-column': { table: 'app.users', column: 'kind', type: 'text', value: "'web'" },
  'generated-column': { table: 'users', column: 'low', type: 'text', expression: 'lower(name)' },
  'add-identity-column': { table: 'users', column: 'number' },
  'set-not-null': { table: 'users', column: 'name', value: "'nobody'" },
  'change-type': { table: 'users', column: 'name', type: 'varchar(20)' },
  'rename-table': { table: 'users', to: 'accounts' },
  'drop-table': { table: 'users' },
  'key-to-bigint': { table: 'counters' },
  'split-column': {
    table: 'users',
    column: 'name',
    first: 'first_name',
    firstValue: "split_part(name, ' ', 1)",
    second: 'last_name',
    secondValue: "split_part(name, ' ', 2)",
    value: "concat_ws(' ', first_name, last_name)",
  },
  'move-column': { table: 'users', column: 'city', into: 'profiles', by: 'user_uid' },
  'merge-columns': {
    table: 'users',
    first: 'name',
    second: 'city',
    to: 'label',
    value: "name || '/' || city",
    firstValue: "split_part(label, '/', 1)",
    secondValue: "split_part(label, '/', 2)",
  },
  'rename-column': { table: 'users', column: 'name', to: 'full_name' },
  'drop-column': { table: 'users', column: 'name' },
  'add-index': { table: 'users', column: 'name, uid', unique: 'yes' },
  'add-partitioned-index': { table: 'events', column: 'day', partitions: 'events_2' },
  'replace-index': { table: 'users', index: 'ix_uid', column: 'uid' },
  'add-foreign-key': { table: 'users', column: 'uid', references: 'people' },
  'add-check': { table: 'users', expression: "name <> ''" },
  'add-unique': { table: 'users', column: 'name' },
  'add-primary-key': { table: 'logs', column: 'id' },
  'attach-partition': { table: 'events', partition: 'events_1', values: "'a'" },
  'add-enum-value': { type: 'status', value: 'new' },
  'rename-enum-value': { type: 'status', value: 'a', to: 'c' },
  'remove-enum-value': { type: 'status', value: 'b' },
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
      const mayDrop = file === made.files.at(-1) || file.path.includes('_drop_');
      expect(grave?.filter((each) => !mayDrop || !/^drop-(column|table)-loses-data$/.test(each.rule))).toEqual([]);
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
  const names = ['ix_rank', 'ix_lower', 'ck_rank', 'uq_rank'];
  const away = names.map((name) => `${name}_grade`);
  expect(new Set(downgrade.match(/\b(ix|ck|uq)_\w+/g))).toEqual(new Set([...names, ...away]));
});

test.each<readonly [string, string, Readonly<Record<string, string>>, Partial<Workspace>]>([
  ['There is no pattern "nope"', 'nope', {}, {}],
  ['needs a value for "column"', 'add-index', { table: 'users' }, {}],
  ['"varchar(" is no type', 'add-column', { table: 'users', column: 'a', type: 'varchar(' }, {}],
  ['The type of users.nick is not known', 'drop-column', { table: 'users', column: 'nick' }, {}],
  ['cannot be renamed in phases', 'rename-column', { table: 'users', column: 'uid', to: 'id' }, {}],
])('%s', async (problem, id, given, other) => {
  const made = await scaffold(id, given, path, { ...memoryWorkspace(source, { history }), ...other });
  expect('problem' in made ? made.problem : made.notices?.join()).toContain(problem);
});

const twoHeads = ['c3', 'd4'].map((id) => ({
  path: `/app/migrations/versions/${id}.py`,
  text: source.text
    .replace('"b2"', `"${id}"`)
    .replace('"a0"', '"b2"')
    .replace('pass', `op.add_column("users", sa.Column("of_${id}", sa.Text()))`),
}));

test('two heads are said, and nothing is made', async () => {
  const made = await scaffold(
    'empty',
    { message: 'x' },
    path,
    memoryWorkspace(source, { history, children: twoHeads }),
  );
  expect('problem' in made && made.problem).toContain('There are 2 heads (c3, d4)');
});

test.each(['c3', 'b2'])('what is to follow %s follows it, and knows the columns that it meets', async (parent) => {
  const workspace = memoryWorkspace(source, { history, children: twoHeads });
  const made = await scaffold('drop-column', { table: 'users', column: 'of_c3' }, path, workspace, { parent });
  if (parent === 'b2') expect('problem' in made && made.problem).toContain('The type of users.of_c3 is not known');
  else expect('files' in made && made.files[0]?.text).toContain('down_revision = "c3"');
  const empty = await scaffold('empty', { message: 'x' }, path, workspace, { parent });
  expect('files' in empty && empty.files.map((each) => each.text)).toEqual([
    expect.stringContaining(`down_revision = "${parent}"`),
  ]);
});

test('a merge has the heads for parents, is told nothing by the rules, and leaves one head', async () => {
  const setting = { history, children: twoHeads };
  const made = await mergeHeads(undefined, path, memoryWorkspace(source, setting));
  if ('problem' in made) throw new Error(made.problem);
  expect(made.files.map((file) => file.path)).toEqual(['/app/migrations/versions/c1_merge_c3_and_d4.py']);
  const [merge] = made.files;
  const after = memoryWorkspace(source, { history, children: [...twoHeads, ...made.files] });
  const analysis = merge && (await analyze(merge, after));
  expect(analysis?.migration.parents).toEqual(['c3', 'd4']);
  expect(analysis?.findings).toEqual([]);
  expect(await mergeHeads(undefined, path, after)).toEqual({
    problem: 'There is nothing to merge: the migrations have one head',
  });
});

test('only heads are merged', async () => {
  const workspace = memoryWorkspace(source, { history, children: twoHeads });
  const problem = 'b2 is no head: another migration follows it, or it is gone';
  expect(await mergeHeads(['b2', 'c3'], path, workspace)).toEqual({ problem });
  expect(await scaffold('empty', { message: 'x' }, path, workspace, { parent: 'nope' })).toEqual({
    problem: 'There is no revision nope',
  });
});

test.each(['../../users', 'app.public.users', '.users', 'app.'])('%s is no table', async (table) => {
  const made = await scaffold('add-column', { table, column: 'a', type: 'int' }, path, memoryWorkspace(source, {}));
  expect(made).toEqual({ problem: `"${table}" is no table: write users, or app.users for one of a schema` });
});
