import type { ColumnType } from '../../model/column.ts';
import type { ForeignKey } from '../../model/constraint.ts';
import type { Name } from '../../model/name.ts';
import type { Schema } from '../../model/schema.ts';
import { baseOf } from './domains.ts';
import { plain } from './types.ts';

/**
 * Whether a foreign key of the one type surely cannot point at a column of the other: the two have no operator of equality
 * that an index knows, and the first does not become the second by itself. Types that are not listed are not judged.
 */
export function cannotCompare(key: ColumnType | undefined, target: ColumnType | undefined, schema: Schema): boolean {
  const [from, to] = [comparableOf(key, schema), comparableOf(target, schema)];
  if (from === undefined || to === undefined || from === to) return false;
  const [least, most] = [numbers.indexOf(from), numbers.indexOf(to)];
  return least < 0 || most < 0 || least > most;
}

export function notImplemented({ name, columns }: ForeignKey, table: Name): string {
  const given = [table.name, ...columns, 'fkey'].join('_');
  return `foreign key constraint "${name ?? given}" cannot be implemented`;
}

function comparableOf(given: ColumnType | undefined, schema: Schema): string | undefined {
  const type = baseOf(given, schema);
  if (!type || type.dimensions !== undefined || type.enumeration !== undefined) return undefined;
  return families.get(plain(type).name);
}

/** Each of them becomes one that stands behind it by itself. */
const numbers: readonly string[] = ['whole', 'numeric', 'float'];

/** https://www.postgresql.org/docs/current/indexes-opclass.html */
const families: ReadonlyMap<string, string> = new Map([
  ['smallint', 'whole'],
  ['integer', 'whole'],
  ['bigint', 'whole'],
  ['numeric', 'numeric'],
  ['real', 'float'],
  ['double precision', 'float'],
  ['text', 'string'],
  ['varchar', 'string'],
  ['char', 'string'],
  ['citext', 'string'],
  ['uuid', 'uuid'],
  ['boolean', 'boolean'],
  ['bytea', 'bytea'],
  ['date', 'moment'],
  ['timestamp', 'moment'],
  ['timestamptz', 'moment'],
]);
