import { beforeAll, expect, test } from 'vitest';
import { sql } from '../../../server/src/frontends/sql/index.ts';
import type { EngineName } from '../../../server/src/model/engine.ts';
import type { Migration } from '../../../server/src/model/migration.ts';
import { loadSql } from '../../../server/src/sql/parse.ts';

beforeAll(loadSql);

const alter = 'ALTER TABLE t ADD a int;\n';
const concurrently = 'CREATE INDEX CONCURRENTLY i ON t (a);\n';

function read(path: string, text: string, engine: EngineName = 'postgresql', note?: string): Migration {
  return sql.parse({ path, text, note }, { engine, version: '15' });
}

/** `t`: in the migration's transaction; `-`: by itself. */
function steps({ up, down }: Migration): string {
  const text = (of: Migration['up']) => of.map((each) => (each.transaction === 'shared' ? 't' : '-')).join('');
  return down.length > 0 ? `${text(up)}|${text(down)}` : text(up);
}

test.each([
  ['m/20240101120000_a.sql', `-- migrate:up\n${alter}\n-- migrate:down\n${alter}`, 't|t', 'written'],
  ['m/20240101120000_a.sql', `-- migrate:up transaction:false\n${concurrently}-- migrate:down\n`, '-', 'empty'],
  ['m/20240101120000_a.sql', `-- migrate:up\n${alter}`, 't', 'missing'],
  ['m/1_a.sql', `-- +goose Up\nALTER TABLE t ADD a int\n-- +goose Down\n${alter}`, 't|t', 'written'],
  ['m/1_a.sql', `-- +goose NO TRANSACTION\n-- +goose Up\n${concurrently}`, '-', 'missing'],
  ['m/1_a.sql', `-- +migrate Up notransaction\n${concurrently}-- +migrate Down\n${alter}`, '-|t', 'written'],
  ['m/1_a.sql', `-- Up Migration\n${alter}-- Down Migration\n-- nothing\n`, 't', 'empty'],
  ['m/1_a.sql', `${alter}-- //@UNDO\n${alter}`, 't|t', 'written'],
  ['m/1_a.sql', `${alter}---- create above / drop below ----\n${alter}`, 't|t', 'written'],
  ['m/1.sql', `# --- !Ups\n${alter}# --- !Downs\n${alter}`, '-|-', 'written'],
  ['m/1_a.up.sql', alter, '-', 'missing'],
  ['m/1_a.up.sql', alter + concurrently, 'tt', 'missing'],
  ['m/1_a.up.sql', `-- no-transaction\n${alter}${concurrently}`, '--', 'missing'],
  ['m/1_a.up.sql', `${alter}COMMIT;\n${concurrently}`, 'ttt', 'missing'],
  ['m/1_a.down.sql', alter, '|-', 'written'],
  ['m/1_a.down.sql', '-- nothing', '', 'empty'],
  ['m/2024-01-01-000000_a/up.sql', `${alter}COMMIT;\n${concurrently}`, 'tt-', 'missing'],
  ['m/20240101120000_a/migration.sql', concurrently, '-', 'never'],
  ['m/20240101120000_a.sql', concurrently, 't', 'never'],
  ['m/20240101120000_a.sql', `-- atlas:txmode none\n${concurrently}`, '-', 'never'],
  ['m/1_a.autocommit.up.sql', alter + concurrently, '--', 'missing'],
  ['m/1_a.sql', `${alter}BEGIN;\n${alter}COMMIT;\n${alter}`, '--tt-', 'never'],
  ['V1__a.sql', alter, 't', 'never'],
  ['V1__a.sql', concurrently + concurrently, '--', 'never'],
  ['V1__a.sql', alter + concurrently, 'tt', 'never'],
  ['U1__a.sql', alter, '|t', 'written'],
])('%s %j is run as %s, its way back is %s', (path, text, transactions, rollback) => {
  const migration = read(path, text);
  expect([steps(migration), migration.rollback]).toEqual([transactions, rollback]);
});

test('a note beside the file asks for no transaction', () => {
  expect(steps(read('m/1_a/up.sql', alter, 'postgresql', 'run_in_transaction = false'))).toBe('-');
  expect(steps(read('m/1_a/up.sql', alter, 'postgresql', '# run_in_transaction = false'))).toBe('t');
  expect(steps(read('V1__a.sql', alter + concurrently, 'postgresql', 'executeInTransaction=false'))).toBe('--');
});

