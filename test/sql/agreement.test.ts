import { expect, test } from 'vitest';
import type { Operation } from '../../server/src/model/operation.ts';
import { readSql } from '../../server/src/sql/parse.ts';
import { recognise } from '../../server/src/sql/recognise/index.ts';
import { postgresqlStatements } from './statements.ts';

/** Plain statements that the recogniser has to read; of the others it may say nothing, but nothing else either. */
const plain = [
  "CREATE TABLE s.t (id serial PRIMARY KEY, a numeric(10, 2) DEFAULT '0' NOT NULL CHECK (id > 0), UNIQUE (id, a))",
  'CREATE TABLE IF NOT EXISTS t (a int REFERENCES u (b) ON DELETE CASCADE DEFERRABLE, "B c" timestamp(3) with time zone[])',
  'ALTER TABLE ONLY t ADD COLUMN IF NOT EXISTS a varchar(20) COLLATE "C" NOT NULL DEFAULT now(), DROP b CASCADE',
  'ALTER TABLE t ALTER a TYPE bigint USING a::bigint, ALTER COLUMN b SET DEFAULT 5, ALTER c DROP NOT NULL',
  'ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES u (c, d) ON DELETE SET NULL NOT VALID',
  'ALTER TABLE t ADD PRIMARY KEY (a), ADD UNIQUE (b), ADD CHECK (a > 1) NOT VALID, DROP CONSTRAINT IF EXISTS d',
  'ALTER TABLE t RENAME a TO b',
  'ALTER TABLE s.t RENAME TO u',
  'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a, lower(b), c DESC) WHERE d IN (1, 2)',
  'DROP INDEX CONCURRENTLY IF EXISTS s.i',
  'DROP TABLE IF EXISTS a, s.b CASCADE',
  'UPDATE t AS x SET a = 1, (b, c) = (2, 3) FROM u WHERE x.id = u.id',
  'DELETE FROM ONLY t WHERE true',
  "INSERT INTO t (a) SELECT 'x' WHERE NOT EXISTS (SELECT 1 FROM t)",
  'INSERT INTO t SELECT * FROM u ON CONFLICT DO NOTHING',
  'TRUNCATE TABLE a, s.b RESTART IDENTITY CASCADE',
  'CREATE OR REPLACE VIEW v AS WITH c AS (SELECT * FROM a) SELECT trim(BOTH FROM b), (SELECT 1 FROM d) FROM c, s.e JOIN f ON g',
  'BEGIN',
];

test.each(plain)('the clauses say what the grammar says: %s', (sql) => {
  expect(recognise(sql, 'postgresql')?.map(({ operation }) => told(operation))).toEqual(byGrammar(sql).map(told));
});

const others = postgresqlStatements.flatMap((text) => readSql(text, 'postgresql').map((each) => each.text));

test.each(others)('the clauses say nothing else than the grammar: %s', (sql) => {
  const clauses = recognise(sql, 'postgresql')?.map(({ operation }) => operation) ?? [];
  const isWhole = clauses.length > 0 && clauses.every(({ kind }) => kind !== 'opaque');
  const facts = isWhole ? told : outline;
  const known = clauses.filter(({ kind }) => kind !== 'opaque').map(facts);
  const grammar = byGrammar(sql).map(facts);
  expect(isWhole ? known : grammar).toEqual(isWhole ? grammar : expect.arrayContaining(known));
});

function byGrammar(sql: string): readonly Operation[] {
  return readSql(sql, 'postgresql').flatMap(({ operations }) => operations.map(({ operation }) => operation));
}

/** What is left of an operation where a part of its statement could not be read. */
function outline(operation: Operation): string {
  return [operation.kind, 'table' in operation ? operation.table?.name : ''].join(' ');
}

/** All facts in one order, but the order in which a query names its tables and the blanks in SQL. */
function told(operation: Operation): string {
  return JSON.stringify(operation, (key, value: unknown) => {
    if (onlyGrammar.has(key) || (key === 'columns' && unnamed.has(operation.kind))) return undefined;
    if (typeof value === 'string') return value.replace(/\s+/g, ' ');
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return operation.kind === 'other' ? [...value].sort(byText) : value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** What a statement meets and does beyond itself is not asked of half a statement. */
const onlyGrammar: ReadonlySet<string> = new Set([
  'along',
  'makes',
  'objects',
  'only',
  'parents',
  'policy',
  'reads',
  'replaces',
  'restartIdentity',
  'sequence',
  'trigger',
  'unlogged',
  'withNoData',
]);

/** Of these the clauses do not tell the columns. */
const unnamed: ReadonlySet<string> = new Set(['insertRows', 'other']);

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
