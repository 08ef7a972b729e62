import { columnText } from '../model/name.ts';
import type { Backfill } from '../model/operation.ts';

/** Who watches hears of every hundredth batch, some seconds apart. */
export const batchesBetweenReports = 100;

/** What a backfill says while it runs, in parts between which the count of its batches stands, and where it goes on. */
export interface Progress {
  readonly so: readonly [before: string, behind: string];
  readonly done: readonly [before: string, behind: string];
}

export function progressOf({ table, column, key }: Backfill): Progress {
  const name = columnText(table, column).replace(/\s+/g, ' ');
  const next = key.length > 0 ? ` batches, next from ${key.join(', ').replace(/\s+/g, ' ')} ` : ' batches';
  return { so: [`${name}: `, next], done: [`${name}: filled in `, ' batches'] };
}