test('spans are offsets into the whole text, behind a marker too', () => {
  const text = `-- migrate:up\n${alter}-- migrate:down\nDROP TABLE t`;
  const { down, spans } = read('m/1_a.sql', text);
  const of = (span = { start: 0, end: 0 }) => text.slice(span.start, span.end);
  expect([of(down[0]?.span), of(down[0]?.head), of(spans.down)]).toEqual([
    'DROP TABLE t',
    'DROP TABLE',
    '-- migrate:down',
  ]);
});

/** Each file behind its parent: `id < parent`, `undoes`, and what is known of the way back. */
function history(...paths: readonly string[]): readonly string[] {
  const linked = sql.link?.(paths.map((path) => read(path, alter))) ?? [];
  return linked.map(({ id, parents, undoes, rollback }) =>
    undoes === undefined ? `${id} < ${parents.join()} ${rollback}` : `undoes ${undoes} < ${parents.join()}`,
  );
}

test('versions are numbers with parts, dates, and then names; repeatable files come last', () => {
  expect(history('R__b.sql', 'R__a.sql', 'V10__j.sql', 'V2__b.sql', 'V2.1__c.sql', 'V2_10__d.sql')).toEqual([
    'V2__b <  never',
    'V2.1__c < V2__b never',
    'V2_10__d < V2.1__c never',
    'V10__j < V2_10__d never',
    'R__a < V10__j never',
    'R__b < R__a never',
  ]);
  expect(history('20140924113530_a/up.sql', '2024-10-25-112826_c/up.sql', '2019-02-26-002946_b/up.sql')).toEqual([
    '20140924113530_a <  missing',
    '2019-02-26-002946_b < 20140924113530_a missing',
    '2024-10-25-112826_c < 2019-02-26-002946_b missing',
  ]);
  expect(history('v10.sql', 'v9.sql', '1_a.sql')).toEqual(['1_a <  never', 'v9 < 1_a never', 'v10 < v9 never']);
});

test('a file that undoes another follows it; where one has such a file, the others lack theirs', () => {
  expect(history('1_a.up.sql', '1_renamed.down.sql', '2_b.up.sql', '7_gone.down.sql')).toEqual([
    '1_a <  written',
    '2_b < 1_a missing',
    'undoes 1_a < 1_a',
    'undoes 7_gone < ',
  ]);
  expect(history('V1__a.sql', 'U2__b.sql', 'V2__b.sql')).toEqual([
    'V1__a <  missing',
    'V2__b < V1__a written',
    'undoes V2__b < V2__b',
  ]);
});

test('a file for one engine stands before the one for all', () => {
  expect(history('1_a.up.sql', '1_a.postgres.up.sql', '2_b.up.sql')).toEqual(['1_a <  missing', '2_b < 1_a missing']);
});

test.each([
  ['db/migrate/20240101_a.sql', '', true],
  ['sql/0001_a.sql', '', true],
  ['app/V1__a.sql', '', true],
  ['x/1_a.up.sql', '', true],
  ['x/notes.sql', '-- +goose Up', true],
  ['migrations/initial.sql', '', true],
  ['migrations/1_a.cockroach.up.sql', '', false],
  ['migrations/schema.sql', '', false],
  ['migrations/seeds/1_a.sql', '', false],
  ['reports/2024-01-01_sales.sql', '', false],
  ['dump.sql', '', false],
  ['migrations/1_a.py', '', false],
])('%s %j is claimed: %s', (path, text, claimed) => {
  expect(sql.claims({ path, text })).toBe(claimed);
});

test('any name and any text are read', () => {
  for (const path of ['', '/', '.sql', 'a/', 'up.sql', '/up.sql', 'V__.sql', '\n.sql', 'R__.sql', '0.undo.sql']) {
    for (const text of ['', '\0', '-- migrate:down\n-- migrate:up', '-- //@UNDO', 'SELECT (', "'"]) {
      const migration = read(path, text);
      expect(sql.link?.([migration, migration])).toHaveLength(2);
    }
  }
});
