import type { Name } from '../../model/name.ts';

/** A name for SQLite: quoted only where it must be, because it is reserved or holds unusual characters. */
export function identifier(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_$]*$/.test(name) && !reserved.has(name.toLowerCase())
    ? name
    : `"${name.replaceAll('"', '""')}"`;
}

export function qualified(name: Name): string {
  return name.schema === undefined ? identifier(name.name) : `${identifier(name.schema)}.${identifier(name.name)}`;
}

export function constant(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** The keywords of https://www.sqlite.org/lang_keywords.html that the parser takes for no name. */
const reserved: ReadonlySet<string> = new Set(
  (
    'add all alter and as autoincrement between case cast check collate commit constraint create default deferrable ' +
    'delete distinct drop else escape except exists foreign from group having if in index insert intersect into is ' +
    'isnull join limit not nothing notnull null on or order primary raise references returning select set table then ' +
    'to transaction union unique update using values when where'
  ).split(' '),
);
