import type { ColumnType } from '../../model/column.ts';
import { constant } from './identifier.ts';

/** A type as SQLAlchemy renders it for MySQL and MariaDB; undefined for a type that they do not have. */
export function printType(type: ColumnType): string | undefined {
  if (type.dimensions !== undefined) return undefined;
  const name = nameOf(type);
  if (name === undefined) return undefined;
  return [
    name,
    type.unsigned ? 'UNSIGNED' : '',
    type.charset === undefined ? '' : `CHARACTER SET ${type.charset}`,
    type.collation === undefined ? '' : `COLLATE ${type.collation}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function nameOf({ name, arguments: numbers, enumeration }: ColumnType): string | undefined {
  const labels = enumeration && `(${enumeration.values.map(constant).join(',')})`;
  if (name === 'set' && labels !== undefined) return `SET${labels}`;
  if (labels !== undefined && (name === 'enum' || enumeration?.native)) return `ENUM${labels}`;
  if (name === 'varchar' && numbers.length === 0) return undefined;
  const known = own.get(name) ?? (plain.has(name) ? name.toUpperCase() : undefined);
  return known === undefined || numbers.length === 0 ? known : `${known}(${numbers.join(', ')})`;
}

/** Names that are said differently here. */
const own: ReadonlyMap<string, string> = new Map([
  ['boolean', 'BOOL'],
  ['bytea', 'BLOB'],
  ['double precision', 'DOUBLE'],
  ['timestamptz', 'DATETIME'],
]);

/** https://dev.mysql.com/doc/refman/8.4/en/data-types.html https://mariadb.com/kb/en/data-types/ */
const plain: ReadonlySet<string> = new Set(
  (
    'tinyint smallint mediumint integer bigint numeric float real bit date time datetime timestamp year char varchar ' +
    'binary varbinary tinyblob blob mediumblob longblob tinytext text mediumtext longtext json geometry point ' +
    'linestring polygon multipoint multilinestring multipolygon geometrycollection vector uuid inet4 inet6'
  ).split(' '),
);
