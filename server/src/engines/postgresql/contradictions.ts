import { constraintColumns } from '../../model/constraint.ts';
import { addedConstraints, type ChangeType, type Operation } from '../../model/operation.ts';
import { columnOf, type Schema, tableOf } from '../../model/schema.ts';
import { passes, type Turn } from './turns.ts';
import { sameType } from './types.ts';

/**
 * Why the server refuses the actions of one ALTER TABLE in each other's company, in its own words, whatever the table is
 * like; undefined where it may take them.
 */
export function contradiction(turns: readonly Turn[]): string | undefined {
  const [first] = turns;
  if (!first) return undefined;
  for (const [at, turn] of turns.entries()) {
    const earlier = turns.slice(0, at).map(({ operation }) => operation);
    const later = turns.slice(at + 1).map(({ operation }) => operation);
    const why = twice(turn, earlier, first) ?? missing(turn, earlier, later) ?? missingConstraint(turn, earlier, first);
    if (why !== undefined) return why;
  }
  return undefined;
}

function twice({ operation }: Turn, earlier: readonly Operation[], first: Turn): string | undefined {
  if (operation.kind === 'changeType') return typeTwice(operation, earlier, first);
  const added = addedConstraints(operation);
  if (!added) return undefined;
  if (operation.kind === 'addColumn' && !operation.ifNotExists && isAdded(operation.column.name, earlier)) {
    return `column "${operation.column.name}" of relation "${operation.table.name}" already exists`;
  }
  const others = earlier.flatMap((each) => addedConstraints(each)?.constraints ?? []);
  for (const { kind, name, ...more } of added.constraints) {
    if (kind === 'primaryKey' && others.some((each) => each.kind === kind))
      return `multiple primary keys for table "${added.table.name}" are not allowed`;
    // Before PostgreSQL 13 two keys of one index are one.
    const isOfIndex = 'usingIndex' in more && more.usingIndex !== undefined;
    if (name !== undefined && !isOfIndex && others.some((each) => each.name === name))
      return `constraint "${name}" for relation "${added.table.name}" already exists`;
  }
  return undefined;
}

/** Another collation alone is no other type. */
function typeTwice({ column, table }: ChangeType, earlier: readonly Operation[], { before }: Turn): string | undefined {
  const from = columnOf(before, table, column)?.type;
  const again = earlier.some(
    (each) => each.kind === 'changeType' && each.column === column && from && each.type && !sameType(from, each.type),
  );
  return again ? `cannot alter type of column "${column}" twice` : undefined;
}

/** A column that an earlier action has dropped, or that only a later one adds. */
function missing(
  { operation, pass, before }: Turn,
  earlier: readonly Operation[],
  later: readonly Operation[],
): string | undefined {
  if (!('table' in operation) || operation.table === undefined) return undefined;
  const { table } = operation;
  const gone = usedColumns(operation).find((column) => {
    if (isAdded(column, earlier)) return false;
    if (isDropped(column, earlier)) return true;
    if (pass > passes.type || !isAdded(column, later)) return false;
    const mayBeThere = isDropped(column, [...later, operation]);
    return !mayBeThere || (tableOf(before, table)?.complete === true && !columnOf(before, table, column));
  });
  return gone === undefined ? undefined : `column "${gone}" of relation "${table.name}" does not exist`;
}

function usedColumns(operation: Operation): readonly string[] {
  if (operation.kind === 'addConstraint') return constraintColumns(operation.constraint);
  if (operation.kind === 'dropColumn') return operation.ifExists ? [] : [operation.column];
  const changes = ['changeType', 'setNotNull', 'dropNotNull', 'setDefault'].includes(operation.kind);
  return changes && 'column' in operation && typeof operation.column === 'string' ? [operation.column] : [];
}

function isAdded(column: string, operations: readonly Operation[]): boolean {
  return operations.some((each) => each.kind === 'addColumn' && !each.ifNotExists && each.column.name === column);
}

function isDropped(column: string, operations: readonly Operation[]): boolean {
  return operations.some((each) => each.kind === 'dropColumn' && each.column === column);
}

/** A constraint that an earlier action has dropped, by its name or with its column. */
function missingConstraint(
  { operation, before }: Turn,
  earlier: readonly Operation[],
  first: Turn,
): string | undefined {
  const isDrop = operation.kind === 'dropConstraint' && !operation.ifExists;
  if (!isDrop && operation.kind !== 'validateConstraint') return undefined;
  const { name, table } = operation;
  if (name === undefined) return undefined;
  const again = earlier.some((each) => addedConstraints(each)?.constraints.some((one) => one.name === name));
  const isIn = (schema: Schema) => tableOf(schema, table)?.constraints.some((each) => each.name === name) === true;
  const byName = earlier.some((each) => each.kind === 'dropConstraint' && each.name === name);
  const gone = !again && (byName || (isIn(first.before) && !isIn(before)));
  return gone ? `constraint "${name}" of relation "${table.name}" does not exist` : undefined;
}
