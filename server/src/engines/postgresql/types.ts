import type { ColumnType } from '../../model/column.ts';

/** What `ALTER COLUMN … TYPE` costs between two types, indexes and constraints of the column aside. */
export interface TypeChange {
  /** Nothing is touched but the catalogue; the column's indexes are rebuilt; every row is written anew. */
  readonly cost: 'catalogue' | 'indexes' | 'rewrite';
  /** Values change without a word. */
  readonly loses?: boolean;
  /** Values that do not fit make the server refuse. */
  readonly fails?: boolean;
  /** Code written for the old type may notice. */
  readonly breaks?: boolean;
  /** Values are moved by the session's time zone, so that none is in UTC. */
  readonly shifts?: boolean;
  /** A clause that says why. */
  readonly why?: string;
}

/**
 * Measured on PostgreSQL 10 to 18. The server skips the rewrite only where the old and the new type are binary coercible and
 * no stored value could be too long: https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-NOTES
 */
export function typeChange(from: ColumnType, to: ColumnType): TypeChange {
  const [old, new_] = [plain(from), plain(to)];
  if (old.dimensions !== undefined || new_.dimensions !== undefined) return arrayChange(old, new_);
  if (sameType(old, new_)) return from.collation === to.collation ? { cost: 'catalogue' } : collated;
  const rule = rules.find((each) => each.from.includes(old.name) && each.to.includes(new_.name));
  const change = rule?.change(old, new_) ?? unlisted(old, new_);
  return change.cost === 'catalogue' && from.collation !== to.collation
    ? { ...collated, ...change, cost: 'indexes' }
    : change;
}

/** Equal for the server, whatever the collation. */
export function sameType(a: ColumnType, b: ColumnType): boolean {
  const [x, y] = [plain(a), plain(b)];
  return (
    x.name === y.name &&
    (x.dimensions === undefined) === (y.dimensions === undefined) &&
    x.arguments.length === y.arguments.length &&
    x.arguments.every((each, at) => each === y.arguments[at])
  );
}

/** The type as SQL writes it, for sentences. */
export function typeText(type: ColumnType): string {
  const size = type.arguments.length > 0 ? `(${type.arguments.join(',')})` : '';
  return `${type.name}${size}${type.dimensions === undefined ? '' : '[]'}`;
}

/** A type that is written in SQL, as in `USING a::varchar(5)`; undefined where it is not a plain one. */
export function readType(sql: string): ColumnType | undefined {
  const match =
    /^\s*([a-z_][a-z_0-9 ]*?)\s*(?:\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\))?\s*((?:with|without) time zone)?\s*(\[\])?\s*$/i.exec(
      sql,
    );
  if (!match?.[1]) return undefined;
  const sizes = [match[2], match[3]].flatMap((text) => (text === undefined ? [] : [Number(text)]));
  const name = `${match[1]}${match[4] === undefined ? '' : ` ${match[4]}`}`.toLowerCase().replace(/\s+/g, ' ');
  return plain({ name, arguments: sizes, ...(match[5] === undefined ? {} : { dimensions: 1 }) });
}

/** Whether the server has the type by itself, so that it is no domain with a constraint of its own. */
export function isBuiltIn(type: ColumnType): boolean {
  return builtIn.has(plain(type).name) || type.enumeration !== undefined;
}

interface Rule {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly change: (from: ColumnType, to: ColumnType) => TypeChange;
}

const free: TypeChange = { cost: 'catalogue' };
const rewrite: TypeChange = { cost: 'rewrite' };
const collated: TypeChange = { cost: 'indexes', why: 'its collation changes' };
const foreign: TypeChange = { cost: 'rewrite', breaks: true };

