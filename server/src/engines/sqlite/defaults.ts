import type { Default } from '../../model/column.ts';

/** What the rows that exist would read in a column with this default. */
export type DefaultNature = 'null' | 'constant' | 'not constant' | 'unknown';

/**
 * A literal, one with a sign, TRUE, FALSE, NULL, a name (it is read as a string) and a CAST of a literal are constants, in
 * parentheses too; everything else is not: https://www.sqlite.org/lang_altertable.html#alter_table_add_column
 */
export function natureOf(value: Default | undefined): DefaultNature {
  if (!value) return 'null';
  if (value.kind === 'constant') return 'constant';
  if (value.kind === 'unknown') return 'unknown';
  const sql = unwrapped(value.sql.trim());
  if (/^null$/i.test(sql)) return 'null';
  if (/^current_(time|date|timestamp)$/i.test(sql)) return 'not constant';
  const cast = /^cast\s*\((.+)\s+as\s+[\w\s]+(\([\d\s,]*\))?\)$/is.exec(sql)?.[1];
  if (cast !== undefined) return natureOf({ kind: 'expression', sql: cast });
  return literal.test(sql) ? 'constant' : 'not constant';
}

const literal =
  /^([+-]\s*)?(0x[\da-f]+|(\d+\.?\d*|\.\d+)(e[+-]?\d+)?|x?'(?:[^']|'')*'|"(?:[^"]|"")*"|[a-z_][a-z0-9_$]*)$/i;

function unwrapped(sql: string): string {
  const inner = /^\(([^()]*|[^()]*\([^()]*\)[^()]*)\)$/s.exec(sql)?.[1];
  return inner === undefined ? sql : unwrapped(inner.trim());
}

/**
 * Whether the expression is NULL, which a CHECK takes for good, wherever the column is: it has no other name in it and nothing
 * but comparisons, which hand NULL on.
 */
export function isNullOfNull(expression: string, column: string): boolean {
  const words = expression.replace(/'(?:[^']|'')*'/g, '').match(/[\p{L}_"`[][\p{L}\p{N}_$"`\]]*(?:\s*\()?/gu) ?? [];
  const bare = words.map((word) => word.replace(/["`[\]]/g, '').toLowerCase());
  return (
    bare.includes(column.toLowerCase()) && bare.every((word) => word === column.toLowerCase() || compares.test(word))
  );
}

const compares = /^(not|between|like|glob|in)(\s*\()?$|^and$/;
