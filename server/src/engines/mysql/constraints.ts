import { after } from '../../model/after.ts';
import type { Constraint, ForeignKey } from '../../model/constraint.ts';
import type { Effects } from '../../model/effects.ts';
import { foreignKeysTo } from '../../model/foreign-keys.ts';
import { type Name, relationText } from '../../model/name.ts';
import type { AddConstraint, CreateIndex, DropConstraint, Operation } from '../../model/operation.ts';
import {
  checksForeignKeys,
  columnOf,
  indexColumns,
  keyOf,
  parameterOf,
  type Schema,
  tableOf,
} from '../../model/schema.ts';
import type { At, Facts, Hold, Way } from './facts.ts';
import { copy, definition, hasStored, rebuild, settle, unheardOf } from './facts.ts';
import { incompatibleKey } from './key-types.ts';

/** https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html#online-ddl-foreign-key-operations */
export function addConstraint({ table, constraint, inColumn, online }: AddConstraint, at: At): Effects {
  const facts = added(table, constraint, at);
  const isKept = inColumn && constraint.kind === 'check' && at.server.name === 'mariadb';
  return settle({ subject: table, online, ...facts, ...(isKept && inDefinition(facts, at)) }, at);
}

/** As measured on MariaDB 10.11, a CHECK in a column's definition is a part of it, and tests the rows only where they are copied anyway. */
function inDefinition({ canFailOnRows }: Pick<Facts, 'canFailOnRows'>, at: At): Partial<Facts> {
  const tests = at.whole?.algorithm === 'COPY';
  return {
    ...definition(at),
    canFailOnRows: tests && canFailOnRows,
    notes: [tests ? undefined : 'rows that are there are not tested'],
  };
}

export function dropConstraint(operation: DropConstraint, at: At): Effects {
  const { table, name, online, ifExists } = operation;
  const constraint = constraintOf(operation, at);
  const kind = constraint?.kind ?? operation.type;
  const needed = operation.replaced ? undefined : stillNeeded(operation, kind, at);
  return settle(
    {
      does:
        kind === 'primaryKey'
          ? `Drops the primary key of ${relationText(table)}${operation.replaced ? ' for another one' : ''}`
          : `Drops the constraint ${name ?? 'without a name'} of ${relationText(table)}`,
      subject: table,
      online,
      ...(ifExists && isMissing(at, table, name) ? definition(at) : dropped(kind, operation, at)),
      refused: ifExists && at.server.name === 'mysql' ? unheardOf(at, 'IF EXISTS here') : needed,
    },
    at,
  );
}

function stillNeeded(
  { table, name }: DropConstraint,
  kind: Constraint['kind'] | undefined,
  at: At,
): string | undefined {
  if (kind === 'primaryKey') return neededIndex(at, table, undefined) ?? numberedKey(at, table);
  return name === undefined || kind === 'foreignKey' || kind === 'check' ? undefined : neededIndex(at, table, name);
}

/** Error 1075: a column that is numbered must come first in some key. */
function numberedKey(at: At, table: Name): string | undefined {
  const known = tableOf(at.schema, table);
  const numbered = [...(known?.columns.values() ?? [])].find(({ identity }) => identity !== undefined)?.name;
  if (numbered === undefined || !keyOf(at.schema, table).includes(numbered)) return undefined;
  const others = [
    ...(known?.indexes.map(indexColumns) ?? []),
    ...(known?.constraints.flatMap((each) => (each.kind === 'unique' ? [each.columns] : [])) ?? []),
  ];
  return others.some(([first]) => first === numbered)
    ? undefined
    : 'Incorrect table definition; there can be only one auto column and it must be defined as a key';
}

/** With foreign_key_checks off no row is looked up, and none has to be copied. */
export function addedForeignKey(key: ForeignKey, at: At, table?: Name): Way & { readonly others: readonly Hold[] } {
  if (!checksForeignKeys(at.schema))
    return table && hasIndexFor(key, at, table)
      ? { ...definition(at), others: [] }
      : { algorithm: 'NOCOPY', work: 'index build', others: [] };
  return { ...copy, others: [{ relation: key.references, lock: 'SHARED' }] };
}

