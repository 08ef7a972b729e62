import type { ColumnType } from '../../model/column.ts';
import type { ForeignKey } from '../../model/constraint.ts';
import { type Name, relationText } from '../../model/name.ts';
import { columnOf, keyOf } from '../../model/schema.ts';
import type { KeyTypes } from '../../model/traits.ts';
import type { At } from './facts.ts';
import { plain } from './types.ts';

/**
 * As measured on MariaDB 10.11, and as MySQL's manual says: whole numbers must be of one size and sign, strings of one
 * character set and collation, whatever their lengths. https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html
 */
export function keyTypes(from: ColumnType, to: ColumnType): KeyTypes | undefined {
  if (from.elsewhere || to.elsewhere) return undefined;
  const [own, target] = [plain(from), plain(to)];
  const [one, other] = [families.get(own.name), families.get(target.name)];
  if (one === undefined || other === undefined) return undefined;
  if (one !== other || (one.startsWith('whole') && own.unsigned !== target.unsigned)) return 'refused';
  return one === 'string' && isWrittenOtherwise(from, to) ? 'refused' : 'alike';
}

/** Why the foreign key cannot be made, in the words of the server: error 1005, and 3780 as of MySQL 8.0. */
export function incompatibleKey(
  key: ForeignKey,
  table: Name,
  at: At,
  typeOf: (column: string) => ColumnType | undefined = (column) => columnOf(at.schema, table, column)?.type,
): string | undefined {
  if (at.schema.doubtful) return undefined;
  const pointed = key.referencedColumns.length > 0 ? key.referencedColumns : keyOf(at.schema, key.references);
  const place = key.columns.findIndex((column, index) => {
    const [from, to] = [typeOf(column), columnOf(at.schema, key.references, pointed[index] ?? '')?.type];
    return from && to && keyTypes(from, to) === 'refused';
  });
  if (place < 0) return undefined;
  if (at.server.name === 'mariadb')
    return `Can't create table ${relationText(table)} (errno: 150 "Foreign key constraint is incorrectly formed")`;
  if (!at.server.since(8, 0, 0)) return 'Cannot add foreign key constraint';
  const name = key.name === undefined ? '' : ` '${key.name}'`;
  return `Referencing column '${key.columns[place]}' and referenced column '${pointed[place]}' in foreign key constraint${name} are incompatible.`;
}

function isWrittenOtherwise(from: ColumnType, to: ColumnType): boolean {
  const differ = (one: string | undefined, other: string | undefined) =>
    one !== undefined && other !== undefined && one.toLowerCase() !== other.toLowerCase();
  return differ(from.charset, to.charset) || differ(from.collation, to.collation);
}

/** Types of one family point at each other, but for their sizes where each is a family of its own. */
const families: ReadonlyMap<string, string> = new Map([
  ['tinyint', 'whole tinyint'],
  ['smallint', 'whole smallint'],
  ['mediumint', 'whole mediumint'],
  ['integer', 'whole integer'],
  ['bigint', 'whole bigint'],
  ['numeric', 'numeric'],
  ['float', 'float'],
  ['double', 'double'],
  ['char', 'string'],
  ['varchar', 'string'],
  ['binary', 'binary'],
  ['varbinary', 'binary'],
  ['date', 'date'],
  ['datetime', 'moment'],
  ['timestamp', 'moment'],
  ['uuid', 'uuid'],
  ['bit', 'bit'],
]);
