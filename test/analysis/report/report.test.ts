import { expect, test } from 'vitest';
import { report } from '../../../server/src/analysis/report/report.ts';
import { analyzed } from '../../marked.ts';

test('a report has risk, prerequisites, what runs, and the way back', async () => {
  const { analysis, workspace } = await analyzed(
    `def upgrade():
    op.drop_column("users", "code")


def downgrade():
    op.add_column("users", sa.Column("code", sa.Text()))
`,
    {},
  );
  expect(await report([analysis], workspace)).toBe(`# Migration: change

\`/app/migrations/versions/b2_change.py\` · revision \`b2\` · follows a0 · PostgreSQL 15

## Risk assessment

| | |
|---|---|
| Type | Schema: Remove |
| Risk | **High** |
| Table lock | yes: ACCESS EXCLUSIVE on users; blocks reads and writes for an instant |
| Duration | an instant, once it has its locks |
| Data loss | yes: the values of users.code |
| Rollback | manual steps needed: \`downgrade()\` restores the schema, not the data |

## Findings

- **error** Dropping users.code destroys its values for good (\`drop-column-loses-data\`)

## Prerequisites

- [ ] A backup of users was taken, and a restore of it was tried
- [ ] The application code that runs during the deploy works with the old and the new schema
- [ ] \`lock_timeout\` is set, so that the migration gives up instead of queueing everyone behind it
- [ ] Tested on staging with production-like data

## What runs

1. Drops users.code with its indexes and constraints; the values stay on disk but cannot be had back.

   \`\`\`sql
   ALTER TABLE users DROP COLUMN code
   \`\`\`

   - **Locks** ACCESS EXCLUSIVE on users: reads and writes wait
   - **Work** instant, whatever the size of the table
   - **Queue** waits for every open transaction that has used users, if only to read; new reads and writes of users wait behind it meanwhile; no lock_timeout is set here, so that it waits as long as it takes
   - **Data** is lost
   - **Code** that still runs on the old schema breaks
   - [Manual](https://www.postgresql.org/docs/15/sql-altertable.html)

## What is held until when

- step 1: one transaction with every other migration that is pending
  - ACCESS EXCLUSIVE on users from step 1 on: reads and writes wait until all pending migrations are done

## Migration script

\`\`\`sql
-- the transaction holds every other migration that is pending
BEGIN;
ALTER TABLE users DROP COLUMN code;
COMMIT;
\`\`\`

## Rollback plan

1. Adds users.code.

   \`\`\`sql
   ALTER TABLE users ADD COLUMN code TEXT
   \`\`\`

   - **Locks** ACCESS EXCLUSIVE on users: reads and writes wait
   - **Work** instant, whatever the size of the table
   - **Queue** waits for every open transaction that has used users, if only to read; new reads and writes of users wait behind it meanwhile; no lock_timeout is set here, so that it waits as long as it takes

What no way back brings back:

- the values of users.code

By hand:

1. Restore users from the backup under another name, and copy code back from it by what tells its rows apart; rows that were written since have no value

`);
});

test('of plain SQL, the report says what a file undoes, and where nobody writes ways back', async () => {
  const drop = 'DROP TABLE users;\n';
  const rollbackOf = async (path: string, history: readonly string[]) => {
    const { analysis, workspace } = await analyzed(drop, { tool: 'sql', path, history });
    const text = await report([analysis], workspace);
    return [/\| Type \| (.*) \|/, /\| Rollback \| (.*) \|/, /## Rollback plan\n\n(.*)/].map(
      (each) => each.exec(text)?.[1],
    );
  };
  expect(await rollbackOf('migrations/0002_drop.sql', ['CREATE TABLE users (id int);'])).toEqual([
    'Schema: Remove',
    'none: the project writes no ways back',
    'This project writes no ways back: roll forward with a new migration, or restore from the backup.',
  ]);
  expect(await rollbackOf('migrations/0002_drop.up.sql', [])).toEqual([
    'Schema: Remove',
    'none: there is no working way back',
    'There is no working way back: write one, or restore from the backup.',
  ]);
  expect(await rollbackOf('migrations/0001_users.down.sql', [])).toEqual([
    'Schema: Remove',
    'manual steps needed: running `0001_users` again restores the schema, not the data',
    'This file undoes `0001_users`: that one runs again, or the backup is restored.',
  ]);
});

