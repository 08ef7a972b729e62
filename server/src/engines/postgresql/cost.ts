import type { Constraint } from '../../model/constraint.ts';
import { constraintColumns } from '../../model/constraint.ts';
import type { Cost, Effects, Lock } from '../../model/effects.ts';
import { foreignKeysTo } from '../../model/foreign-keys.ts';
import { type Name, relationText } from '../../model/name.ts';
import {
  type AttachPartition,
  addedConstraints,
  type ChangeType,
  type CreateIndex,
  type DeleteRows,
  type InsertRows,
  type Operation,
  type Other,
  type Reindex,
  type UpdateRows,
} from '../../model/operation.ts';
import { columnOf, isFreshColumn, isSame, tableOf, tableOfIndex } from '../../model/schema.ts';
import { chosen, costOf, type Price, withIndexes } from '../cost.ts';
import { type At, partitionsOf } from './facts.ts';
import { excludesBound, impliesBound } from './partition-bound.ts';
import { concurrently, methods, partial, prices } from './prices.ts';

/** What the work costs for each row; undefined where nothing grows, or where nobody measured it. */
export function costIn(operation: Operation, { work, locks }: Effects, at: At): Cost | undefined {
  switch (work) {
    case 'instant':
      return undefined;
    case 'scan':
      return scanned(operation, locks, at);
    case 'index build':
      return built(operation, at);
    case 'rewrite':
      return rewritten(operation, at);
    case 'row writes':
      return written(operation, at);
  }
}

function scanned(operation: Operation, locks: readonly Lock[], at: At): Cost | undefined {
  if (operation.kind === 'other')
    return /^ALTER DOMAIN\b/.test(operation.statement) ? ofDomain(locks, at) : read(operation);
  if (operation.kind === 'attachPartition') return readForPartition(operation, at);
  if (operation.kind === 'createTable') return costOf(operation.table, [prices.rewrite], { counted: 'of a query' });
  return costOf(tableIn(operation), [looksUp(operation, at) ? prices.foreignKey : prices.scan]);
}

/** Each table with a column of the domain is locked and read. */
function ofDomain(locks: readonly Lock[], at: At): Cost | undefined {
  const names = new Set(locks.map(({ relation }) => relation));
  const tables = [...at.schema.tables.values()].filter(({ name }) => names.has(relationText(name)));
  const [first, ...also] = tables.map(({ name }) => ({ table: name, perRow: prices.scan }));
  return first && { ...first, ...(also.length > 0 && { also }) };
}

/** Rows of several tables meet in ways that nobody sees here, and VACUUM reads only what has changed. */
function read({ statement, relations, view }: Other): Cost | undefined {
  const [table, ...more] = relations;
  if (more.length > 0 || statement === 'VACUUM') return undefined;
  return costOf(table, [view ? prices.rewrite : prices.scan]);
}

/** The rows of the partition and of the default partition, unless CHECKs speak for them. */
function readForPartition(operation: AttachPartition, at: At): Cost | undefined {
  const fallback = partitionsOf(at, operation.table).filter(
    (each) => each.isDefaultPartition && !excludesBound(each, operation, at),
  );
  const read = [...(impliesBound(operation, at) ? [] : [operation.partition]), ...fallback.map(({ name }) => name)];
  const [first, ...also] = read.map((table) => ({ table, perRow: prices.scan }));
  return first && { ...first, ...(also.length > 0 && { also }) };
}

/** A column that was added a moment ago holds nothing to look up, unless it came with a value. */
function looksUp(operation: Operation, at: At): boolean {
  const added = addedConstraints(operation);
  if (added === undefined && operation.kind !== 'validateConstraint') return false;
  const table = operation.kind === 'validateConstraint' ? operation.table : added?.table;
  if (table === undefined) return false;
  const constraints =
    operation.kind === 'validateConstraint'
      ? tableOf(at.schema, table)?.constraints.filter((each) => each.name === operation.name)
      : added?.constraints;
  const isEmpty = (column: string) =>
    isFreshColumn(at.schema, table, column) && columnOf(at.schema, table, column)?.default === undefined;
  return constraints?.some((each) => each.kind === 'foreignKey' && !each.columns.every(isEmpty)) === true;
}

