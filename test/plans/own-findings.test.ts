import { expect, test } from 'vitest';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { revisionHeader } from '../../server/src/analysis/example.ts';
import { scaffold } from '../../server/src/analysis/scaffold.ts';
import type { EngineName } from '../../server/src/model/engine.ts';
import { patterns } from '../../server/src/plans/index.ts';
import { memoryWorkspace, type Setting } from '../marked.ts';

const answers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  empty: { message: 'nothing' },
  'add-column': { table: 'users', column: 'age', type: 'integer' },
  'add-not-null-column': { table: 'users', column: 'age', type: 'integer', value: '0' },
  'generated-column': { table: 'users', column: 'low', type: 'varchar(80)', expression: 'lower(name)' },
  'add-identity-column': { table: 'users', column: 'number' },
  'set-not-null': { table: 'users', column: 'name', value: "'x'" },
  'change-type': { table: 'users', column: 'team_id', type: 'bigint' },
  'key-to-bigint': { table: 'users' },
  'rename-column': { table: 'users', column: 'name', to: 'nick' },
  'drop-column': { table: 'users', column: 'name' },
  'rename-table': { table: 'teams', to: 'groups' },
  'drop-table': { table: 'logs' },
  'add-index': { table: 'users', column: 'name' },
  'replace-index': { table: 'users', index: 'ix_users_age', column: 'name' },
  'add-foreign-key': { table: 'users', column: 'team_id', references: 'teams' },
  'add-check': { table: 'users', expression: "name <> ''" },
  'add-unique': { table: 'users', column: 'name' },
  'add-primary-key': { table: 'logs', column: 'id' },
  backfill: { table: 'users', column: 'name', value: "'x'" },
};

const history = [
  'op.create_table("teams", sa.Column("id", sa.Integer(), primary_key=True))',
  'op.create_table("logs", sa.Column("id", sa.Integer(), nullable=False))',
  'op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(80)), sa.Column("team_id", sa.Integer()))',
  'op.create_index("ix_users_age", "users", ["team_id"])',
];
const sql = [
  `CREATE TABLE teams (id INTEGER PRIMARY KEY);
CREATE TABLE logs (id INTEGER NOT NULL);
CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(80), team_id INTEGER);
CREATE INDEX ix_users_age ON users (team_id);
`,
];

const engines: readonly EngineName[] = ['postgresql', 'mysql', 'mariadb', 'sqlite'];
const all = engines.flatMap((engine) =>
  (['alembic', 'sql'] as const).flatMap((tool) => Object.keys(answers).map((pattern) => ({ engine, tool, pattern }))),
);

/** What the phases are told of all the same, and why. */
const accepted: ReadonlyMap<string, string> = new Map([
  ['drop-column-loses-data', 'the author is to decide it, whoever wrote the statement'],
  ['drop-table-loses-data', 'the same'],
  ['trigger-locks-table', 'the trigger is what keeps both columns equal, and is made in an instant'],
  ['rename-table-breaks-code', 'a table is missed before it is gone, while it can be renamed back in an instant'],
  ['primary-key-blocks', 'on the way back to a table without a key'],
  ['opaque-operation', 'nothing looks into the procedure that holds the batches'],
  ['not-null-scan', 'it says that everybody goes on meanwhile'],
  ['column-takes-dependents', 'its like over the new column takes its name behind that'],
  ['backfill-unbatched', 'an engine without loops fills in one statement'],
  [
    'autocommit-splits-migration',
    'what stands behind it takes an instant, and the checklist says what an earlier try leaves',
  ],
]);

test.each(all)('$pattern on $engine by $tool', async ({ engine, tool, pattern }) => {
  const setting: Setting =
    tool === 'sql' ? { tool, engine, history: sql, path: 'migrations/V0100__change.sql' } : { engine, history };
  const source =
    tool === 'sql'
      ? { path: '/app/migrations/V0100__change.sql', text: 'SELECT 1;\n' }
      : { path: '/app/migrations/versions/b2_change.py', text: revisionHeader };
  const made = await scaffold(pattern, answers[pattern] ?? {}, source.path, memoryWorkspace(source, setting));
  if ('problem' in made || made.form !== 'phased') return;
  const workspace = memoryWorkspace(source, { ...setting, children: made.files });
  const found: string[] = [];
  for (const file of made.files) {
    const leaves = file.text.includes('No earlier try has left');
    if (file.path.endsWith('.conf')) continue;
    const note = made.files.find(({ path }) => path === `${file.path}.conf`);
    const analysis = await analyze({ ...file, ...(note && { note: note.text }) }, workspace);
    const findings = (analysis?.findings ?? []).filter(
      ({ rule, severity }) =>
        !accepted.has(rule) ||
        (severity === 'error' && !rule.endsWith('-loses-data')) ||
        (rule === 'autocommit-splits-migration' && severity === 'warning' && !leaves),
    );
    found.push(...findings.map((each) => `${each.rule}: ${file.path.replace(/.*\//, '')}: ${each.message}`));
  }
  expect(found).toEqual([]);
});

/** What is for one engine only, or moves values, is tried in test/analysis/scaffold.test.ts. */
const elsewhere = patterns.map(({ id }) => id).filter((id) => /enum|partition|^(split|merge|move)-/.test(id));

test('every pattern is tried', () => {
  expect(patterns.map(({ id }) => id).filter((id) => !(id in answers))).toEqual(elsewhere);
});
