import type { Case } from './case.ts';

/** What the columns of one table are of. Their one row holds NULL, which no cast refuses. */
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
  span_of: 'int4range',
  words: 'tsvector',
  object: 'oid',
  markup: 'xml',
  tags: 'text[]',
  labels: 'varchar(20)[]',
  sizes: 'integer[]',
} as const;

const columns = Object.entries(types).map(([column, type]) => `${column} ${type}`);
const setup = `CREATE TABLE casts (id integer, ${columns.join(', ')}); INSERT INTO casts (id) VALUES (1)`;

/** Every pair, without USING. What the server refuses, the engine has to refuse. */
const plain: readonly Case[] = pairs().map(([column, type]) => ({
  sql: `ALTER TABLE casts ALTER COLUMN ${column} TYPE ${type}`,
  setup,
  mayBeRefused: true,
}));

/** The same, cast in so many words. */
const written: readonly Case[] = pairs().map(([column, type]) => ({
  sql: `ALTER TABLE casts ALTER COLUMN ${column} TYPE ${type} USING ${column}::${type}`,
  setup,
  mayBeRefused: true,
}));

export const casts: readonly Case[] = [...plain, ...written];

function pairs(): readonly (readonly [string, string])[] {
  const all = Object.entries(types);
  return all.flatMap(([column, from]) => all.flatMap(([, to]) => (from === to ? [] : [[column, to] as const])));
}