/** Without one that begins with its columns, a foreign key brings an index of its own. */
function hasIndexFor({ columns }: ForeignKey, at: At, table: Name): boolean {
  const indexes = tableOf(at.schema, table)?.indexes.map(indexColumns) ?? [];
  return [...indexes, ...uniqueKeys(at, table)].some((each) =>
    columns.every((column, place) => each[place] === column),
  );
}

/** The foreign key that the column is a part of. */
export function foreignKeyOf(at: At, table: Name, column: string): ForeignKey | undefined {
  return tableOf(at.schema, table)?.constraints.find(
    (each): each is ForeignKey => each.kind === 'foreignKey' && each.columns.includes(column),
  );
}

/** MySQL's NOT ENFORCED is what others call NOT VALID: no row is tested. */
export function notEnforced(constraint: Constraint): boolean {
  return constraint.kind === 'check' && constraint.notValid === true;
}

/** Before 8.0.16 MySQL read a CHECK and forgot it: https://dev.mysql.com/doc/refman/8.0/en/create-table-check-constraints.html */
export function isIgnoredCheck({ server }: At): boolean {
  return server.name === 'mysql' && !server.since(8, 0, 16);
}

/** Whether the table, all of which is known, has neither an index nor a constraint of that name. */
export function isMissing(at: At, table: Name, name: string | undefined): boolean {
  const known = tableOf(at.schema, table);
  const all = [...(known?.indexes ?? []), ...(known?.constraints ?? [])];
  return (
    known?.complete === true && name !== undefined && !all.some((each) => each.name === name || isNamedByServer(each))
  );
}

/** Whoever gives no name to a primary key needs none, and the server thinks of one for all others. */
function isNamedByServer(each: Constraint | CreateIndex): boolean {
  return each.name === undefined && each.kind !== 'primaryKey';
}

/** The columns of each key that no two rows may share, the primary one among them. */
export function uniqueKeys(at: Pick<At, 'schema'>, table: Name): readonly (readonly string[])[] {
  const known = tableOf(at.schema, table);
  return [
    ...(known?.indexes.flatMap((index) => (index.unique ? [indexColumns(index)] : [])) ?? []),
    ...(known?.constraints.flatMap((each) =>
      each.kind === 'unique' || each.kind === 'primaryKey' ? [each.columns] : [],
    ) ?? []),
  ];
}

/** Why an index, or without a name the primary key, cannot go: error 1553. A foreign key needs one that begins with its columns, at either end. */
export function neededIndex(at: At, table: Name, name: string | undefined): string | undefined {
  const known = checksForeignKeys(at.schema) && !at.schema.doubtful ? tableOf(at.schema, table) : undefined;
  const keys = [
    ...(known?.indexes.map((index) => ({ name: index.name, columns: indexColumns(index), primary: false })) ?? []),
    ...(known?.constraints.flatMap((each) =>
      each.kind === 'unique' || each.kind === 'primaryKey'
        ? [{ name: each.name, columns: each.columns, primary: each.kind === 'primaryKey' }]
        : [],
    ) ?? []),
  ];
  const serves = (columns: readonly string[], wanted: readonly string[]) =>
    wanted.length > 0 && wanted.every((column, position) => columns[position] === column);
  // A foreign key that no index begins with has got one of its own name.
  const implied = known?.constraints.flatMap((each) =>
    each.kind === 'foreignKey' && each.name !== undefined && !keys.some((key) => serves(key.columns, each.columns))
      ? [{ name: each.name, columns: each.columns, primary: false }]
      : [],
  );
  const index = [...keys, ...(implied ?? [])].find((each) =>
    name === undefined ? each.primary : each.name === name && !each.primary,
  );
  if (!known || !index) return undefined;
  const wanted = [
    ...known.constraints.flatMap((each) => (each.kind === 'foreignKey' ? [each.columns] : [])),
    ...foreignKeysTo(at.schema, table, 'all').map(({ key }) =>
      key.referencedColumns.length > 0 ? key.referencedColumns : keyOf(at.schema, table),
    ),
  ];
  const alone = wanted.some(
    (columns) =>
      serves(index.columns, columns) && !keys.some((each) => each !== index && serves(each.columns, columns)),
  );
  if (alone && name === undefined && at.server.name === 'mariadb')
    return 'Error on rename (errno: 150 "Foreign key constraint is incorrectly formed")';
  return alone ? `Cannot drop index '${name ?? 'PRIMARY'}': needed in a foreign key constraint` : undefined;
}

