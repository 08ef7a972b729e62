import type { ColumnType } from '../../model/column.ts';
import { bytesPerCharacter, collationOf } from './charsets.ts';
import type { Server } from './server.ts';

/** What a change between two types costs, the column's place, keys and nullability aside. */
export interface TypeChange {
  /**
   * `nothing`: it is the type that is there. `definition`: no row changes. `indexes`: those that hold the column are built
   * anew. `copy`: every row is.
   */
  readonly cost: 'nothing' | 'definition' | 'indexes' | 'copy';
  /** Values change without a word, in strict mode too. */
  readonly loses?: boolean | undefined;
  /** Values that do not fit make the server refuse. */
  readonly fails?: boolean | undefined;
  readonly breaks?: boolean | undefined;
  /** A clause that says why. */
  readonly why?: string | undefined;
  /** What could not be seen of it. */
  readonly assumed?: string | undefined;
}

/** A column's type with what its table adds: a character set is written in few of them. */
export interface Typed {
  readonly type: ColumnType;
  /** Absent where nobody wrote one. */
  readonly charset?: string | undefined;
}

/**
 * Measured on MariaDB 10.11; for MySQL as its manual says: a type that changes is copied, a VARCHAR may grow while the bytes
 * that hold its length stay as many, and the values of an ENUM or SET may be continued.
 * https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html#online-ddl-column-operations
 * https://mariadb.com/kb/en/innodb-online-ddl-operations-with-the-instant-alter-algorithm/
 */
export function typeChange(before: Typed, after: Typed, indexed: boolean, server: Server): TypeChange {
  const [from, to] = [plain(before.type), plain(after.type)];
  if (from.name !== to.name || from.unsigned !== to.unsigned) return otherType(from, to);
  if (from.name === 'enum' || from.name === 'set') return labels(before, after, from, to);
  const sizes = sizeChange(before, after, from, to, server);
  if (sizes.cost === 'copy' || !textual.has(from.name)) return sizes;
  const charset = charsetChange(before, after, indexed, server);
  return charset.cost === 'nothing' || (charset.cost === 'definition' && sizes.cost === 'definition')
    ? sizes
    : { ...sizes, ...charset };
}

/** The type as SQL writes it, for sentences. */
export function typeText(type: ColumnType): string {
  const values = type.enumeration?.values ?? [];
  const named = values.length > 0 ? `(${values.map((value) => `'${value}'`).join(', ')})` : '';
  const size = named || (type.arguments.length > 0 ? `(${type.arguments.join(',')})` : '');
  return `${type.name}${size}${type.unsigned ? ' unsigned' : ''}`;
}

const textual = new Set(['char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext']);
const integers = ['tinyint', 'smallint', 'mediumint', 'integer', 'bigint'];
const binaries = ['binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob'];
const approximate = ['float', 'double'];

function labels(before: Typed, after: Typed, from: Plain, to: Plain): TypeChange {
  const removed = from.values.filter((value) => !to.values.includes(value));
  const continued = from.values.every((value, at) => to.values[at] === value);
  if (from.values.length === 0 || to.values.length === 0)
    return { cost: 'copy', fails: true, assumed: 'the values of the old or the new type could not be read' };
  if (removed.length > 0)
    return { cost: 'copy', fails: true, breaks: true, why: `rows that hold ${removed.join(', ')} are refused` };
  if (!continued) return { cost: 'copy', why: 'the values do not keep their places' };
  if (storage(from) !== storage(to)) return { cost: 'copy', why: 'so many values need another byte in each row' };
  if (before.charset !== after.charset || collationOf(before.type) !== collationOf(after.type))
    return { cost: 'copy', why: 'its character set or collation changes' };
  return { cost: from.values.length === to.values.length ? 'nothing' : 'definition' };
}

/** Bytes of one value: https://dev.mysql.com/doc/refman/8.4/en/storage-requirements.html */
function storage({ name, values }: Plain): number {
  if (name === 'enum') return values.length < 256 ? 1 : 2;
  const bytes = Math.ceil(values.length / 8);
  return bytes > 4 ? 8 : bytes;
}

function sizeChange(before: Typed, after: Typed, from: Plain, to: Plain, server: Server): TypeChange {
  if (from.name === 'varchar' || from.name === 'varbinary') return lengthChange(before, after, from, to, server);
  const [old, now] = [from.sizes, to.sizes];
  if (old.length === now.length && old.every((size, at) => size === now[at])) return { cost: 'nothing' };
  if (from.name === 'numeric') return decimals(old, now);
  const shrinks = (now[0] ?? 0) < (old[0] ?? 0);
  if (temporal.has(from.name))
    return shrinks
      ? { cost: 'copy', loses: true, why: 'fractions of seconds are cut off without a word' }
      : { cost: 'copy' };
  return shrinks ? { cost: 'copy', fails: true, breaks: true, why: tooLong(after.type) } : { cost: 'copy' };
}

const temporal = new Set(['datetime', 'timestamp', 'time']);

