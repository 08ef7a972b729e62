import type { CollateClause, Node, TypeName } from 'libpg-query';
import type { ColumnType } from '../../model/column.ts';
import type { Reading } from '../reading.ts';
import { strings } from './ast.ts';
import { identifier } from './identifier.ts';
import { serials } from './serial-types.ts';

/** A type in the words of the model; undefined where its length is only known when a program runs. */
export function mapType(type: TypeName, reading: Reading, collate?: CollateClause): ColumnType | undefined {
  const lengths = (type.typmods ?? []).flatMap((each) => ('A_Const' in each ? [each.A_Const] : []));
  if (lengths.some((length) => (length.location ?? 0) >= 0 && reading.filledIn(length.location))) return undefined;
  return known(type, collate);
}

function known(type: TypeName, collate: CollateClause | undefined): ColumnType {
  const names = strings(type.names);
  const typmods = type.typmods ?? [];
  const values = typmods.map(integer);
  const numeric = values.every((value) => value !== undefined);
  const short = builtIn(names);
  const interval = short === 'interval' ? intervalOf(values) : undefined;
  const { name, values: own } = interval ?? { name: short ?? written(names), values };
  const dimensions = type.arrayBounds?.length ?? 0;
  const collation = strings(collate?.collname).at(-1) ?? '';
  return {
    name: numeric ? name : `${name}(${typmods.map(modifier).join(',')})`,
    arguments: numeric && !impliedLength(type, name) ? own.filter((value) => value !== undefined) : [],
    ...(dimensions > 0 && { dimensions }),
    ...(collation !== '' && { collation }),
  };
}

/** The type of the column that a serial type makes; undefined for every other type. */
export function serialType(type: TypeName): ColumnType | undefined {
  const names = strings(type.names);
  const name = names.length === 1 || names[0] === 'pg_catalog' ? serials.get(names.at(-1) ?? '') : undefined;
  return name === undefined ? undefined : { name, arguments: [] };
}

/** The catalogue's names and the names people know: https://www.postgresql.org/docs/current/datatype.html */
const shortNames: ReadonlyMap<string, string> = new Map([
  ['int2', 'smallint'],
  ['int4', 'integer'],
  ['int8', 'bigint'],
  ['float4', 'real'],
  ['float8', 'double precision'],
  ['bool', 'boolean'],
  ['bpchar', 'char'],
  ['decimal', 'numeric'],
]);

function builtIn(names: readonly string[]): string | undefined {
  const name = names.at(-1) ?? '';
  if (names[0] === 'pg_catalog') return name === 'char' ? '"char"' : (shortNames.get(name) ?? name);
  if (names.length > 1) return undefined;
  return name === 'char' ? '"char"' : (shortNames.get(name) ?? (plainName.test(name) ? name : undefined));
}

const plainName = /^[a-z_][a-z0-9_]*$/;

/** A name that is not plain keeps its quotes, so that it still says which type it is; a hole has none. */
function written(names: readonly string[]): string {
  return names.map((name) => (/^[{%:$?]/.test(name) ? name : identifier(name))).join('.');
}

/** `char` alone means `char(1)`, and `bit` means `bit(1)`, which the parser spells out. */
function impliedLength(type: TypeName, name: string): boolean {
  const [only] = type.typmods ?? [];
  return (
    (name === 'char' || name === 'bit') && only !== undefined && 'A_Const' in only && (only.A_Const.location ?? -1) < 0
  );
}

function integer(node: Node): number | undefined {
  return 'A_Const' in node && node.A_Const.ival ? (node.A_Const.ival.ival ?? 0) : undefined;
}

function modifier(node: Node): string {
  if ('A_Const' in node) return node.A_Const.sval ? `'${node.A_Const.sval.sval ?? ''}'` : String(integer(node) ?? 0);
  return 'ColumnRef' in node ? strings(node.ColumnRef.fields).join('.') : '…';
}

/** The fields of an interval are a bit mask: `utils/timestamp.h`, `INTERVAL_MASK`. */
function intervalOf(values: readonly (number | undefined)[]): {
  readonly name: string;
  readonly values: readonly (number | undefined)[];
} {
  const [mask, precision] = values;
  const fields = mask === undefined ? undefined : intervalFields.get(mask);
  const name = fields === undefined ? 'interval' : `interval ${fields}`;
  return { name, values: precision === undefined ? [] : [precision] };
}

const intervalFields: ReadonlyMap<number, string> = new Map([
  [1 << 2, 'year'],
  [1 << 1, 'month'],
  [1 << 3, 'day'],
  [1 << 10, 'hour'],
  [1 << 11, 'minute'],
  [1 << 12, 'second'],
  [(1 << 2) | (1 << 1), 'year to month'],
  [(1 << 3) | (1 << 10), 'day to hour'],
  [(1 << 3) | (1 << 10) | (1 << 11), 'day to minute'],
  [(1 << 3) | (1 << 10) | (1 << 11) | (1 << 12), 'day to second'],
  [(1 << 10) | (1 << 11), 'hour to minute'],
  [(1 << 10) | (1 << 11) | (1 << 12), 'hour to second'],
  [(1 << 11) | (1 << 12), 'minute to second'],
]);