function added(table: Name, constraint: Constraint, at: At): Omit<Facts, 'subject' | 'online'> {
  const name = constraint.name ?? 'without a name';
  const on = relationText(table);
  switch (constraint.kind) {
    case 'foreignKey': {
      const references = relationText(constraint.references);
      const checked = checksForeignKeys(at.schema);
      return {
        ...addedForeignKey(constraint, at, table),
        does: `Adds the foreign key ${name} from ${on} to ${references}`,
        canFailOnRows: checked,
        refused: constraint.notValid
          ? unheardOf(at, 'NOT VALID')
          : at.isNamedTwice
            ? `Can't create table ${on} (errno: 121 "Duplicate key on write or update")`
            : (partitionedKey(constraint, table, at) ?? incompatibleKey(constraint, table, at)),
        notes: [
          checked
            ? `the rows of ${references} that are looked up stay locked against writes until it is done`
            : 'foreign_key_checks is off, so that no row is looked up',
        ],
      };
    }
    case 'check':
      return addedCheck(constraint, on, at);
    case 'unique':
      return {
        ...(hasUnboundedKey(table, constraint.columns, at)
          ? copy
          : (rekeyed({ kind: 'addConstraint', table, constraint }, table, at) ?? {
              algorithm: 'NOCOPY',
              work: 'index build',
            })),
        does: `Builds the unique index of the constraint ${name} over ${on}`,
        canFailOnRows: true,
        refused: constraint.usingIndex === undefined ? undefined : unheardOf(at, 'USING INDEX'),
      };
    case 'primaryKey':
      return {
        ...rebuild(at, table),
        does: `Adds the primary key (${constraint.columns.join(', ')}) to ${on}`,
        canFailOnRows: true,
        refused:
          constraint.usingIndex === undefined
            ? computedKey(table, constraint.columns, at)
            : unheardOf(at, 'USING INDEX'),
      };
    case 'exclude':
      return { does: `Adds the constraint ${name} to ${on}`, refused: unheardOf(at, 'EXCLUDE') };
    case 'notNull':
      return { does: `Adds the constraint ${name} to ${on}`, refused: unheardOf(at, 'NOT NULL constraints') };
  }
}

/** Error 1506: neither end of a foreign key may be partitioned. */
function partitionedKey({ references }: ForeignKey, table: Name, at: At): string | undefined {
  const isPartitioned = [table, references].some((each) => tableOf(at.schema, each)?.partitioned === true);
  if (!isPartitioned) return undefined;
  return at.server.name === 'mariadb'
    ? 'Partitioned tables do not support FOREIGN KEY'
    : 'Foreign keys are not yet supported in conjunction with partitioning';
}

/** Errors 1903 and 3106. */
function computedKey(table: Name, columns: readonly string[], at: At): string | undefined {
  const computed = columns.map((each) => columnOf(at.schema, table, each)?.generated);
  if (at.server.name === 'mariadb')
    return computed.some((each) => each) ? 'Primary key cannot be defined upon a generated column' : undefined;
  return computed.some((each) => each?.stored === false)
    ? "'Defining a virtual generated column as primary key' is not supported for generated columns."
    : undefined;
}