/** The length of a value is kept in one byte up to 255 bytes, in two above. */
function lengthChange(before: Typed, after: Typed, from: Plain, to: Plain, server: Server): TypeChange {
  const [old, now] = [from.sizes[0] ?? 0, to.sizes[0] ?? 0];
  if (now < old) return { cost: 'copy', fails: true, breaks: true, why: tooLong(after.type) };
  const widths = from.name === 'varbinary' ? [[1, 1] as const] : characterWidths(before, after);
  if (old === now && widths.every(([a, b]) => a === b)) return { cost: 'nothing' };
  const verdicts = widths.map(([a, b]) => staysInClass(old * a, now * b, server));
  if (verdicts.every((verdict) => verdict)) return { cost: 'definition' };
  const crosses = { cost: 'copy', why: 'the length of its values needs another byte in each row' } as const;
  return verdicts.some((verdict) => verdict)
    ? {
        ...crosses,
        assumed: 'the character set of the column is not known, and with it how many bytes its values may take',
      }
    : crosses;
}

/** MariaDB grows a column that never held more than 127 bytes whatever it grows to. */
function staysInClass(old: number, now: number, server: Server): boolean {
  return old > 255 || now <= 255 || (server.name === 'mariadb' && old <= 127);
}

/** Bytes of a character before and after; every possibility where nobody wrote a character set. */
function characterWidths(before: Typed, after: Typed): readonly (readonly [number, number])[] {
  const [old, now] = [bytesPerCharacter(before.charset), bytesPerCharacter(after.charset)];
  const possible = [1, 3, 4];
  if (old === undefined && now === undefined) return possible.map((width) => [width, width] as const);
  return (old === undefined ? possible : [old]).flatMap((a) =>
    (now === undefined ? possible : [now]).map((b) => [a, b] as const),
  );
}

/**
 * Where the old character set is a part of the new one, or only the order of the characters changes, no row has to.
 * https://dev.mysql.com/worklog/task/?id=11605 https://mariadb.com/kb/en/innodb-online-ddl-operations-with-the-instant-alter-algorithm/
 */
function charsetChange(before: Typed, after: Typed, indexed: boolean, server: Server): TypeChange {
  const [from, to] = [before.charset, after.charset];
  const reordered = from === to && collationOf(before.type) !== collationOf(after.type);
  if (from === to && !reordered) return { cost: 'nothing' };
  const why = reordered ? 'its collation changes' : `its character set changes${to ? ` to ${to}` : ''}`;
  if (from === undefined || to === undefined)
    return { cost: 'copy', fails: true, why, assumed: 'its character set now is not known' };
  if (!reordered && !(from === 'utf8mb3' && to === 'utf8mb4')) return { cost: 'copy', fails: to !== 'utf8mb4', why };
  if (server.name === 'mysql')
    return indexed || !server.since(8, 0, 14) ? { cost: 'copy', why } : { cost: 'definition' };
  if (!indexed || !reordered) return { cost: 'definition' };
  return { cost: server.since(10, 6) ? 'indexes' : 'copy', why };
}

function otherType(from: Plain, to: Plain): TypeChange {
  const [old, now] = [integers.indexOf(from.name), integers.indexOf(to.name)];
  if (old >= 0 && now >= 0) {
    const fits = from.unsigned === to.unsigned ? now >= old : from.unsigned && now > old;
    return fits
      ? { cost: 'copy' }
      : { cost: 'copy', fails: true, breaks: true, why: 'a value out of range is refused' };
  }
  if (isCut(from, to))
    return {
      cost: 'copy',
      loses: true,
      fails: !temporal.has(from.name),
      breaks: true,
      why: 'values are rounded or cut without a word',
    };
  if (to.name === 'timestamp' && (from.name === 'datetime' || from.name === 'date'))
    return { cost: 'copy', fails: true, breaks: true, why: 'a value before 1970 or after January 2038 is refused' };
  if (textual.has(from.name) && textual.has(to.name)) return texts(from, to);
  if (textual.has(to.name)) return spelled(from, to);
  if (holdsAll(from, to)) return { cost: 'copy', breaks: !approximate.includes(from.name) };
  if (binaries.includes(from.name) && binaries.includes(to.name))
    return { cost: 'copy', fails: capacity(to) < capacity(from) };
  return { cost: 'copy', fails: true, breaks: true };
}

/** Measured in strict mode: https://mariadb.com/kb/en/sql-mode/#strict-mode says nothing against rounding. */
function isCut(from: Plain, to: Plain): boolean {
  const whole = integers.includes(to.name);
  if (from.name === 'numeric') return whole || approximate.includes(to.name);
  if (from.name === 'double') return whole || to.name === 'float' || to.name === 'numeric';
  if (from.name === 'float') return whole || to.name === 'numeric';
  if (integers.includes(from.name)) return to.name === 'float' || (to.name === 'double' && from.name === 'bigint');
  if (from.name === 'datetime' || from.name === 'timestamp') return ['date', 'time', 'year'].includes(to.name);
  return false;
}

