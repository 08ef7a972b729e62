import type { Column } from '../../model/column.ts';
import { constraintColumns, type ForeignKey } from '../../model/constraint.ts';
import type { Effects } from '../../model/effects.ts';
import { foreignKeysTo } from '../../model/foreign-keys.ts';
import { columnText, type Name, relationText } from '../../model/name.ts';
import type { ChangeType } from '../../model/operation.ts';
import { checksForeignKeys, columnOf, indexColumns, tableOf, typeBefore } from '../../model/schema.ts';
import { charsetOf, isComputed, isVirtual } from './charsets.ts';
import { foreignKeyOf } from './constraints.ts';
import type { At, Way } from './facts.ts';
import { copy, definition, hasFullText, isStrict, rebuild, settle } from './facts.ts';
import { type TypeChange, typeChange, typeText } from './types.ts';

/** https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html#online-ddl-column-operations */
export function changeType(operation: ChangeType, at: At): Effects {
  const { table, column, type, online } = operation;
  const from = typeBefore(at.schema, operation);
  const change = changeOf(operation, at);
  const moved = operation.position === undefined ? undefined : moving(operation, at);
  const way = dearest(wayOf(change, operation, at), moved);
  const same = from !== undefined && type !== undefined && typeText(from) === typeText(type);
  const types = `${from ? ` from ${typeText(from)}` : ''} to ${type ? typeText(type) : 'another type'}`;
  return settle(
    {
      does: same ? `Defines ${columnText(table, column)} anew` : `Changes ${columnText(table, column)}${types}`,
      subject: table,
      online,
      ...way,
      dataLoss: change.loses === true || (change.fails === true && !isStrict(at)),
      canFailOnRows: change.fails === true && isStrict(at),
      breaksRunningCode: change.breaks === true,
      assumed: change.assumed,
      refused: restored(operation, at) ?? (type && from ? keyed(operation, change, at) : undefined),
      notes: [change.why],
    },
    at,
  );
}

function changeOf(operation: ChangeType, at: At): TypeChange {
  const { table, type, ...rest } = operation;
  if (operation.generated) return computed(operation, operation.generated, at);
  const from = typeBefore(at.schema, { ...rest, table });
  const worst = { cost: 'copy', loses: true, fails: true, breaks: true } as const;
  if (!type) return { ...worst, assumed: 'its new type could not be read' };
  if (!from) return { ...worst, loses: type.name !== 'longtext', assumed: 'its type now is not known' };
  const generated = columnOf(at.schema, table, rest.column)?.generated;
  if (generated?.stored) return { cost: 'copy', why: 'its values are computed and stored' };
  if (operation.identity && !columnOf(at.schema, table, rest.column)?.identity)
    return { cost: 'copy', fails: true, why: 'its rows are numbered from now on, those that hold 0 or NULL too' };
  const typed = (each: typeof type) => ({ type: each, charset: charsetOf(each, table, at.schema) });
  return typeChange(typed(from), typed(type), isIndexed(at, table, rest.column), at.server);
}

/**
 * Measured on MariaDB 10.11, where a virtual column may even be computed in another way at once.
 * https://dev.mysql.com/doc/refman/8.4/en/alter-table-generated-columns.html
 */
function computed(operation: ChangeType, now: Generated, at: At): TypeChange {
  const column = columnOf(at.schema, operation.table, operation.column);
  if (!column) return { cost: 'copy', assumed: 'how it is defined now is not known' };
  if (!column.generated) return { cost: 'copy', loses: true, why: 'its values are replaced by computed ones' };
  const { fails, ...change } = changeOf({ ...operation, generated: undefined }, at);
  if (now.stored) return { cost: 'copy', fails, why: 'its values are computed and stored' };
  const alike = column.generated.expression.replace(/[\s`]/g, '') === now.expression.replace(/[\s`]/g, '');
  const same = at.server.name === 'mariadb' || alike;
  return same ? { ...change, loses: false } : { cost: 'copy', why: 'its values are computed in another way' };
}