const rules: readonly Rule[] = [
  rule('text varchar', 'text varchar', (from, to) => (length(to) >= length(from) ? free : shorter(to))),
  rule('char', 'char', (from, to) => (length(to) >= length(from) ? rewrite : shorter(to))),
  rule('char', 'text varchar', (from, to) => (length(to) >= length(from) ? rewrite : shorter(to))),
  rule('text varchar', 'char', (from, to) => (length(to) >= length(from) ? rewrite : shorter(to))),
  rule('text varchar', 'citext', () => ({ cost: 'indexes', breaks: true, why: 'comparisons stop minding case' })),
  rule('citext', 'text varchar', (_, to) =>
    length(to) === Number.POSITIVE_INFINITY
      ? { cost: 'indexes', breaks: true, why: 'comparisons start minding case' }
      : { ...shorter(to), breaks: true },
  ),
  rule('varbit', 'varbit', (from, to) => (length(to) >= length(from) ? free : shorter(to))),
  rule('bit', 'varbit', (from, to) =>
    length(to) === Number.POSITIVE_INFINITY
      ? { cost: 'indexes', breaks: true }
      : { ...rewrite, fails: length(to) < length(from), breaks: true },
  ),
  rule('bit varbit', 'bit', () => ({ ...rewrite, fails: true, breaks: true })),
  rule('numeric', 'numeric', numericChange),
  rule('smallint integer bigint', 'smallint integer bigint', (from, to) =>
    digits(to) > digits(from)
      ? rewrite
      : { cost: 'rewrite', fails: true, breaks: true, why: `a value out of the range of ${to.name} is refused` },
  ),
  rule('smallint integer bigint', 'numeric', (from, to) => ({ ...foreign, fails: whole(to) < digits(from) })),
  rule('smallint integer bigint', 'real', (from) => ({ ...foreign, loses: from.name !== 'smallint' })),
  rule('smallint integer bigint', 'double precision', (from) => ({ ...foreign, loses: from.name === 'bigint' })),
  rule('numeric', 'smallint integer bigint', () => rounded(true)),
  rule('numeric', 'real', () => rounded(true)),
  rule('numeric', 'double precision', () => rounded(true)),
  rule('real double precision', 'smallint integer bigint', () => rounded(true)),
  rule('real double precision', 'numeric', (_, to) => rounded(to.arguments.length > 0)),
  rule('double precision', 'real', () => rounded(true)),
  rule('real', 'double precision', () => rewrite),
  ...['timestamp', 'timestamptz', 'time', 'timetz', 'interval'].map((name) => rule(name, name, fractionChange)),
  rule('timestamp', 'timestamptz', () => ({
    ...foreign,
    shifts: true,
    why: "each value is read in the session's time zone: in UTC, since PostgreSQL 12, only its indexes are rebuilt",
  })),
  rule('timestamptz', 'timestamp', () => ({
    ...foreign,
    shifts: true,
    loses: true,
    why: "each value is cast into the session's time zone and forgets which one it was",
  })),
  rule('timestamp timestamptz', 'date', () => ({ ...foreign, loses: true, why: 'the time of day is dropped' })),
  rule('timestamp timestamptz', 'time timetz', () => ({ ...foreign, loses: true, why: 'the date is dropped' })),
  rule('date', 'timestamp timestamptz', () => foreign),
  rule('time', 'timetz', () => foreign),
  rule('timetz', 'time', () => ({ ...foreign, loses: true })),
  rule('json', 'jsonb', () => ({
    ...foreign,
    loses: true,
    fails: true,
    breaks: false,
    why: 'duplicate keys and the order of keys are dropped',
  })),
  rule('jsonb', 'json', () => ({ ...foreign, why: 'operators of jsonb stop working' })),
  rule('xml', 'text varchar', (_, to) => ({
    ...(length(to) === Number.POSITIVE_INFINITY ? free : shorter(to)),
    breaks: true,
  })),
  rule('integer oid', 'integer oid', () => ({
    cost: 'indexes',
    loses: true,
    breaks: true,
    why: 'the sign of a number changes without a word where it is out of the range',
  })),
  rule('bigint', 'oid', () => ({ ...foreign, fails: true })),
  rule('oid', 'bigint', () => foreign),
  rule('smallint integer', 'money', () => foreign),
  rule('bigint', 'money', () => ({ ...foreign, fails: true })),
  rule('numeric', 'money', () => rounded(true)),
  rule('money', 'numeric', (_, to) => (to.arguments.length > 0 ? rounded(true) : foreign)),
  rule('time', 'interval', () => foreign),
  rule('interval', 'time', () => ({ ...foreign, loses: true, why: 'days are dropped' })),
  rule('cidr', 'inet', () => free),
  rule('inet', 'cidr', () => ({ ...foreign, loses: true, why: 'the bits of the host are zeroed' })),
  rule('smallint integer bigint', 'boolean', () => ({ ...foreign, loses: true })),
  rule('boolean', 'smallint integer bigint numeric real double precision', () => foreign),
  rule('text varchar char citext', 'json', () => ({ ...foreign, fails: true })),
  rule('text varchar char citext', 'uuid', () => ({ ...foreign, fails: true })),
  rule('text varchar char citext', 'bytea', () => ({ ...foreign, fails: true, loses: true })),
];

function rule(from: string, to: string, change: Rule['change']): Rule {
  return { from: typeNames(from), to: typeNames(to), change };
}

function typeNames(text: string): readonly string[] {
  return text
    .replace('double precision', 'double_precision')
    .split(' ')
    .map((name) => name.replace('_', ' '));
}

const strings = ['text', 'varchar', 'char', 'citext'];