/** A value as it is written; that of an enumeration is its label already. */
function spelled(from: Plain, to: Plain): TypeChange {
  const longest = from.name === 'enum' ? Math.max(0, ...from.values.map(({ length }) => length)) : lengthOf(from);
  const known = longest !== undefined && longest > 0;
  const fails = capacity(to) < (known ? longest : 65_535);
  return { cost: 'copy', fails, breaks: fails || from.name !== 'enum' };
}

/** Signs that a value takes at most, a minus and a point among them; undefined where nobody knows. */
function lengthOf({ name, sizes, unsigned }: Plain): number | undefined {
  const digits = digitsOf(name, unsigned);
  if (digits !== undefined) return unsigned ? digits : digits + 1;
  if (name === 'numeric') return (sizes[0] ?? 10) + 2;
  const fraction = temporal.has(name) && sizes[0] ? sizes[0] + 1 : 0;
  const whole = { date: 10, datetime: 19, timestamp: 19, time: 10, year: 4, uuid: 36 }[name];
  return whole === undefined ? undefined : whole + fraction;
}

/** Of the largest value. */
function digitsOf(name: string, unsigned: boolean): number | undefined {
  return [3, 5, unsigned ? 8 : 7, 10, unsigned ? 20 : 19][integers.indexOf(name)];
}

/** Between types of another kind that have room for every value, without rounding any. */
function holdsAll(from: Plain, to: Plain): boolean {
  const digits = digitsOf(from.name, from.unsigned);
  if (digits !== undefined && to.name === 'numeric') return (to.sizes[0] ?? 10) - (to.sizes[1] ?? 0) >= digits;
  if (digits !== undefined) return to.name === 'double' && from.name !== 'bigint';
  if (from.name === 'float') return to.name === 'double';
  if (to.name !== 'datetime') return false;
  return from.name === 'date' || (from.name === 'timestamp' && (to.sizes[0] ?? 0) >= (from.sizes[0] ?? 0));
}

function texts(from: Plain, to: Plain): TypeChange {
  const shrinks = capacity(to) < capacity(from);
  return shrinks
    ? { cost: 'copy', fails: true, breaks: true, why: 'a value that is too long is refused' }
    : { cost: 'copy' };
}

/** Characters, or for the unbounded ones bytes, that a value may have. */
function capacity({ name, sizes }: Plain): number {
  const unbounded: Readonly<Record<string, number>> = {
    tiny: 255,
    '': 65_535,
    medium: 16_777_215,
    long: 4_294_967_295,
  };
  const prefix = /^(tiny|medium|long|)(?:text|blob)$/.exec(name)?.[1];
  return prefix === undefined ? (sizes[0] ?? 0) : (unbounded[prefix] ?? 0);
}

function decimals(old: readonly number[], now: readonly number[]): TypeChange {
  const [oldScale, newScale] = [old[1] ?? 0, now[1] ?? 0];
  const fails = (now[0] ?? 10) - newScale < (old[0] ?? 10) - oldScale;
  return newScale < oldScale
    ? { cost: 'copy', loses: true, fails, breaks: true, why: 'values are rounded without a word' }
    : { cost: 'copy', fails, breaks: fails, why: fails ? 'a value that is too large is refused' : undefined };
}

function tooLong(type: ColumnType): string {
  return `a value longer than ${typeText(type)} is refused`;
}

interface Plain {
  readonly name: string;
  readonly unsigned: boolean;
  readonly sizes: readonly number[];
  readonly values: readonly string[];
}

/** One spelling for each type: the width that an integer is shown with says nothing, and defaults are filled in. */
export function plain(type: ColumnType): Plain {
  const name = type.enumeration && type.name !== 'set' ? 'enum' : (aliases.get(type.name) ?? type.name);
  const sizes = unsized.has(name) ? [] : [...type.arguments];
  if (name === 'numeric') sizes.splice(0, 2, type.arguments[0] ?? 10, type.arguments[1] ?? 0);
  if (name === 'char' || name === 'binary') sizes.splice(0, 1, type.arguments[0] ?? 1);
  if (temporal.has(name)) sizes.splice(0, 1, type.arguments[0] ?? 0);
  return { name, unsigned: type.unsigned === true, sizes, values: type.enumeration?.values ?? [] };
}

const unsized = new Set([...integers, ...approximate, 'text', 'blob', 'json', 'year', 'date']);

const aliases: ReadonlyMap<string, string> = new Map(
  Object.entries({
    int: 'integer',
    int1: 'tinyint',
    int2: 'smallint',
    int3: 'mediumint',
    int4: 'integer',
    int8: 'bigint',
    middleint: 'mediumint',
    bool: 'tinyint',
    boolean: 'tinyint',
    dec: 'numeric',
    decimal: 'numeric',
    fixed: 'numeric',
    real: 'float',
    'double precision': 'double',
    float8: 'double',
    character: 'char',
    'character varying': 'varchar',
    'long varchar': 'mediumtext',
    bytea: 'blob',
    timestamptz: 'timestamp',
  }),
);
