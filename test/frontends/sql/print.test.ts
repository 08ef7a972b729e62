import { expect, test } from 'vitest';
import { analyze } from '../../../server/src/analysis/analyze.ts';
import { scaffold } from '../../../server/src/analysis/scaffold.ts';
import { newVersions } from '../../../server/src/frontends/sql/new-ids.ts';
import type { Answers } from '../../../server/src/model/pattern.ts';
import type { Workspace } from '../../../server/src/model/workspace.ts';
import type { Source } from '../../../server/src/text.ts';
import { memoryWorkspace, type Setting } from '../../marked.ts';

const users =
  'CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL, age int);\nCREATE INDEX ix ON users (email);\n';

/** A history of each tool: the path of its one file, and the text of it. */
const tools = {
  'golang-migrate': ['migrations/000001_users.up.sql', users],
  popx: ['migrations/20240102030405000000_users.postgres.up.sql', users],
  Diesel: ['migrations/2024-01-02-030405_users/up.sql', users],
  Flyway: ['migrations/V1__users.sql', users],
  dbmate: ['migrations/20240102030405_users.sql', `-- migrate:up\n${users}\n-- migrate:down\nDROP TABLE users;\n`],
  goose: ['migrations/00001_users.sql', `-- +goose Up\n${users}\n-- +goose Down\nDROP TABLE users;\n`],
  'sql-migrate': ['migrations/1_users.sql', `-- +migrate Up\n${users}\n-- +migrate Down\nDROP TABLE users;\n`],
  tern: ['migrations/001_users.sql', `${users}\n---- create above / drop below ----\nDROP TABLE users;\n`],
  Prisma: ['migrations/20240102030405_users/migration.sql', users],
  'no tool of its own': ['migrations/0001_users.sql', users],
} as const;

const plans: Readonly<Record<string, Answers>> = {
  'add-column': { table: 'users', column: 'a', type: 'int' },
  'add-not-null-column': { table: 'users', column: 'a', type: 'int', value: '0' },
  'rename-column': { table: 'users', column: 'email', to: 'mail' },
  'drop-column': { table: 'users', column: 'age' },
  'add-index': { table: 'users', column: 'age' },
  backfill: { table: 'users', column: 'age', value: '0' },
};

const all = Object.entries(tools).flatMap(([tool, [path, text]]) =>
  Object.keys(plans).map((plan) => ({ tool, path, text, plan })),
);

test.each(all)('what is new for $tool is fine by our own rules: $plan', async ({ path, text, plan }) => {
  const { files, workspace } = await made(plan, { path: `/app/${path}`, text });
  const found: string[] = [];
  for (const file of files.filter((each) => each.path.endsWith('.sql'))) {
    const note = files.find(
      (each) => each.path === file.path.replace(/[^/]*$/, 'metadata.toml') || each.path === `${file.path}.conf`,
    );
    const analysis = await analyze({ ...file, ...(note && { note: note.text }) }, workspace);
    const taken = analysis?.findings.filter((each) => each.direction !== 'down' && !accepted.test(each.rule)) ?? [];
    found.push(...taken.map((each) => `${file.path}: ${each.rule}: ${each.message}`));
    expect(analysis?.migration.errors).toEqual([]);
  }
  expect(found).toEqual([]);
});

/** What the plans do on purpose: they say of themselves what to do first, a trigger takes but an instant, and an index goes with its column. */
const accepted = /^(drop-column-loses-data|trigger-locks-table|column-takes-dependents)$/;

test('an index for golang-migrate', async () =>
  expect(
    await printed('add-index', tools['golang-migrate']),
  ).toBe(`#- /app/migrations/000002_add_index_ix_users_age.up.sql
-- add index ix_users_age
--
-- Before this runs:
-- - [ ] No earlier try has left ix_users_age behind: a concurrent build that fails leaves an index that is not valid, and that has to be dropped first.

CREATE INDEX CONCURRENTLY ix_users_age ON users (age);
#- /app/migrations/000002_add_index_ix_users_age.down.sql
DROP INDEX CONCURRENTLY ix_users_age;
`));

test('a backfill for Flyway, with the note that keeps it out of a transaction', async () =>
  expect(
    (await printed('backfill', tools.Flyway)).replace(/DO \$\$[\s\S]*\$\$/, 'DO …'),
  ).toBe(`#- /app/migrations/V2__backfill_users_age.sql
-- backfill users age

DO …;
#- /app/migrations/V2__backfill_users_age.sql.conf
executeInTransaction=false
`));

