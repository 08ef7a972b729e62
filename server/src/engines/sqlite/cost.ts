import { constraintColumns } from '../../model/constraint.ts';
import type { Cost, Effects } from '../../model/effects.ts';
import type { Name } from '../../model/name.ts';
import type { Operation } from '../../model/operation.ts';
import { indexColumns, tableOf, tableOfIndex } from '../../model/schema.ts';
import { costOf, updateCost, withIndexes } from '../cost.ts';
import type { At } from './facts.ts';
import { prices } from './prices.ts';

/** What the work costs for each row; undefined where nothing grows, or where nobody measured it. */
export function costIn(operation: Operation, { work }: Effects, at: At): Cost | undefined {
  const table = tableIn(operation, at);
  if (table === undefined) return undefined;
  switch (work) {
    case 'instant':
      return undefined;
    case 'scan':
      return scanned(operation, table);
    case 'index build':
      return costOf(table, [[prices.index, operation.kind === 'reindex' ? rebuilt(operation, table, at) : 1]]);
    case 'rewrite':
      return rewritten(operation, table, at);
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

function rebuilt(operation: Operation & { readonly kind: 'reindex' }, table: Name, at: At): number {
  return tableOf(at.schema, operation.name) ? keysIn(table, at).length : 1;
}

function rewritten(operation: Operation, table: Name, at: At): Cost | undefined {
  if ('rebuild' in operation && operation.rebuild !== undefined) {
    const count = keysIn(table, at).length;
    return costOf(table, [prices.rebuild, [prices.rebuildIndex, count]], {
      because: withIndexes(count, tableOf(at.schema, table)?.complete === true),
    });
  }
  if (operation.kind === 'dropColumn') return costOf(table, [prices.dropColumn]);
  if (operation.kind === 'dropIndex') return costOf(table, [prices.dropIndex]);
  if (operation.kind !== 'dropTable') return undefined;
  return costOf(table, [prices.dropTable, [prices.dropIndex, keysIn(table, at).length]]);
}

function written(operation: Operation, at: At): Cost | undefined {
  if (operation.kind === 'updateRows')
    return updateCost(operation, operation.columns, keysIn(operation.table, at), prices);
  if (operation.kind === 'backfill')
    return updateCost({ ...operation, rows: 'all' }, [operation.column], keysIn(operation.table, at), prices);
  if (operation.kind === 'createTable') return costOf(operation.table, [prices.insert], { counted: 'of a query' });
  if (operation.kind !== 'insertRows' && operation.kind !== 'deleteRows') return undefined;
  const { table } = operation;
  const count = keysIn(table, at).length;
  const because = withIndexes(count, tableOf(at.schema, table)?.complete === true);
  if (operation.kind === 'insertRows')
    return costOf(table, [prices.insert, [prices.insertIndex, count]], { because, counted: 'of a query' });
  // Without a condition whole pages are given back: https://www.sqlite.org/lang_delete.html#the_truncate_optimization
  if (operation.rows === 'all' && !operation.limit) return costOf(table, [prices.deleteAll]);
  return costOf(table, [prices.deleteRow, [prices.deleteIndex, count]], { because, counted: 'at most' });
}

/** The columns of each index that is not the table itself. */
function keysIn(table: Name, at: At): readonly (readonly string[])[] {
  const { indexes = [], constraints = [], columns } = tableOf(at.schema, table) ?? {};
  const isRowId = (key: readonly string[]) => key.length === 1 && columns?.get(key[0] ?? '')?.type?.name === 'integer';
  return [
    ...indexes.map(indexColumns),
    ...constraints
      .filter((each) => each.kind === 'unique' || (each.kind === 'primaryKey' && !isRowId(constraintColumns(each))))
      .map(constraintColumns),
  ];
}

function tableIn(operation: Operation, at: At): Name | undefined {
  if (operation.kind === 'other') return operation.relations[0];
  if (operation.kind === 'dropIndex') return operation.table ?? tableOfIndex(at.schema, operation.index)?.name;
  if (operation.kind === 'reindex')
    return tableOfIndex(at.schema, operation.name)?.name ?? tableOf(at.schema, operation.name)?.name;
  return 'table' in operation ? operation.table : undefined;
}
