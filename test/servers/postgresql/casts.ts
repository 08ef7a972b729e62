import type postgres from 'postgres';
import { postgresql } from '../../../server/src/engines/postgresql/index.ts';
import type { Work } from '../../../server/src/model/effects.ts';
import { type Schema, settled } from '../../../server/src/model/schema.ts';
import { operationsOf, schemaAfter } from '../../operations.ts';
import { execute, settledBase } from './check.ts';
import type { Server } from './server.ts';

/** `ALTER COLUMN … TYPE` between every pair of types, with USING and without: what it costs, and whether there is such a cast. */
export async function proveCasts(
  server: Server,
  version: number,
): Promise<{ readonly passed: number; readonly failed: number }> {
  const database = 'casts';
  await execute(server, 'postgres', `CREATE DATABASE ${database} TEMPLATE base`);
  await execute(server, database, setup);
  const schema = settled(schemaAfter(setup, 'postgresql', settledBase()));
  const session = server.connect(database);
  const count = { passed: 0, failed: 0 };
  try {
    const file = await fileOf(session);
    for (const sql of statements()) {
      const [expected, found] = [predicted(sql, schema, version), await measured(session, sql, file)];
      count[expected === found ? 'passed' : 'failed']++;
      if (expected !== found) console.log(`PostgreSQL ${version}: ${sql}\n  predicted ${expected}, measured ${found}`);
    }
  } finally {
    await session.end();
  }
  return count;
}

/** What the columns of one table are of. */
const types = {
  small: 'smallint',
  whole: 'integer',
  big: 'bigint',
  number: 'numeric',
  price: 'numeric(10,2)',
  single: 'real',
  double: 'double precision',
  cash: 'money',
  long: 'text',
  free: 'varchar',
  short: 'varchar(20)',
  padded: 'char(10)',
  raw: 'bytea',
  day: 'date',
  moment: 'timestamp',
  coarse: 'timestamp(3)',
  instant: 'timestamptz',
  clock: 'time',
  zoned: 'timetz',
  span: 'interval',
  flag: 'boolean',
  code: 'uuid',
  doc: 'json',
  docs: 'jsonb',
  host: 'inet',
  net: 'cidr',
  mac: 'macaddr',
  bits: 'bit(8)',
  flags: 'varbit(8)',
  any_bits: 'varbit',
  feeling: 'mood',
  shape: 'point',
  whole_range: 'int4range',
  words: 'tsvector',
  object: 'oid',
  markup: 'xml',
  tags: 'text[]',
  labels: 'varchar(20)[]',
  sizes: 'integer[]',
} as const;

/** Its one row holds NULL, which no cast refuses. */
const setup = `CREATE TABLE casts (id integer, ${Object.entries(types)
  .map(([column, type]) => `${column} ${type}`)
  .join(', ')});
INSERT INTO casts (id) VALUES (1);`;

function* statements(): Generator<string> {
  for (const [column, from] of Object.entries(types))
    for (const type of Object.values(types)) {
      if (from === type) continue;
      yield `ALTER TABLE casts ALTER COLUMN ${column} TYPE ${type}`;
      yield `ALTER TABLE casts ALTER COLUMN ${column} TYPE ${type} USING ${column}::${type}`;
    }
}

type Outcome = Work | 'refused' | 'unread';

function predicted(sql: string, schema: Schema, version: number): Outcome {
  const [operation] = operationsOf(sql, 'postgresql');
  if (operation?.kind !== 'changeType') return 'unread';
  const { refused, work } = postgresql.effects(operation, schema, String(version));
  return refused === undefined ? work : 'refused';
}

async function measured(session: postgres.Sql, sql: string, file: number): Promise<Outcome> {
  await session.unsafe('BEGIN');
  try {
    await session.unsafe(sql);
    return (await fileOf(session)) === file ? 'instant' : 'rewrite';
  } catch {
    return 'refused';
  } finally {
    await session.unsafe('ROLLBACK');
  }
}

/** A table that is rewritten has another file. */
async function fileOf(session: postgres.Sql): Promise<number> {
  const [row] = await session<{ file: number }[]>`SELECT pg_relation_filenode('casts')::int AS file`;
  return row?.file ?? 0;
}
