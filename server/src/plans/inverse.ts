import { constraintColumns } from '../model/constraint.ts';
import type { Planned } from '../model/finding.ts';
import {
  type ChangeType,
  type DropColumn,
  type DropConstraint,
  type DropIndex,
  type DropNotNull,
  isRebuildable,
  type Operation,
  type SetDefault,
  type SetNotNull,
} from '../model/operation.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { columnOf, isSame, type Schema, tableOf, tableOfIndex, typeBefore } from '../model/schema.ts';
import { copied } from './copy-table.ts';
import { holdsAnew, restoreAround } from './restore-column.ts';
import { undoneObject } from './undone-object.ts';

/** What undoes these steps, last first; undefined where one of them cannot be undone from what is known. */
export function inverseOf(steps: readonly AnalyzedStep[]): readonly Planned[] | undefined {
  const undone: Planned[] = [];
  for (const step of [...steps].reverse()) {
    const operations = goesAlong(step, steps) ? [] : (undoneObject(step, steps) ?? undo(step));
    if (!operations) return undefined;
    const again = isCopied(step) ? operations.map((each) => copied(each, step.before.naming)) : operations;
    undone.push(...again.map((operation) => ({ operation, transaction: step.transaction })));
    if (step.operation.kind === 'dropColumn') undone.push(...aroundColumn(step.operation, step.before));
  }
  return undone;
}

/** What needed a copy of its table needs one on the way back. */
export function isCopied({ operation }: AnalyzedStep): boolean {
  return isRebuildable(operation) && operation.rebuild !== undefined;
}

/** What is undone with another step: by the drop of its constraint, of its column, or of its index that is made anew. */
export function goesAlong({ operation, before, span }: AnalyzedStep, steps: readonly AnalyzedStep[]): boolean {
  if (operation.kind === 'createIndex') return steps.some((each) => takesOver(each, operation.name));
  if (operation.kind === 'dropIndex') {
    const isMadeAnew = steps.some(
      ({ operation: each }) => each.kind === 'createIndex' && each.name === operation.index.name,
    );
    return operation.ifExists === true && isMadeAnew && !restoredIndex(operation, before);
  }
  if (operation.kind !== 'addConstraint' || operation.constraint.name !== undefined) return false;
  const columns = constraintColumns(operation.constraint);
  return steps.some(
    ({ operation: each, span: { start } }) =>
      each.kind === 'addColumn' &&
      start === span.start &&
      isSame(each.table, operation.table) &&
      columns.includes(each.column.name),
  );
}

/** A constraint makes an index its own. */
function takesOver({ operation }: AnalyzedStep, index: string | undefined): boolean {
  if (index === undefined || operation.kind !== 'addConstraint' || !('usingIndex' in operation.constraint))
    return false;
  return operation.constraint.usingIndex === index;
}