/** MariaDB keeps values without an end apart by a hash of theirs, in a column that is hidden: https://mariadb.com/kb/en/getting-started-with-indexes/#unique-index */
export function hasUnboundedKey(table: Name, columns: readonly string[], at: At): boolean {
  const types = columns.map((each) => columnOf(at.schema, table, each)?.type?.name ?? '');
  return at.server.name === 'mariadb' && types.some((each) => /^(tiny|medium|long)?(text|blob)$|^json$/.test(each));
}

/** https://dev.mysql.com/worklog/task/?id=929 */
function addedCheck(constraint: Constraint, on: string, at: At): Omit<Facts, 'subject' | 'online'> {
  const does = `Adds the CHECK ${constraint.name ?? 'without a name'} to ${on}`;
  if (isIgnoredCheck(at)) return { ...definition(at), does, notes: ['MySQL before 8.0.16 reads it and forgets it'] };
  if (!notEnforced(constraint)) return { ...copy, does, canFailOnRows: checksRows(at) };
  if (at.server.name === 'mariadb') return { does, refused: unheardOf(at, 'NOT ENFORCED') };
  return { algorithm: 'INPLACE', work: 'instant', does, notes: ['it is not enforced, so that no row is tested'] };
}

/** https://mariadb.com/kb/en/server-system-variables/#check_constraint_checks */
function checksRows({ server, schema }: At): boolean {
  const checks = server.name === 'mariadb' ? parameterOf(schema, 'check_constraint_checks') : undefined;
  return !/^'?(0|off|false)'?$/i.test(checks ?? '');
}

/**
 * The key that the rows are kept in order of: the primary one, or else the first unique one whose columns are all NOT NULL.
 * https://mariadb.com/kb/en/innodb-online-ddl-operations-with-the-inplace-alter-algorithm/
 */
export function clusteredBy(schema: Schema, table: Name): readonly string[] | undefined {
  const primary = keyOf(schema, table);
  if (primary.length > 0) return primary;
  return uniqueKeys({ schema }, table).find(
    (columns) => columns.length > 0 && columns.every((each) => columnOf(schema, table, each)?.nullable === false),
  );
}

/** The way in which an operation of MariaDB goes that changes that key; undefined where it does not. */
export function rekeyed(operation: Operation, table: Name, { schema, server, around }: At): Way | undefined {
  if (server.name !== 'mariadb' || keyOf(schema, table).length > 0) return undefined;
  const own = clusteredBy(after(schema, operation), table);
  if (clusteredBy(schema, table)?.join() === own?.join()) return undefined;
  return (around ? clusteredBy(around.after, table) : own) ? { algorithm: 'INPLACE', work: 'rewrite' } : copy;
}

/** A primary key that goes leaves the rows to another one. */
function isSucceeded(operation: DropConstraint, { schema, server }: At): boolean {
  return server.name === 'mariadb' && clusteredBy(after(schema, operation), operation.table) !== undefined;
}

function dropped(kind: Constraint['kind'] | undefined, operation: DropConstraint, at: At): Way {
  const { table, replaced } = operation;
  switch (kind) {
    case 'foreignKey':
    case 'check':
      return definition(at);
    case 'primaryKey':
      if (replaced && hasStored(at, table)) return copy;
      return replaced || isSucceeded(operation, at) ? { algorithm: 'INPLACE', lock: 'NONE', work: 'rewrite' } : copy;
    case 'unique':
    case 'exclude':
    case 'notNull':
    case undefined:
      return rekeyed(operation, table, at) ?? { algorithm: 'NOCOPY', work: 'instant' };
  }
}

function constraintOf({ table, name, type }: DropConstraint, at: At): Constraint | undefined {
  const named = tableOf(at.schema, table)?.constraints.find((each) => name !== undefined && each.name === name);
  return named && (type === undefined || named.kind === type) ? named : undefined;
}
