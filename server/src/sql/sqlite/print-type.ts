import type { ColumnType } from '../../model/column.ts';

/** A type as SQLAlchemy renders it for SQLite, which keeps any words; undefined for an array. */
export function printType(type: ColumnType): string | undefined {
  const { name, arguments: numbers, enumeration } = type;
  if (type.dimensions !== undefined || !/^[a-z][\w ]*$/i.test(name)) return undefined;
  const longest = Math.max(0, ...(enumeration?.values ?? []).map((value) => value.length));
  const words = enumeration && name !== 'varchar' ? `VARCHAR(${longest})` : (own.get(name) ?? name.toUpperCase());
  const sized = enumeration && name !== 'varchar' ? words : sizedName(words, numbers);
  return type.collation === undefined ? sized : `${sized} COLLATE ${type.collation}`;
}

/** Names that SQLAlchemy says differently. */
const own: ReadonlyMap<string, string> = new Map([
  ['bytea', 'BLOB'],
  ['double precision', 'DOUBLE'],
  ['timestamptz', 'DATETIME'],
  ['timetz', 'TIME'],
]);

function sizedName(name: string, numbers: readonly number[]): string {
  return numbers.length === 0 ? name : `${name}(${numbers.join(', ')})`;
}