/** None where there is nothing to undo. */
export function undo({ operation, before, transaction }: AnalyzedStep): readonly Operation[] | undefined {
  switch (operation.kind) {
    case 'createTable':
      return [{ kind: 'dropTable', table: operation.table }];
    case 'addColumn':
      return [{ kind: 'dropColumn', table: operation.table, column: operation.column.name }];
    case 'dropColumn':
      return restoredColumn(operation, before);
    case 'renameColumn':
      return [{ ...operation, column: operation.to, to: operation.column }];
    case 'renameTable':
      return [{ kind: 'renameTable', table: { ...operation.table, name: operation.to }, to: operation.table.name }];
    case 'setNotNull':
      return isNullable(operation, before) === false ? [] : [{ ...operation, kind: 'dropNotNull' }];
    case 'dropNotNull':
      return isNullable(operation, before) === true ? [] : [{ ...operation, kind: 'setNotNull' }];
    case 'setDefault':
      return formerDefault(operation, before);
    case 'changeType':
      return formerType(operation, before);
    case 'addConstraint': {
      const { name, kind: type } = operation.constraint;
      return name === undefined ? undefined : [{ kind: 'dropConstraint', table: operation.table, name, type }];
    }
    case 'dropConstraint':
      return restoredConstraint(operation, before);
    case 'createIndex': {
      const { name, table, concurrently } = operation;
      return name === undefined ? undefined : [{ kind: 'dropIndex', index: { ...table, name }, table, concurrently }];
    }
    case 'dropIndex':
      return restoredIndex(operation, before);
    case 'createEnum':
      return [{ kind: 'dropType', type: operation.type }];
    case 'attachPartition':
      return [{ kind: 'detachPartition', table: operation.table, partition: operation.partition }];
    case 'mirrorColumn':
      return [{ kind: 'stopMirror', table: operation.table, name: operation.name }];
    case 'updateRows':
      // Rows written batch by batch outside the transaction are a backfill: the column that it fills goes with its own migration.
      return transaction === 'autocommit' ? [] : undefined;
    case 'validateConstraint':
    case 'reindex':
    case 'refreshView':
    case 'setParameter':
    case 'backfill':
      return [];
    case 'other':
      return passing.has(operation.statement) ? [] : undefined;
    case 'dropTable':
    case 'addEnumValue':
    case 'dropType':
    case 'detachPartition':
    case 'insertRows':
    case 'deleteRows':
    case 'truncate':
    case 'stopMirror':
    case 'opaque':
      return undefined;
    case 'controlTransaction':
      return operation.what === 'rollback' ? undefined : [];
  }
}

function formerDefault(operation: SetDefault, before: Schema): readonly Operation[] | undefined {
  const { table, column, existing } = operation;
  const known = existing?.default ?? columnOf(before, table, column)?.default;
  const complete = tableOf(before, table)?.complete === true;
  return known || complete ? [{ ...operation, default: known }] : undefined;
}

/** What a definition computed goes with it. */
function formerType(operation: ChangeType, before: Schema): readonly Operation[] | undefined {
  const { table, column, generated } = operation;
  const type = typeBefore(before, operation);
  const computed = generated ?? columnOf(before, table, column)?.generated;
  return type && !computed ? [{ kind: 'changeType', table, column, type }] : undefined;
}

function restoredConstraint({ table, name }: DropConstraint, before: Schema): readonly Operation[] | undefined {
  const constraint = tableOf(before, table)?.constraints.find((each) => each.name === name);
  return constraint && name !== undefined ? [{ kind: 'addConstraint', table, constraint }] : undefined;
}

function restoredIndex({ table, index, concurrently }: DropIndex, before: Schema): readonly Operation[] | undefined {
  const known = table ? tableOf(before, table) : tableOfIndex(before, index);
  const dropped = known?.indexes.find((each) => each.name === index.name);
  return known && dropped && [{ ...dropped, table: known.name, concurrently }];
}

/** What was so before is no doing of the operation. */
function isNullable({ table, column, existing }: SetNotNull | DropNotNull, before: Schema): boolean | undefined {
  return existing?.nullable ?? columnOf(before, table, column)?.nullable;
}

/** Statements that leave nothing behind that a downgrade could take away. */
const passing = new Set([
  'SELECT',
  'SELECT FOR UPDATE',
  'ANALYZE',
  'ANALYZE TABLE',
  'OPTIMIZE TABLE',
  'VACUUM',
  'LOCK TABLE',
  'SHOW',
  'EXPLAIN',
  'CHECKPOINT',
  'DISCARD',
]);

function aroundColumn({ table, column }: DropColumn, before: AnalyzedStep['before']): readonly Planned[] {
  const hasDefault = columnOf(before, table, column)?.default !== undefined;
  return restoreAround(table, column, before, holdsAnew(table, hasDefault, before));
}

/** The column as history knew it, but nullable where old rows would have no value for it. */
function restoredColumn(
  { table, column }: DropColumn,
  before: AnalyzedStep['before'],
): readonly Operation[] | undefined {
  const known = columnOf(before, table, column);
  if (!known?.type) return undefined;
  return [
    { kind: 'addColumn', table, column: { ...known, nullable: known.nullable || !known.default }, constraints: [] },
  ];
}