type Generated = NonNullable<ChangeType['generated']>;

/** A column that is computed when it is read never held a value: errors 3106 and 1907. */
function restored({ table, column, generated }: ChangeType, at: At): string | undefined {
  const before = columnOf(at.schema, table, column);
  const [was, is] = [before?.generated?.stored ?? true, generated?.stored ?? true];
  if (!before || was === is) return undefined;
  return at.server.name === 'mysql'
    ? "'Changing the STORED status' is not supported for generated columns."
    : 'This is not yet supported for generated columns';
}

function wayOf(change: TypeChange, { type }: ChangeType, at: At): Way {
  if (change.cost === 'copy') return copy;
  if (change.cost === 'nothing') return definition(at, [8, 0, 12]);
  if (change.cost === 'indexes') return { algorithm: 'NOCOPY', work: 'index build' };
  // MySQL has an ENUM or a SET continued at once, and calls it INPLACE that a VARCHAR grows.
  const continued = type?.enumeration !== undefined || type?.name === 'set';
  return continued || at.server.name === 'mariadb'
    ? definition(at, [8, 0, 12])
    : { algorithm: 'INPLACE', work: 'instant' };
}

/** A column that changes its place: MySQL writes every row anew, and MariaDB keeps computed columns at their places. */
function moving(operation: ChangeType, at: At): Way {
  const { table, column } = operation;
  const known = tableOf(at.schema, table)?.columns;
  const isMoved = known?.get(column);
  if (
    at.server.name === 'mysql' ? isMoved && isComputed(isMoved) : movesComputed(operation, [...(known?.values() ?? [])])
  )
    return copy;
  return at.server.name === 'mysql' || hasFullText(at, table) ? rebuild(at, table) : definition(at);
}

function movesComputed({ column, position }: ChangeType, columns: readonly Column[]): boolean {
  const moved = columns.filter(({ name }) => name === column);
  const rest = columns.filter(({ name }) => name !== column);
  const place = typeof position === 'object' ? rest.findIndex(({ name }) => name === position.after) + 1 : 0;
  const now = [...rest.slice(0, place), ...moved, ...rest.slice(place)];
  return columns.some((each, at) => isVirtual(each) && now[at] !== each);
}

function dearest(way: Way, other: Way | undefined): Way {
  const order = ['INSTANT', 'NOCOPY', 'INPLACE', 'COPY'];
  if (!other) return way;
  const rank = (each: Way) => order.indexOf(each.algorithm ?? 'INSTANT') + (each.work === 'rewrite' ? 0.5 : 0);
  return rank(other) > rank(way) ? other : way;
}

export function isIndexed(at: At, table: Name, column: string): boolean {
  const known = tableOf(at.schema, table);
  if (!known) return false;
  return (
    known.indexes.some((index) => indexColumns(index).includes(column)) ||
    known.constraints.some((each) => each.kind !== 'check' && constraintColumns(each).includes(column))
  );
}

/**
 * Both ends of a foreign key must keep their type: errors 1832 and 1833. MariaDB refuses a longer VARCHAR too, and with
 * foreign_key_checks off as well; MySQL refuses what it would have to copy. https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html
 */
function keyed({ table, column }: ChangeType, { cost }: TypeChange, at: At): string | undefined {
  if (cost === 'nothing' || at.schema.doubtful) return undefined;
  if (at.server.name === 'mysql' && (cost !== 'copy' || !checksForeignKeys(at.schema))) return undefined;
  const refused = (key: ForeignKey) =>
    `Cannot change column '${column}': used in a foreign key constraint${key.name ? ` '${key.name}'` : ''}`;
  const own = foreignKeyOf(at, table, column);
  if (own) return refused(own);
  const other = foreignKeysTo(at.schema, table, [column])[0];
  return other && `${refused(other.key)} of table '${relationText(other.child)}'`;
}
