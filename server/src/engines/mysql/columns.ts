import type { ForeignKey } from '../../model/constraint.ts';
import type { Effects } from '../../model/effects.ts';
import { foreignKeysTo } from '../../model/foreign-keys.ts';
import { columnText, type Name } from '../../model/name.ts';
import type { DropColumn, DropNotNull, RenameColumn, SetDefault, SetNotNull } from '../../model/operation.ts';
import { columnOf, indexColumns, isFreshColumn, keyOf, tableOf } from '../../model/schema.ts';
import { isIndexed } from './change-type.ts';
import { isComputed } from './charsets.ts';
import { foreignKeyOf, isIgnoredCheck, neededIndex, rekeyed, uniqueKeys } from './constraints.ts';
import type { At, Way } from './facts.ts';
import { copy, definition, hasFullText, hasStored, isStrict, rebuild, settle, unheardOf } from './facts.ts';
import { plainDefault } from './plain-default.ts';

export function dropColumn(operation: DropColumn, at: At): Effects {
  const { table, column, ifExists, online } = operation;
  const fresh = isFreshColumn(at.schema, table, column);
  const key = foreignKeyOf(at, table, column);
  return settle(
    {
      does: `Drops ${columnText(table, column)} with the indexes that hold nothing else`,
      subject: table,
      online,
      ...dropped(operation, at),
      dataLoss: !fresh && columnOf(at.schema, table, column)?.generated === undefined,
      breaksRunningCode: !fresh,
      refused:
        ifExists && at.server.name === 'mysql'
          ? unheardOf(at, 'IF EXISTS here')
          : ((key && !at.schema.doubtful ? stillKeyed(operation, key, at) : undefined) ??
            partOfKey(operation, at) ??
            usedBy(operation, at)),
    },
    at,
  );
}

/** Since MySQL 8.0.28 a new name is nothing but that, unless a foreign key of another table points at it. */
export function renameColumn({ table, column, to, online }: RenameColumn, at: At): Effects {
  const pointedAt = foreignKeysTo(at.schema, table, [column]).length > 0;
  return settle(
    {
      does: `Renames ${columnText(table, column)} to ${to}`,
      subject: table,
      online,
      ...definition(at, pointedAt ? undefined : [8, 0, 28]),
      // The case of a column's name means nothing: https://dev.mysql.com/doc/refman/8.4/en/identifier-case-sensitivity.html
      breaksRunningCode: !isFreshColumn(at.schema, table, column) && column.toLowerCase() !== to.toLowerCase(),
    },
    at,
  );
}

export function setNotNull({ table, column, existing, online }: SetNotNull, at: At): Effects {
  const nullable = existing?.nullable ?? columnOf(at.schema, table, column)?.nullable;
  const already = nullable === false || keyOf(at.schema, table).includes(column);
  return settle(
    {
      does: already
        ? `Leaves ${columnText(table, column)} NOT NULL, as it is`
        : `Marks ${columnText(table, column)} NOT NULL, which refuses rows that hold NULL in strict mode`,
      subject: table,
      online,
      ...(already ? definition(at, [8, 0, 12]) : hasStored(at, table) ? copy : rebuild(at, table)),
      canFailOnRows: !already && isStrict(at),
      refused: already ? undefined : setToNull(table, column, at),
      dataLoss: !already && !isStrict(at),
      breaksRunningCode: !already,
      notes: [already || isStrict(at) ? undefined : "sql_mode is not strict: NULLs become the type's zero value"],
    },
    at,
  );
}

export function dropNotNull(operation: DropNotNull, at: At): Effects {
  const { table, column, existing, online } = operation;
  const already = (existing?.nullable ?? columnOf(at.schema, table, column)?.nullable) === true;
  // A definition that does not say NOT NULL says nothing of a column that can be nothing else.
  const key = keyOf(at.schema, table).includes(column);
  return settle(
    {
      does: key
        ? `Leaves ${columnText(table, column)} NOT NULL, as every column of a primary key is`
        : `Lets ${columnText(table, column)} be NULL${already ? ', as it may already' : ' from now on'}`,
      subject: table,
      online,
      ...(already || key ? definition(at, [8, 0, 12]) : (rekeyed(operation, table, at) ?? rebuild(at, table))),
    },
    at,
  );
}

export function setDefault({ table, column, default: value, existing, online }: SetDefault, at: At): Effects {
  const known = columnOf(at.schema, table, column);
  const required = (existing?.nullable ?? known?.nullable) === false && (!known || known.default !== undefined);
  return settle(
    {
      does: value
        ? `Sets the default of ${columnText(table, column)} for rows to come; rows that are there keep their values`
        : `Drops the default of ${columnText(table, column)}`,
      subject: table,
      online,
      ...definition(at, [8, 0, 12]),
      refused: plainDefault({ name: column, type: existing?.type ?? known?.type, default: value }, at),
      breaksRunningCode: value === undefined && required,
      notes: [
        value === undefined && required ? 'the column is NOT NULL, so that inserts that leave it out fail' : undefined,
      ],
    },
    at,
  );
}