function built(operation: Operation, at: At): Cost | undefined {
  if (operation.kind === 'createIndex') {
    const price = priceOf(operation);
    return price && costOf(operation.table, [price], { because: kindOf(operation) });
  }
  if (operation.kind === 'addConstraint') return costOf(operation.table, [keyPrice(operation.constraint)]);
  if (operation.kind === 'reindex') return reindexed(operation, at);
  if (operation.kind !== 'changeType') return costOf(tableIn(operation), [prices.index]);
  const count = indexesWith(operation, at);
  return costOf(operation.table, [[prices.index, count]], { because: `with ${count} of its indexes` });
}

function reindexed({ target, name, concurrently: slowly }: Reindex, at: At): Cost | undefined {
  const table = target === 'index' ? tableOfIndex(at.schema, name) : tableOf(at.schema, name);
  if (target === 'index') {
    const index = table?.indexes.find((each) => each.name === name.name);
    const price = index ? priceOf({ ...index, concurrently: slowly }) : prices.index;
    return price && costOf(table?.name, [price]);
  }
  if (target !== 'table') return undefined;
  const count = indexCount(name, at);
  return costOf(name, [[slowly ? concurrently : prices.index, count]], {
    because: withIndexes(count, tableOf(at.schema, name)?.complete === true),
  });
}

/** An extension's own methods were not measured. */
function priceOf({ method = 'btree', keys, where, concurrently: slowly }: CreateIndex): Price | undefined {
  const trigrams = keys.some((key) => 'expression' in key && /\bgin_trgm_ops\b/i.test(key.expression));
  if (method.toLowerCase() !== 'btree') return trigrams ? methods.trigrams : methods[method.toLowerCase()];
  return where !== undefined ? partial : slowly ? concurrently : methods.btree;
}

function kindOf({ method }: CreateIndex): string | undefined {
  return method === undefined || /^btree$/i.test(method) ? undefined : `as ${method.toUpperCase()} index`;
}

function keyPrice(constraint: Constraint): Price {
  const method = constraint.kind === 'exclude' ? /\busing\s+(\w+)/i.exec(constraint.definition)?.[1] : undefined;
  return methods[method?.toLowerCase() ?? 'btree'] ?? prices.index;
}

function rewritten(operation: Operation, at: At): Cost | undefined {
  if (operation.kind === 'other' && /^ALTER INDEX\b/.test(operation.statement)) return undefined;
  if (operation.kind === 'other' && operation.statement.endsWith('SET TABLESPACE'))
    return costOf(operation.relations[0], [prices.move]);
  const table = tableIn(operation);
  if (table === undefined) return undefined;
  const count = indexCount(table, at) + (operation.kind === 'addColumn' ? keysOf(operation.constraints) : 0);
  const keys = operation.kind === 'changeType' ? foreignKeysWith(operation, at) : 0;
  const also = operation.kind === 'changeType' ? lookedUpAgain(operation, at) : [];
  return costOf(table, [prices.rewrite, [prices.index, count], [prices.foreignKey, keys]], {
    because: withIndexes(count, tableOf(at.schema, table)?.complete === true),
    ...(also.length > 0 && { also }),
  });
}

function written(operation: Operation, at: At): Cost | undefined {
  if (operation.kind === 'insertRows') return inserted(operation, at);
  if (operation.kind === 'updateRows') return updated(operation, at);
  if (operation.kind === 'deleteRows') return deleted(operation, at);
  if (operation.kind === 'backfill') return rowCost(operation.table, prices.update, prices.updateIndex, at);
  if (operation.kind === 'refreshView') return costOf(operation.view, [prices.refreshConcurrently]);
  if (operation.kind !== 'other') return undefined;
  const [table] = operation.relations;
  if (operation.statement !== 'MERGE') return costOf(table, [prices.lock], chosen(operation.rows));
  return table && rowCost(table, prices.update, prices.updateIndex, at, { counted: 'at most' });
}

