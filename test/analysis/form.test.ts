import { expect, test } from 'vitest';
import { type Scaffolded, scaffold, scaffoldAs } from '../../server/src/analysis/scaffold.ts';
import type { Pattern } from '../../server/src/model/pattern.ts';
import { patterns } from '../../server/src/plans/index.ts';
import { alone, shared } from '../../server/src/plans/planned.ts';
import { applyEdits } from '../../server/src/text.ts';
import { memoryWorkspace, type Setting } from '../marked.ts';

const source = {
  path: '/app/migrations/versions/b2_change.py',
  text: 'from alembic import op\n\nrevision = "b2"\ndown_revision = "a0"\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n',
};
const history = [
  'op.create_table("users", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("name", sa.Text()))',
];
const table = { name: 'users' };
const check = { kind: 'check', name: 'ck', expression: 'id > 0' } as const;

const addCheck: Pattern = {
  id: 'add-check',
  title: 'Add check',
  description: '',
  asks: [],
  phases: () => [
    {
      title: 'add',
      before: [],
      up: [shared({ kind: 'addConstraint', table, constraint: { ...check, notValid: true } })],
      down: [],
    },
    { title: 'validate', before: [], up: [shared({ kind: 'validateConstraint', table, name: 'ck' })], down: [] },
  ],
  plain: () => ({
    title: 'add check',
    before: [],
    up: [shared({ kind: 'addConstraint', table, constraint: check })],
    down: [],
  }),
};

const index = { kind: 'createIndex', table, name: 'ix', keys: [{ column: 'name' }], unique: false } as const;

const addIndex: Pattern = {
  ...addCheck,
  title: 'Add index',
  phases: () => [{ title: 'i', before: [], up: [alone({ ...index, concurrently: true })], down: [] }],
  plain: () => ({ title: 'i', before: [], up: [shared(index)], down: [] }),
};

const rename: Pattern = {
  ...addCheck,
  title: 'Rename',
  phases: (_, schema, ground) => {
    const known = patterns.find(({ id }) => id === 'rename-column');
    return known?.phases({ table: 'users', column: 'name', to: 'nick' }, schema, ground) ?? [];
  },
  plain: () => ({
    title: 'r',
    before: [],
    up: [shared({ kind: 'renameColumn', table, column: 'name', to: 'nick' })],
    down: [],
  }),
};

async function made(pattern: Pattern, setting: Setting, form?: 'phased' | 'plain'): Promise<Scaffolded> {
  const workspace = memoryWorkspace(source, { history, ...setting });
  const files = await scaffoldAs(pattern, {}, source.path, workspace, { form });
  if ('problem' in files) throw new Error(files.problem);
  return files;
}

const inPlain = 'Written in its plain form, because phases would gain nothing: ';

test.each<readonly [string, Pattern, Setting, string]>([
  ['a scan under a lock', addCheck, {}, 'phased'],
  ['an index that blocks writes', addIndex, {}, 'phased'],
  ['code that would break', rename, { tables: { users: { rows: 10 } } }, 'phased'],
  [
    'a small table',
    addCheck,
    { tables: { users: { rows: 1200 } } },
    `plain: ${inPlain}users has 1.2 thousand rows, and nobody waits for longer than a second`,
  ],
  ['a large one', addCheck, { tables: { users: { rows: 40_000_000 } } }, 'phased'],
  ['a window', rename, { deployment: 'maintenance-window' }, `plain: ${inPlain}migrations run in a maintenance window`],
  [
    'an engine that builds indexes online',
    addIndex,
    { engine: 'mysql', version: '8.0' },
    'plain: One migration is enough: on MySQL 8.0 nobody waits while it works',
  ],
])('%s: %s', async (_, pattern, setting, expected) => {
  const { form, notices = [] } = await made(pattern, { ...setting, environment: { transactionPerMigration: true } });
  expect([form, ...notices].join(': ')).toBe(expected);
});

