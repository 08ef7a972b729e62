import type { Default } from '../model/column.ts';
import type { Name } from '../model/name.ts';

/** The condition that a column is not NULL, as the one expression that engines take for a proof of it. */
export function isNotNull(column: string): string {
  return `${columnReference(column)} IS NOT NULL`;
}

/** A column's name as an SQL expression: quoted only where it must be. */
export function columnReference(column: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(column) && !reserved.has(column) ? column : `"${column.replaceAll('"', '""')}"`;
}

/** The next number of a sequence, as the default of a column that it numbers. */
export function nextNumber({ schema, name }: Name): Extract<Default, { readonly kind: 'expression' }> {
  const sequence = schema === undefined ? columnReference(name) : `${columnReference(schema)}.${columnReference(name)}`;
  return { kind: 'expression', sql: `nextval('${sequence.replaceAll("'", "''")}')` };
}

/** Whether an expression names the column, bare or quoted; what stands in literals does not count. */
export function mentions(expression: string, column: string): boolean {
  const names = expression.replace(/'(?:[^']|'')*'/g, "''").match(/"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*/gu) ?? [];
  return names.some((each) =>
    each.startsWith('"') ? each.slice(1, -1).replaceAll('""', '"') === column : each.toLowerCase() === column,
  );
}

/** Words that no expression may use bare as a column: https://www.postgresql.org/docs/18/sql-keywords-appendix.html */
const reserved = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column
  concurrently constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp
  current_user default deferrable desc distinct do else end except false fetch for foreign freeze from full grant group having
  ilike in initially inner intersect into is isnull join lateral leading left like limit localtime localtimestamp natural not
  notnull null offset on only or order outer overlaps placing primary references returning right select session_user similar
  some symmetric system_user table tablesample then to trailing true union unique user using variadic verbose when where window
  with`.split(/\s+/),
);