test('tools without a way out of their transaction get what runs in one', async () =>
  expect(
    await printed('add-index', [
      'migrations/1_x.sql',
      `-- Up Migration\n${users}\n-- Down Migration\nDROP TABLE users;\n`,
    ]),
  ).toBe(`#- /app/migrations/2_add_index_ix_users_age.sql
-- Up Migration
-- add index ix_users_age
--
-- Before this runs:
-- - [ ] No earlier try has left ix_users_age behind: a concurrent build that fails leaves an index that is not valid, and that has to be dropped first.

CREATE INDEX ix_users_age ON users (age);

-- Down Migration
DROP INDEX ix_users_age;
`));

test('a backfill on MySQL is a procedure that commits each batch', async () =>
  expect(
    await printed('backfill', tools['golang-migrate'], 'mysql'),
  ).toBe(`#- /app/migrations/000002_backfill_users_age.up.sql
-- backfill users age

DROP PROCEDURE IF EXISTS backfill_users_age;

CREATE PROCEDURE backfill_users_age()
BEGIN
  SET @batches = 0;
  SET @first_key = (SELECT id FROM users ORDER BY id LIMIT 1);
  WHILE @first_key IS NOT NULL DO
    SET @batch_began = SYSDATE(6);
    SET @last_key = (SELECT id FROM (
      SELECT id FROM users WHERE id >= @first_key ORDER BY id LIMIT 1000
    ) AS batch ORDER BY id DESC LIMIT 1);
    UPDATE users SET age = 0
      WHERE id >= @first_key AND id <= @last_key AND age IS NULL;
    COMMIT;
    SET @first_key = (SELECT id FROM users WHERE id > @last_key ORDER BY id LIMIT 1);
    SET @batches = @batches + 1;
    IF @first_key IS NOT NULL THEN
      IF @batches % 100 = 0 THEN
        SELECT CONCAT('users.age: ', @batches, ' batches, next from id ', @first_key) AS progress;
      END IF;
      DO SLEEP(GREATEST(0, TIMESTAMPDIFF(MICROSECOND, @batch_began, SYSDATE(6)) / 1000000));
    END IF;
  END WHILE;
  SELECT CONCAT('users.age: filled in ', @batches, ' batches') AS progress;
END;

CALL backfill_users_age();

DROP PROCEDURE backfill_users_age;
#- /app/migrations/000002_backfill_users_age.down.sql
-- There is nothing to undo.
`));

test('a backfill on SQLite is one statement', async () =>
  expect(
    await printed('backfill', tools['golang-migrate'], 'sqlite'),
  ).toBe(`#- /app/migrations/000002_backfill_users_age.up.sql
-- backfill users age

UPDATE users SET age = 0 WHERE age IS NULL;
#- /app/migrations/000002_backfill_users_age.down.sql
-- There is nothing to undo.
`));

const created = new Date('2026-01-02T03:04:05Z');

test.each([
  ['0007_a.sql', '0008 0009'],
  ['000099_a.up.sql', '000100 000101'],
  ['V1.2__a.sql', '1.3 1.4'],
  ['V1_9__a.sql', '1_10 1_11'],
  ['20240102030405_a.sql', '20260102030405 20260102030406'],
  ['20270102030459_a.sql', '20270102030500 20270102030501'],
  ['1700000000_a.up.sql', '1767323045 1767323046'],
  ['2024-01-02-030405_a/up.sql', '2026-01-02-030405 2026-01-02-030406'],
  ['2026-01-02-030405-0000_a/up.sql', '2026-01-02-030406-0000 2026-01-02-030407-0000'],
  ['20240102_a.sql', '20260102 20260103'],
  ['R__view.sql', '000001 000002'],
  ['9_a.sql', '10 11'],
])('behind %s come %s', (path, expected) => {
  const siblings = [{ path: `/app/migrations/${path}`, text: '' }];
  expect(newVersions(2, { siblings, created }).join(' ')).toBe(expected);
});

async function made(
  plan: string,
  source: Source,
  engine: Setting['engine'] = 'postgresql',
): Promise<{ readonly files: readonly Source[]; readonly workspace: Workspace }> {
  const workspace = memoryWorkspace(source, { tool: 'sql', engine });
  const result = await scaffold(plan, plans[plan] ?? {}, source.path, workspace);
  if ('problem' in result) throw new Error(result.problem);
  const siblings = [source, ...result.files.filter((each) => each.path.endsWith('.sql'))];
  return { files: result.files, workspace: { ...workspace, migrations: async () => siblings } };
}

async function printed(plan: string, [path, text]: readonly [string, string], engine?: Setting['engine']) {
  const { files } = await made(plan, { path: `/app/${path}`, text }, engine);
  return files.map((file) => `#- ${file.path}\n${file.text}`).join('');
}