/** What is gained by these is that code goes on, whatever the table and the engine. */
test.each<readonly [string, Readonly<Record<string, string>>, Setting]>([
  ['rename-table', { to: 'people' }, {}],
  ['rename-table', { to: 'people' }, { engine: 'mysql', version: '8.0' }],
  ['drop-table', {}, {}],
  ['drop-table', {}, { engine: 'mysql', version: '8.0' }],
  ['drop-table', {}, { engine: 'sqlite', version: '3.40' }],
  ['add-not-null-column', { column: 'state', type: 'text', value: "'new'" }, {}],
  ['add-not-null-column', { column: 'state', type: 'text', value: "'new'" }, { engine: 'mysql', version: '8.0' }],
  [
    'split-column',
    { column: 'name', first: 'a', firstValue: 'name', second: 'b', secondValue: 'name', value: 'a' },
    {},
  ],
])('%s %j %j is written in phases', async (id, answers, setting) => {
  const pattern = patterns.find((each) => each.id === id);
  if (!pattern) throw new Error(`no ${id}`);
  for (const tables of [undefined, { users: { rows: 10 } }]) {
    const workspace = memoryWorkspace(source, { history, ...setting, ...(tables && { tables }) });
    const files = await scaffoldAs(pattern, { table: 'users', ...answers }, source.path, workspace, {});
    if ('problem' in files) throw new Error(files.problem);
    expect([files.form, files.notices?.filter((each) => /nothing|enough/.test(each))]).toEqual(['phased', []]);
  }
});

test('where there are no phases for what breaks code, that is said', async () => {
  const pattern = patterns.find((each) => each.id === 'rename-table');
  if (!pattern) throw new Error('no rename-table');
  const workspace = memoryWorkspace(source, { history, engine: 'sqlite', version: '3.40' });
  const files = await scaffoldAs(pattern, { table: 'users', to: 'people' }, source.path, workspace, {});
  expect('notices' in files && files.notices).toContain(
    'There are no phases for it on SQLite 3.40: code that runs fails until the new code is deployed',
  );
});

test('the form can be chosen, and what it costs is said', async () => {
  const plain = await made(addCheck, {}, 'plain');
  expect([plain.form, plain.other, plain.files.length]).toEqual(['plain', 'phased', 1]);
  expect(plain.notices?.[0]).toMatch(/^In its plain form it blocks reads and writes while the work runs \(scan: /);
  const phased = await made(addCheck, { tables: { users: { rows: 10 } } }, 'phased');
  expect([phased.form, phased.other, phased.files.length]).toEqual(['phased', 'plain', 2]);
  expect(phased.notices?.[0]).toMatch(/^Phases gain nothing here: users has 10 rows/);
  const { plain: _, ...only } = addCheck;
  await expect(made(only, {}, 'plain')).rejects.toThrow('Add check has one form only');
});

const script = `from alembic import context
from app import connectable, metadata

with connectable.connect() as connection:
    context.configure(connection=connection, target_metadata=metadata)
    with context.begin_transaction():
        context.run_migrations()
`;

test('phases that share one transaction gain nothing: that is said, and env.py can be told otherwise', async () => {
  const { notices, apart, form } = await made(addCheck, { script });
  expect(form).toBe('phased');
  expect(notices).toEqual([
    'Migrations that are run together share one transaction here, and the phases would then block reads and writes while the work runs: run them one by one, or have env.py pass transaction_per_migration=True to context.configure()',
  ]);
  const told = apart && applyEdits(apart.source.text, apart.edits);
  expect(told).toContain(`    context.configure(
        connection=connection, target_metadata=metadata, transaction_per_migration=True
    )
`);
  const again = await made(addCheck, { script: told ?? '' });
  expect([again.notices, again.apart]).toEqual([[], undefined]);
});

test('of phases that lose nothing by sharing a transaction nothing is said', async () => {
  expect((await made(addIndex, { script })).notices).toEqual([]);
  expect((await made(addCheck, { script, engine: 'mysql' })).notices?.join()).not.toContain('share one transaction');
});

test('an answer that the phases lack is asked for; without it there is the plain form for who wants that', async () => {
  const workspace = memoryWorkspace(source, { history });
  const answers = { table: 'users', column: 'mail', to: 'email' };
  const wanted = (given: object, form?: 'plain') =>
    scaffold('rename-column', { ...answers, ...given }, source.path, workspace, { form });
  expect(await wanted({})).toEqual({
    problem: 'The type of users.mail is not known from the history: give it with --type',
    answerable: true,
  });
  expect(await wanted({ type: '((' })).toMatchObject({ problem: '"((" is no type: write for instance varchar(20)' });
  expect(await wanted({ column: 'name', to: 'id' })).toMatchObject({ problem: 'There is a column users.id already' });
  expect(await wanted({}, 'plain')).toMatchObject({ form: 'plain' });
  expect(await wanted({ type: 'text' })).toMatchObject({ form: 'phased' });
  // No second column can be a key beside the first, whatever is answered.
  expect(await wanted({ column: 'id' })).toMatchObject({
    form: 'plain',
    notices: ['Written in its plain form: users.id is a key or computes itself: it cannot be renamed in phases'],
  });
});
