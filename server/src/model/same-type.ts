import type { ColumnType } from './column.ts';

/** Whether two types are surely not the same, in whatever words each of them was written. */
export function isOtherType(one: ColumnType, other: ColumnType): boolean {
  if (one.elsewhere || other.elsewhere) return false;
  const kinds = [one, other].map(kindOf);
  const [first, second] = kinds;
  if (first === undefined || second === undefined) return false;
  if (first !== second || (one.dimensions ?? 0) !== (other.dimensions ?? 0)) return true;
  return (one.unsigned === true) !== (other.unsigned === true) || sizeOf(one, first) !== sizeOf(other, second);
}

/** Undefined for a type whose name is the author's own: nobody knows what it comes to in the database. */
function kindOf({ name, enumeration, arguments: size }: ColumnType): string | undefined {
  if (enumeration) return enumeration.native ? undefined : 'varchar';
  if (name === 'varchar' && size.length === 0) return 'text';
  return alike[name] ?? (plain.has(name) ? name : undefined);
}

/** Only where it makes another type of it: how wide an integer is shown, or a guessed precision, does not. */
function sizeOf({ arguments: size, enumeration }: ColumnType, kind: string): string {
  if (enumeration || !sized.has(kind)) return '';
  return size
    .map((each, at) => (at > 0 && each === 0 ? '' : each))
    .join(',')
    .replace(/,$/, '');
}

/** Reflection names a type as the server does, an author as the tool does. */
const alike: Readonly<Record<string, string>> = {
  tinyint: 'boolean',
  float: 'double precision',
  double: 'double precision',
  datetime: 'timestamp',
};

const sized = new Set(['varchar', 'char', 'numeric', 'varbit', 'bit', 'varbinary', 'binary']);

const plain = new Set([
  ...sized,
  ...'smallint mediumint integer bigint real text uuid json jsonb bytea blob date time timetz timestamp timestamptz'.split(
    ' ',
  ),
  ...'interval inet cidr macaddr tsvector hstore citext tinytext mediumtext longtext tinyblob mediumblob longblob year'.split(
    ' ',
  ),
]);
