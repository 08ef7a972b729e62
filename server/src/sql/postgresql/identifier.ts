import type { Name } from '../../model/name.ts';

/**
 * A name as SQLAlchemy writes it for PostgreSQL: quoted only where it must be, because it is a reserved word, starts
 * with a digit or `$`, holds anything but lower-case letters, digits, `_` and `$`, or is empty.
 */
export function identifier(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

export function qualified(name: Name): string {
  return name.schema === undefined ? identifier(name.name) : `${identifier(name.schema)}.${identifier(name.name)}`;
}

export function identifiers(names: readonly string[]): string {
  return names.map(identifier).join(', ');
}

/** A string constant; standard_conforming_strings is on, so that a backslash is only a backslash. */
export function constant(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** What SQLAlchemy 2.1 quotes on PostgreSQL: https://www.postgresql.org/docs/current/sql-keywords-appendix.html */
const reserved: ReadonlySet<string> = new Set(
  (
    'all analyse analyze and any array as asc asymmetric authorization between binary both case cast check collate ' +
    'column constraint create cross current_catalog current_date current_role current_schema current_time ' +
    'current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign ' +
    'freeze from full grant group having ilike in initially inner intersect into is isnull join leading left like ' +
    'limit localtime localtimestamp natural new not notnull null of off offset old on only or order outer over ' +
    'overlaps placing primary references returning right select session_user similar some symmetric table then to ' +
    'trailing true union unique user using variadic verbose when where window with'
  ).split(' '),
);