function unlisted(from: ColumnType, to: ColumnType): TypeChange {
  if (strings.includes(to.name)) {
    return { ...foreign, fails: length(to) !== Number.POSITIVE_INFINITY };
  }
  if (strings.includes(from.name)) {
    return isBuiltIn(to)
      ? { ...foreign, fails: true, loses: to.enumeration === undefined }
      : { ...foreign, fails: true, why: `what ${to.name} is could not be seen, so that a rewrite is assumed` };
  }
  const known = isBuiltIn(from) && isBuiltIn(to);
  return {
    ...foreign,
    fails: true,
    loses: from.enumeration === undefined,
    why: assumed(known) ?? '',
  };
}

function assumed(known: boolean): string | undefined {
  return known ? undefined : 'these types are not known here, so that a rewrite is assumed';
}

function arrayChange(from: ColumnType, to: ColumnType): TypeChange {
  if (from.dimensions !== undefined && to.dimensions !== undefined) {
    const [old, new_] = [element(from), element(to)];
    if (sameType(old, new_)) return from.collation === to.collation ? free : collated;
    return { ...typeChange(old, new_), cost: 'rewrite' };
  }
  if (from.dimensions !== undefined && strings.includes(to.name)) return unlisted(from, to);
  return { ...foreign, fails: true };
}

function element({ dimensions: _, ...type }: ColumnType): ColumnType {
  return type;
}

function shorter(to: ColumnType): TypeChange {
  return { cost: 'rewrite', fails: true, breaks: true, why: `a value longer than ${typeText(to)} is refused` };
}

function rounded(fails: boolean): TypeChange {
  return { cost: 'rewrite', loses: true, fails, breaks: true, why: 'values are rounded without a word' };
}

function numericChange(from: ColumnType, to: ColumnType): TypeChange {
  if (to.arguments.length === 0) return free;
  if (from.arguments.length === 0) return rounded(true);
  const [oldScale, newScale] = [from.arguments[1] ?? 0, to.arguments[1] ?? 0];
  if (newScale < oldScale) return rounded(whole(to) <= whole(from));
  const fails = whole(to) < whole(from);
  if (newScale === oldScale && !fails) return free;
  return fails ? { ...rewrite, fails, breaks: true, why: `a value too large for ${typeText(to)} is refused` } : rewrite;
}

function fractionChange(from: ColumnType, to: ColumnType): TypeChange {
  const places = (type: ColumnType) => type.arguments[0] ?? 6;
  return places(to) >= places(from)
    ? free
    : { cost: 'rewrite', loses: true, why: 'fractions of seconds are rounded without a word' };
}

function length(type: ColumnType): number {
  return type.arguments[0] ?? (type.name === 'char' || type.name === 'bit' ? 1 : Number.POSITIVE_INFINITY);
}

/** Digits before the point. */
function whole(type: ColumnType): number {
  const [precision, scale = 0] = type.arguments;
  return precision === undefined ? Number.POSITIVE_INFINITY : precision - scale;
}

function digits(type: ColumnType): number {
  return type.name === 'smallint' ? 5 : type.name === 'integer' ? 10 : 19;
}

/** https://www.postgresql.org/docs/18/datatype.html */
const builtIn = new Set([
  ...'smallint integer bigint numeric real money text varchar char name bytea date timestamp timestamptz time timetz'.split(
    ' ',
  ),
  ...'interval boolean uuid json jsonb jsonpath inet cidr macaddr macaddr8 bit varbit xml citext hstore oid regclass'.split(
    ' ',
  ),
  ...'point line lseg box path polygon circle tsvector tsquery int4range int8range numrange tsrange tstzrange'.split(
    ' ',
  ),
  ...'daterange int4multirange int8multirange nummultirange tsmultirange tstzmultirange datemultirange ltree'.split(
    ' ',
  ),
  'double precision',
]);

const aliases: ReadonlyMap<string, string> = new Map(
  Object.entries({
    int: 'integer',
    int4: 'integer',
    int2: 'smallint',
    int8: 'bigint',
    serial: 'integer',
    bigserial: 'bigint',
    smallserial: 'smallint',
    decimal: 'numeric',
    float: 'double precision',
    float8: 'double precision',
    float4: 'real',
    bool: 'boolean',
    character: 'char',
    bpchar: 'char',
    'character varying': 'varchar',
    'bit varying': 'varbit',
    'timestamp with time zone': 'timestamptz',
    'timestamp without time zone': 'timestamp',
    'time with time zone': 'timetz',
    'time without time zone': 'time',
  }),
);

/** One spelling for each type: an alias is replaced, a scale of nought and the default precision are left out. */
export function plain(type: ColumnType): ColumnType {
  const name = aliases.get(type.name) ?? type.name;
  const [first, second] = type.arguments;
  const seconds = name.startsWith('time') || name === 'interval';
  const sizes =
    seconds && first === 6 ? [] : name === 'numeric' && second === 0 && first !== undefined ? [first] : type.arguments;
  return { ...type, name, arguments: sizes };
}