/** Error 1830: a foreign key may have to set the column to NULL. */
function setToNull(table: Name, column: string, at: At): string | undefined {
  const keys = tableOf(at.schema, table)?.constraints ?? [];
  const key = keys.find(
    (each) =>
      each.kind === 'foreignKey' &&
      each.columns.includes(column) &&
      /set null/i.test(`${each.onDelete ?? ''} ${each.onUpdate ?? ''}`),
  );
  const named = key?.name ? ` '${key.name}'` : '';
  return key && `Column '${column}' cannot be NOT NULL: needed in a foreign key constraint${named} SET NULL`;
}

/** Errors 1553, 1828 */
function stillKeyed({ table, column }: DropColumn, key: ForeignKey, at: At): string {
  const own = tableOf(at.schema, table)?.indexes.find((index) => indexColumns(index).every((each) => each === column));
  const index = at.server.name === 'mariadb' && own?.name !== undefined && neededIndex(at, table, own.name);
  return (
    index || `Cannot drop column '${column}': needed in a foreign key constraint${key.name ? ` '${key.name}'` : ''}`
  );
}

/** MariaDB does not shorten a key that is unique, error 1072: https://mariadb.com/kb/en/alter-table/#drop-column */
function partOfKey({ table, column }: DropColumn, at: At): string | undefined {
  const keys = at.server.name === 'mariadb' && !at.schema.doubtful ? uniqueKeys(at, table) : [];
  const isPart = keys.some((columns) => columns.length > 1 && columns.includes(column));
  return isPart ? `Key column '${column}' doesn't exist in table` : undefined;
}

/** Values that are computed from it cannot do without it, nor can a CHECK of other columns: errors 1054, 3108 and 3959. */
function usedBy({ table, column }: DropColumn, at: At): string | undefined {
  const known = tableOf(at.schema, table);
  const columns = [...(known?.columns.values() ?? [])];
  const mariadb = at.server.name === 'mariadb';
  if (columns.some((each) => each.name !== column && mentions(each.generated?.expression, column)))
    return mariadb
      ? `Unknown column '${column}' in 'GENERATED ALWAYS AS'`
      : `Column '${column}' has a generated column dependency.`;
  const check = known?.constraints.find(
    (each) =>
      each.kind === 'check' &&
      mentions(each.expression, column) &&
      columns.some(({ name }) => name !== column && mentions(each.expression, name)),
  );
  if (!check || isIgnoredCheck(at)) return undefined;
  return mariadb
    ? `Unknown column '${column}' in 'CHECK'`
    : `Check constraint '${check.name ?? 'without a name'}' uses column '${column}', hence column cannot be dropped or renamed.`;
}

/** A CHECK of this column alone goes with it. */
function mentions(expression: string | undefined, column: string): boolean {
  const bare = (expression ?? '').replace(/'(?:[^'\\]|\\.|'')*'/g, '');
  return (bare.match(/`[^`]+`|[\w$]+(?!\s*\()/g) ?? []).some((word) => isSame(word.replaceAll('`', ''), column));
}

function isSame(name: string, other: string): boolean {
  return name.toLowerCase() === other.toLowerCase();
}

/** An index that keeps other columns is built anew, and MariaDB writes the whole table for it. */
function isPartOfIndex({ table, column }: DropColumn, at: At): boolean {
  const indexes = tableOf(at.schema, table)?.indexes ?? [];
  return indexes.some((index) => {
    const columns = indexColumns(index);
    return columns.includes(column) && columns.some((each) => each !== column);
  });
}

/** MariaDB computes no values anew while it puts the rows into another order. */
function hasComputed(at: At, table: Name): boolean {
  return at.server.name === 'mariadb' && [...(tableOf(at.schema, table)?.columns.values() ?? [])].some(isComputed);
}

function dropped(operation: DropColumn, at: At): Way {
  const { table, column } = operation;
  const { server } = at;
  const generated = columnOf(at.schema, table, column)?.generated;
  if (generated && !generated.stored) return definition(at, [8, 0, 12]);
  if (keyOf(at.schema, table).includes(column) && hasComputed(at, table)) return copy;
  if (hasFullText(at, table) || keyOf(at.schema, table).includes(column)) return rebuild(at, table, column);
  const indexed = isIndexed(at, table, column);
  const rekeys = rekeyed(operation, table, at);
  if (rekeys) return rekeys;
  if (server.name === 'mariadb' && isPartOfIndex(operation, at)) return rebuild(at, table);
  if (server.name === 'mariadb')
    return indexed ? { algorithm: 'NOCOPY', work: 'instant' } : { algorithm: 'INSTANT', work: 'instant' };
  const instant = server.since(8, 0, 29) && !indexed && generated === undefined;
  return instant ? { algorithm: 'INSTANT', work: 'instant', inPlace: 'rewrite' } : rebuild(at, table);
}