test('names are names in Markdown too', async () => {
  const drop = 'DROP TABLE "a`b\n<img src=x>[c](d)";\n';
  const path = 'migrations/V2__$(x)`y`[l](m)<b>\nz.sql';
  const { analysis, workspace } = await analyzed(drop, { tool: 'sql', path, history: [] });
  const text = await report([analysis], workspace);
  expect(text).toContain('# Migration: $(x)\\`y\\`\\[l\\](m)\\<b> z\n');
  expect(text).toContain('/migrations/V2__$(x)\uFFFDy\uFFFD[l](m)<b>\uFFFDz.sql` · revision');
  expect(text).toContain('- **error** Dropping a\\`b \\<img src=x>\\[c\\](d) destroys all its rows for good');
  expect(text).toContain('| Table lock | yes: ACCESS EXCLUSIVE on a\\`b \\<img src=x>\\[c\\](d); blocks');
});

test('the head of a report tells the lock that is kept while other steps work, and how long', async () => {
  const text = `BEGIN;
ALTER TABLE users ADD COLUMN a text;
SELECT '\`\`\`' FROM orders;
UPDATE users SET a = 'x';
COMMIT;
`;
  const { analysis, workspace } = await analyzed(text, { tool: 'sql' });
  const sized = { ...analysis, project: { ...analysis.project, tables: { users: { rows: 10_000_000 } } } };
  const markdown = await report([sized], workspace);
  expect(/Table lock \| (.*) \|/.exec(markdown)?.[1]).toMatch(
    /^yes: ACCESS EXCLUSIVE on users from step 2 on: reads and writes wait until the transaction ends, while step 3 reads every row.*, while step 4 writes rows one by one: about .* at 10 M rows \(users\)$/,
  );
  expect(markdown).toContain("\n   ````sql\n   SELECT '```' FROM orders\n   ````\n");
  expect(markdown).toMatch(
    /## What is held until when\n\n- steps 1 to 5: one transaction\n {2}- ACCESS EXCLUSIVE on users from step 2 on: .*\n {4}- while step 3 .*\n {4}- while step 4 .*\n\n/,
  );
});

test('a report asks for a limit to the waiting under the name that the engine has for it, unless there is one', async () => {
  const asked = async (text: string, engine: 'postgresql' | 'mysql') => {
    const { analysis, workspace } = await analyzed(text, { tool: 'sql', engine });
    return /- \[ \] `(\w+)` is set/.exec(await report([analysis], workspace))?.[1];
  };
  const drop = 'DROP TABLE users;\n';
  expect(await asked(drop, 'postgresql')).toBe('lock_timeout');
  expect(await asked(drop, 'mysql')).toBe('lock_wait_timeout');
  expect(await asked(`SET lock_timeout = '2s';\n${drop}`, 'postgresql')).toBeUndefined();
  expect(await asked(`SET LOCAL lock_timeout = '2s';\n${drop}`, 'postgresql')).toBe('lock_timeout');
});

test('a limit to the waiting is for those behind, but with one writer for the writer itself', async () => {
  const asked = async (engine: 'postgresql' | 'sqlite') => {
    const { analysis, workspace } = await analyzed('DROP TABLE users;\n', { tool: 'sql', engine });
    return /is set, so that the migration (.*)/.exec(await report([analysis], workspace))?.[1];
  };
  expect(await asked('postgresql')).toBe('gives up instead of queueing everyone behind it');
  expect(await asked('sqlite')).toBe('waits for another writer for a while instead of failing at once');
});

test('what a failure half-way leaves is said where the migration commits more than once', async () => {
  const two = 'ALTER TABLE users ADD COLUMN a int;\nALTER TABLE users ADD COLUMN b int;\n';
  const leftBy = async (engine: 'postgresql' | 'mysql', text: string) => {
    const { analysis, workspace } = await analyzed(text, { tool: 'sql', engine });
    return /It runs in (\d+) transactions: where a step fails, what was committed/.exec(
      await report([analysis], workspace),
    )?.[1];
  };
  expect(await leftBy('mysql', two)).toBe('2');
  expect(await leftBy('postgresql', `BEGIN;\n${two}COMMIT;\n`)).toBeUndefined();
  expect(await leftBy('mysql', 'SET lock_wait_timeout = 5;\nALTER TABLE users ADD COLUMN a int;\n')).toBeUndefined();
});

test('what was not analysed may make each row of the assessment worse', async () => {
  const text = 'ALTER TABLE users ADD COLUMN a int;\nDO $$ BEGIN EXECUTE now(); END $$;\n';
  const { analysis, workspace } = await analyzed(text, { tool: 'sql' });
  const markdown = await report([analysis], workspace);
  for (const row of ['Table lock', 'Duration', 'Data loss'])
    expect(markdown).toMatch(new RegExp(`\\| ${row} \\| .*; 1 operation that was not analysed may do more \\|`));
});
