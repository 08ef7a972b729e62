import { constraintColumns } from '../../model/constraint.ts';
import type { Cost, Effects } from '../../model/effects.ts';
import type { Name } from '../../model/name.ts';
import type { AddColumn, CreateIndex, Operation } from '../../model/operation.ts';
import { indexColumns, tableOf } from '../../model/schema.ts';
import { chosen, costOf, type Price, updateCost, withIndexes } from '../cost.ts';
import type { At } from './facts.ts';
import { hasFullText } from './facts.ts';
import { prices } from './prices.ts';

/** What the work costs for each row; undefined where nothing grows, or where nobody measured it. */
export function costIn(operation: Operation, effects: Effects, at: At): Cost | undefined {
  const table = tableIn(operation);
  if (table === undefined) return undefined;
  switch (effects.work) {
    case 'instant':
      return undefined;
    case 'scan':
      return scanned(operation, table);
    case 'index build':
      return built(operation, table, at);
    case 'rewrite':
      return rewritten(operation, table, effects, at);
    case 'row writes':
      return written(operation, at);
  }
}

/** Rows of several tables meet in ways that nobody sees here; what a new table is filled with is not seen either. */
function scanned(operation: Operation, table: Name): Cost | undefined {
  if (operation.kind === 'createTable') return costOf(table, [prices.insert], { counted: 'of a query' });
  if (operation.kind === 'other' && operation.relations.length > 1) return undefined;
  return costOf(table, [prices.scan]);
}

function built(operation: Operation, table: Name, at: At): Cost | undefined {
  if (operation.kind !== 'createIndex')
    return costOf(table, [[prices.index, Math.max(1, newKeys(operation, table, at))]]);
  const price = priceOf(operation);
  return price && costOf(table, [price], { because: isFullText(operation) ? 'as FULLTEXT index' : undefined });
}

function rewritten(operation: Operation, table: Name, { algorithm }: Effects, at: At): Cost {
  const count = secondaryIndexes(table, at) + newKeys(operation, table, at);
  const [row, index] = algorithm === 'COPY' ? [prices.copy, prices.copyIndex] : [prices.inPlace, prices.inPlaceIndex];
  const fullText = hasFullText(at, table) || (operation.kind === 'createIndex' && isFullText(operation));
  const cost = costOf(
    table,
    [row, [index, count], [prices.fullText, Number(fullText)], [prices.foreignKey, checkedKeys(operation)]],
    { because: withSecondary(count, table, at) },
  );
  return cost ?? { table, perRow: row };
}

function written(operation: Operation, at: At): Cost | undefined {
  if (operation.kind === 'updateRows')
    return updateCost(operation, operation.columns, keysIn(operation.table, at), prices);
  if (operation.kind === 'backfill')
    return updateCost({ ...operation, rows: 'all' }, [operation.column], keysIn(operation.table, at), prices);
  if (operation.kind !== 'insertRows' && operation.kind !== 'deleteRows') return undefined;
  const { table } = operation;
  const count = secondaryIndexes(table, at);
  const because = withSecondary(count, table, at);
  return operation.kind === 'insertRows'
    ? costOf(table, [prices.insert, [prices.insertIndex, count]], { because, counted: 'of a query' })
    : costOf(table, [prices.delete, [prices.deleteIndex, count]], {
        because,
        ...chosen(operation.rows, operation.limit),
      });
}

/** Nobody measured spatial indexes. */
function priceOf(index: CreateIndex): Price | undefined {
  if (/^spatial$/i.test(index.method ?? '')) return undefined;
  return isFullText(index) ? prices.fullText : prices.index;
}

function isFullText({ method }: CreateIndex): boolean {
  return /^fulltext$/i.test(method ?? '');
}

/** The indexes that come with the operation: keys, and what a foreign key needs where no index begins with its columns. */
function newKeys(operation: Operation, table: Name, at: At): number {
  return addedBy(operation).filter(
    (each) => each.kind === 'unique' || (each.kind === 'foreignKey' && !startsAnIndex(each.columns, table, at)),
  ).length;
}

function checkedKeys(operation: Operation): number {
  return addedBy(operation).filter((each) => each.kind === 'foreignKey').length;
}

function addedBy(operation: Operation): AddColumn['constraints'] {
  if (operation.kind === 'addColumn') return operation.constraints;
  return operation.kind === 'addConstraint' ? [operation.constraint] : [];
}

function startsAnIndex(columns: readonly string[], table: Name, at: At): boolean {
  return keysIn(table, at, 'primary too').some((key) => columns.every((column, index) => key[index] === column));
}

function secondaryIndexes(table: Name, at: At): number {
  return keysIn(table, at).length;
}

/** The columns of each secondary index. A foreign key that finds no index has made its own. */
function keysIn(table: Name, at: At, primary?: 'primary too'): readonly (readonly string[])[] {
  const { indexes = [], constraints = [] } = tableOf(at.schema, table) ?? {};
  const keys = [
    ...indexes.map(indexColumns),
    ...constraints
      .filter((each) => each.kind === 'unique' || (primary !== undefined && each.kind === 'primaryKey'))
      .map(constraintColumns),
  ];
  const all = [...keys, ...constraints.filter((each) => each.kind === 'primaryKey').map(constraintColumns)];
  const own = constraints.filter(
    (each) =>
      each.kind === 'foreignKey' && !all.some((key) => each.columns.every((column, index) => key[index] === column)),
  );
  return [...keys, ...own.map(constraintColumns)];
}

function withSecondary(count: number, table: Name, at: At): string | undefined {
  return withIndexes(count, tableOf(at.schema, table)?.complete === true, 'secondary ');
}

function tableIn(operation: Operation): Name | undefined {
  if (operation.kind === 'other') return operation.relations[0];
  return 'table' in operation ? operation.table : undefined;
}
