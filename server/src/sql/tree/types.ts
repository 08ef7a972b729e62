import type { ColumnType } from '../../model/column.ts';
import { type EngineName, familyOf } from '../../model/engine.ts';

/** A type as it is written: its words, its numbers, its labels. */
export interface WrittenType {
  /** Lower case, one blank between words: `double precision`. */
  readonly name: string;
  readonly arguments: readonly number[];
  /** Labels of `enum(…)` and `set(…)`. */
  readonly values?: readonly string[] | undefined;
  readonly unsigned?: boolean | undefined;
  readonly charset?: string | undefined;
  readonly collation?: string | undefined;
}

/** A type in the words of the model. Names that are in no table mean what they say. */
export function columnType(written: WrittenType, engine: EngineName): ColumnType {
  const { values, unsigned, charset, collation } = written;
  return {
    ...(familyOf(engine) === 'sqlite' ? sqliteType(written) : mysqlType(written)),
    ...(collation !== undefined && { collation }),
    ...(charset !== undefined && { charset: charset.toLowerCase() }),
    ...(unsigned && { unsigned: true }),
    ...(values && { enumeration: { values, native: false } }),
  };
}

/** Which of MySQL's names are said how: https://dev.mysql.com/doc/refman/8.4/en/other-vendor-data-types.html */
const mysqlNames: ReadonlyMap<string, string> = new Map([
  ['int', 'integer'],
  ['int1', 'tinyint'],
  ['int2', 'smallint'],
  ['int3', 'mediumint'],
  ['int4', 'integer'],
  ['int8', 'bigint'],
  ['middleint', 'mediumint'],
  ['bool', 'tinyint'],
  ['boolean', 'tinyint'],
  ['dec', 'numeric'],
  ['decimal', 'numeric'],
  ['fixed', 'numeric'],
  // REAL is eight bytes wide unless REAL_AS_FLOAT is set, and FLOAT four: PostgreSQL's `real` would mean the other one.
  ['double', 'double precision'],
  ['float4', 'float'],
  ['float8', 'double precision'],
  ['real', 'double precision'],
  ['character', 'char'],
  ['nchar', 'char'],
  ['national char', 'char'],
  ['national character', 'char'],
  ['char varying', 'varchar'],
  ['character varying', 'varchar'],
  ['varcharacter', 'varchar'],
  ['nvarchar', 'varchar'],
  ['nchar varchar', 'varchar'],
  ['nchar varying', 'varchar'],
  ['national varchar', 'varchar'],
  ['national char varying', 'varchar'],
  ['national character varying', 'varchar'],
  ['char byte', 'binary'],
  ['long', 'mediumtext'],
  ['long varchar', 'mediumtext'],
  ['long varbinary', 'mediumblob'],
]);

/**
 * SQLite keeps any name and looks at its letters only; these are the names that mean the same elsewhere.
 * https://www.sqlite.org/datatype3.html
 */
const sqliteNames: ReadonlyMap<string, string> = new Map([
  ['int', 'integer'],
  ['int2', 'smallint'],
  ['int8', 'bigint'],
  ['bool', 'boolean'],
  ['dec', 'numeric'],
  ['decimal', 'numeric'],
  ['double', 'double precision'],
  ['character', 'char'],
  ['character varying', 'varchar'],
]);

/** The number behind these is how wide they are shown and no part of the type: https://dev.mysql.com/doc/refman/8.4/en/numeric-type-attributes.html */
const displayWidths: ReadonlySet<string> = new Set(['smallint', 'mediumint', 'integer', 'bigint', 'year']);

function mysqlType({ name, arguments: numbers }: WrittenType): ColumnType {
  const known = mysqlNames.get(name) ?? name;
  if (/^bool(ean)?$/.test(name)) return { name: 'tinyint', arguments: [1] };
  if (displayWidths.has(known)) return { name: known, arguments: [] };
  // Connectors take TINYINT(1), and no other width, for a boolean.
  if (known === 'tinyint') return { name: known, arguments: numbers[0] === 1 ? [1] : [] };
  if (known === 'float' && numbers.length === 1) {
    return { name: (numbers[0] ?? 0) > 24 ? 'double precision' : 'float', arguments: [] };
  }
  return { name: known, arguments: numbers };
}

function sqliteType({ name, arguments: numbers }: WrittenType): ColumnType {
  return { name: sqliteNames.get(name) ?? name, arguments: numbers };
}
