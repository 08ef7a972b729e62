import type { ColumnType } from '../../model/column.ts';
import { isBuiltIn, plain } from './types.ts';

/** A cast happens by itself when a value is assigned, or only where it is written out, or not at all. */
export type CastWay = 'by itself' | 'written out' | 'none';

/** How the server gets from one type to the other; undefined where one of them is not its own. */
export function castWay(from: ColumnType, to: ColumnType, version: number): CastWay | undefined {
  const [old, new_] = [plain(from), plain(to)];
  if (!isBuiltIn(old) || !isBuiltIn(new_)) return !old.dimensions && isString(new_) ? 'by itself' : undefined;
  if (old.dimensions !== undefined && new_.dimensions !== undefined)
    return castWay({ ...old, dimensions: undefined }, { ...new_, dimensions: undefined }, version);
  if (old.dimensions === undefined && new_.dimensions === undefined) {
    if (old.name === new_.name) return 'by itself';
    const way = listed(old.name, new_.name, version);
    if (way !== undefined) return way;
  }
  // What has no cast of its own goes through its text: https://www.postgresql.org/docs/current/sql-createcast.html
  if (isString(new_)) return 'by itself';
  return isString(old) ? 'written out' : 'none';
}

/** Its typcategory is S. */
function isString({ name, dimensions, enumeration }: ColumnType): boolean {
  return dimensions === undefined && enumeration === undefined && strings.has(name);
}

const strings: ReadonlySet<string> = new Set(['text', 'varchar', 'char', 'citext', 'name']);

function listed(from: string, to: string, version: number): CastWay | undefined {
  if (byItself.get(from)?.has(to)) return 'by itself';
  if (version >= 11 && from === 'jsonb' && jsonbGives.has(to)) return 'written out';
  if (version >= 18 && numbersInBytes.has(from) && numbersInBytes.has(to) && (from === 'bytea') !== (to === 'bytea'))
    return 'written out';
  return writtenOut.get(from)?.has(to) ? 'written out' : undefined;
}

const jsonbGives = new Set(['bigint', 'boolean', 'double precision', 'integer', 'numeric', 'real', 'smallint']);
const numbersInBytes = new Set(['bytea', 'smallint', 'integer', 'bigint']);

/** `pg_cast` of PostgreSQL 10 to 18, castcontext i and a: https://www.postgresql.org/docs/current/catalog-pg-cast.html */
const byItself = table({
  bigint: 'integer smallint money double_precision numeric real oid regclass',
  bit: 'varbit',
  box: 'polygon',
  cidr: 'inet',
  date: 'timestamp timestamptz',
  'double precision': 'bigint integer smallint numeric real',
  inet: 'cidr',
  integer: 'bigint smallint money double_precision numeric real oid regclass',
  interval: 'time',
  json: 'jsonb',
  jsonb: 'json',
  macaddr: 'macaddr8',
  macaddr8: 'macaddr',
  money: 'numeric',
  numeric: 'bigint integer smallint money double_precision real',
  oid: 'bigint integer regclass',
  path: 'polygon',
  point: 'box',
  polygon: 'path',
  real: 'bigint integer smallint numeric double_precision',
  regclass: 'bigint integer oid',
  smallint: 'bigint integer double_precision numeric real oid regclass',
  text: 'regclass',
  time: 'interval timetz',
  timestamp: 'date time timestamptz',
  timestamptz: 'date time timetz timestamp',
  timetz: 'time',
  varbit: 'bit',
  varchar: 'regclass',
});

/** The same with castcontext e. */
const writtenOut = table({
  bigint: 'bit',
  bit: 'bigint integer',
  boolean: 'integer',
  box: 'circle lseg point',
  char: 'xml',
  circle: 'box point polygon',
  daterange: 'datemultirange',
  int4range: 'int4multirange',
  int8range: 'int8multirange',
  integer: 'bit boolean',
  lseg: 'point',
  numrange: 'nummultirange',
  polygon: 'box circle point',
  text: 'xml',
  tsrange: 'tsmultirange',
  tstzrange: 'tstzmultirange',
  varchar: 'xml',
});

function table(lines: Readonly<Record<string, string>>): ReadonlyMap<string, ReadonlySet<string>> {
  const names = (text: string) => new Set(text.split(' ').map((name) => name.replace('_', ' ')));
  return new Map(Object.entries(lines).map(([from, to]) => [from, names(to)]));
}