function inserted({ table }: InsertRows, at: At): Cost | undefined {
  const keys = (tableOf(at.schema, table)?.constraints ?? []).filter((each) => each.kind === 'foreignKey').length;
  return rowCost(table, prices.insert, prices.insertIndex, at, { counted: 'of a query', lookUps: keys });
}

function updated({ table, columns, rows }: UpdateRows, at: At): Cost | undefined {
  const keys = (tableOf(at.schema, table)?.constraints ?? []).filter(
    (each) => each.kind === 'foreignKey' && each.columns.some((column) => columns.includes(column)),
  ).length;
  return rowCost(table, prices.update, prices.updateIndex, at, { ...chosen(rows), lookUps: keys });
}

function deleted({ table, rows }: DeleteRows, at: At): Cost | undefined {
  const keys = foreignKeysTo(at.schema, table, 'all').length;
  const because = keys === 0 ? undefined : `with ${keys} foreign ${keys === 1 ? 'key' : 'keys'} to it`;
  return costOf(table, [prices.delete, [prices.lookUp, keys]], { because, ...chosen(rows) });
}

function rowCost(
  table: Name,
  row: Price,
  index: Price,
  at: At,
  { counted, lookUps = 0 }: Pick<Cost, 'counted'> & { readonly lookUps?: number } = {},
): Cost | undefined {
  const count = indexCount(table, at);
  return costOf(table, [row, [index, count], [prices.lookUp, lookUps]], {
    because: withIndexes(count, tableOf(at.schema, table)?.complete === true),
    counted,
  });
}

/** A table that history did not see made has a primary key beside what is known. */
function indexCount(table: Name, at: At): number {
  const known = tableOf(at.schema, table);
  if (!known) return 1;
  const count = known.indexes.length + keysOf(known.constraints);
  const hasKey = known.constraints.some((each) => each.kind === 'primaryKey');
  return count + (known.complete || hasKey ? 0 : 1);
}

function keysOf(constraints: readonly Constraint[]): number {
  return constraints.filter(
    (each) =>
      each.kind === 'exclude' ||
      ((each.kind === 'unique' || each.kind === 'primaryKey') && each.usingIndex === undefined),
  ).length;
}

function indexesWith({ table, column }: ChangeType, at: At): number {
  const { indexes = [], constraints = [] } = tableOf(at.schema, table) ?? {};
  const keyed = constraints.filter((each) => keysOf([each]) > 0 && constraintColumns(each).includes(column)).length;
  const named = indexes.filter(({ keys, where = '' }) =>
    [...keys.map((key) => ('column' in key ? key.column : key.expression)), where].some((part) =>
      part.split(/\W+/).includes(column),
    ),
  ).length;
  return Math.max(1, keyed + named);
}

/** The rows of tables whose keys point at a column that changes its type. */
function lookedUpAgain({ table, column }: ChangeType, at: At): readonly Cost[] {
  return foreignKeysTo(at.schema, table, [column])
    .filter(({ child }) => !isSame(child, table))
    .map(({ child }) => ({ table: child, perRow: prices.foreignKey }));
}

/** A key whose own column changes its type is looked up again. */
function foreignKeysWith({ table, column }: ChangeType, at: At): number {
  const { constraints = [] } = tableOf(at.schema, table) ?? {};
  return constraints.filter((each) => each.kind === 'foreignKey' && each.columns.includes(column)).length;
}

function tableIn(operation: Operation): Name | undefined {
  if (operation.kind === 'refreshView') return operation.view;
  if (operation.kind === 'other') return operation.relations[0];
  return 'table' in operation ? operation.table : undefined;
}
