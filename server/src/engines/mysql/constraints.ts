import type { Constraint, ForeignKey } from '../../model/constraint.ts';
import type { Effects } from '../../model/effects.ts';
import { foreignKeysTo } from '../../model/foreign-keys.ts';
import { type Name, relationText } from '../../model/name.ts';
import type { AddConstraint, DropConstraint } from '../../model/operation.ts';
import { checksForeignKeys, indexColumns, keyOf, tableOf } from '../../model/schema.ts';
import type { At, Facts, Hold, Way } from './facts.ts';
import { copy, definition, rebuild, settle, unheardOf } from './facts.ts';

/** https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html#online-ddl-foreign-key-operations */
export function addConstraint({ table, constraint, online }: AddConstraint, at: At): Effects {
  return settle({ subject: table, online, ...added(table, constraint, at) }, at);
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
      ...dropped(kind, operation, at),
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
  if (kind === 'primaryKey') return neededIndex(at, table, undefined);
  return name === undefined || kind === 'foreignKey' || kind === 'check' ? undefined : neededIndex(at, table, name);
}

/** With foreign_key_checks off no row is looked up, and none has to be copied. */
export function addedForeignKey(key: ForeignKey, at: At): Way & { readonly others: readonly Hold[] } {
  if (!checksForeignKeys(at.schema)) return { algorithm: 'NOCOPY', work: 'index build', others: [] };
  return { ...copy, others: [{ relation: key.references, lock: 'SHARED' }] };
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

/** Why an index, or without a name the primary key, cannot go: error 1553. A foreign key needs one that begins with its columns, at either end. */
export function neededIndex(at: At, table: Name, name: string | undefined): string | undefined {
  const known = tableOf(at.schema, table);
  const keys = [
    ...(known?.indexes.map((index) => ({ name: index.name, columns: indexColumns(index), primary: false })) ?? []),
    ...(known?.constraints.flatMap((each) =>
      each.kind === 'unique' || each.kind === 'primaryKey'
        ? [{ name: each.name, columns: each.columns, primary: each.kind === 'primaryKey' }]
        : [],
    ) ?? []),
  ];
  const index = keys.find((each) => (name === undefined ? each.primary : each.name === name && !each.primary));
  if (!known || !index) return undefined;
  const serves = (columns: readonly string[], wanted: readonly string[]) =>
    wanted.length > 0 && wanted.every((column, position) => columns[position] === column);
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
        ...addedForeignKey(constraint, at),
        does: `Adds the foreign key ${name} from ${on} to ${references}`,
        canFailOnRows: checked,
        refused: constraint.notValid ? unheardOf(at, 'NOT VALID') : undefined,
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
        algorithm: 'NOCOPY',
        work: 'index build',
        does: `Builds the unique index of the constraint ${name} over ${on}`,
        canFailOnRows: true,
        refused: constraint.usingIndex === undefined ? undefined : unheardOf(at, 'USING INDEX'),
      };
    case 'primaryKey':
      return {
        ...rebuild(at, table),
        does: `Adds the primary key (${constraint.columns.join(', ')}) to ${on}`,
        canFailOnRows: true,
        refused: constraint.usingIndex === undefined ? undefined : unheardOf(at, 'USING INDEX'),
      };
    case 'exclude':
      return { does: `Adds the constraint ${name} to ${on}`, refused: unheardOf(at, 'EXCLUDE') };
    case 'notNull':
      return { does: `Adds the constraint ${name} to ${on}`, refused: unheardOf(at, 'NOT NULL constraints') };
  }
}

/** https://dev.mysql.com/worklog/task/?id=929 */
function addedCheck(constraint: Constraint, on: string, at: At): Omit<Facts, 'subject' | 'online'> {
  const does = `Adds the CHECK ${constraint.name ?? 'without a name'} to ${on}`;
  if (isIgnoredCheck(at)) return { ...definition(at), does, notes: ['MySQL before 8.0.16 reads it and forgets it'] };
  if (!notEnforced(constraint)) return { ...copy, does, canFailOnRows: true };
  if (at.server.name === 'mariadb') return { does, refused: unheardOf(at, 'NOT ENFORCED') };
  return { algorithm: 'INPLACE', work: 'instant', does, notes: ['it is not enforced, so that no row is tested'] };
}

function dropped(kind: Constraint['kind'] | undefined, { replaced }: DropConstraint, at: At): Way {
  switch (kind) {
    case 'foreignKey':
    case 'check':
      return definition(at);
    case 'primaryKey':
      return replaced ? { algorithm: 'INPLACE', lock: 'NONE', work: 'rewrite' } : copy;
    case 'unique':
    case 'exclude':
    case 'notNull':
    case undefined:
      return { algorithm: 'NOCOPY', work: 'instant' };
  }
}

function constraintOf({ table, name, type }: DropConstraint, at: At): Constraint | undefined {
  const named = tableOf(at.schema, table)?.constraints.find((each) => name !== undefined && each.name === name);
  return named && (type === undefined || named.kind === type) ? named : undefined;
}
