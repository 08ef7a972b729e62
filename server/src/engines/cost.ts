import type { Cost, Effects } from '../model/effects.ts';
import type { Action } from '../model/engine.ts';
import type { Name } from '../model/name.ts';
import type { UpdateRows } from '../model/operation.ts';

/** Microseconds a row: the least and the most that was measured. */
export type Price = Cost['perRow'];

/** What is paid for every row of a table, each price so many times. */
export function costOf(
  table: Name | undefined,
  parts: readonly (Price | readonly [Price, number])[],
  more: Pick<Cost, 'because' | 'counted' | 'also'> = {},
): Cost | undefined {
  if (table === undefined || parts.length === 0) return undefined;
  const perRow = parts
    .map((part) => ('least' in part ? part : times(...part)))
    .reduce((sum, each) => ({ least: sum.least + each.least, most: sum.most + each.most }));
  return { ...more, table, perRow };
}

/** "with 8 indexes"; a table that history did not see made may have more than the key that it surely has. */
export function withIndexes(count: number, isComplete: boolean, secondary = ''): string | undefined {
  const one = `${secondary}index`;
  if (!isComplete && count < 2) return count === 0 ? `if it has no ${one}` : `if it has no ${one} but that of its key`;
  if (count === 0) return undefined;
  const indexes = `${count} ${count === 1 ? one : `${secondary}indexes`}`;
  return isComplete ? `with ${indexes}` : `with the ${indexes} that are known`;
}

/** Of the indexes, each by its columns, only those that hold a written column are touched. */
export function updateCost(
  { table, rows, limit }: Pick<UpdateRows, 'table' | 'rows' | 'limit'>,
  columns: readonly string[],
  indexes: readonly (readonly string[])[],
  prices: { readonly update: Price; readonly updateIndex: Price },
): Cost | undefined {
  const touched = indexes.filter((index) => index.some((column) => columns.includes(column))).length;
  const because = touched === 0 ? undefined : `with ${touched} of its indexes`;
  return costOf(table, [prices.update, [prices.updateIndex, touched]], { because, ...chosen(rows, limit) });
}

/** What a condition or a LIMIT leaves of the rows, nobody knows. */
export function chosen(rows: UpdateRows['rows'] | undefined, limit?: UpdateRows['limit']): Pick<Cost, 'counted'> {
  return rows === 'all' && !limit ? {} : { counted: 'at most' };
}

/**
 * Where actions of one statement share a pass, the one that has it among its effects pays for the indexes of those that come
 * along: each of them is built all the same.
 */
export function paidTogether(actions: readonly Action[], together: readonly Effects[]): readonly Effects[] {
  const carrier = together.findIndex(({ cost, work }) => cost && (work === 'rewrite' || work === 'index build'));
  const along = actions.flatMap(({ effects }, place) =>
    effects.work === 'index build' && effects.cost && !together[place]?.cost ? [effects.cost.perRow] : [],
  );
  if (along.length === 0) return together;
  return together.map((each, place) => {
    const summed = place === carrier && each.cost && costOf(each.cost.table, [each.cost.perRow, ...along], each.cost);
    return summed ? { ...each, cost: { ...each.cost, ...summed } } : each;
  });
}

function times({ least, most }: Price, count: number): Price {
  return { least: least * count, most: most * count };
}
