import type { Cost } from '../model/effects.ts';
import type { Name } from '../model/name.ts';

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
  return { table, perRow, ...more };
}

/** "with 8 indexes"; undefined for none. */
export function withIndexes(count: number): string | undefined {
  return count === 0 ? undefined : `with ${count} ${count === 1 ? 'index' : 'indexes'}`;
}

function times({ least, most }: Price, count: number): Price {
  return { least: least * count, most: most * count };
}
