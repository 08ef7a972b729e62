import type { Price } from '../cost.ts';

/**
 * Measured on PostgreSQL 15, on two machines, with tables of 200 to 500 thousand rows that lie in memory, of 3 to 30 columns
 * and with 0 to 8 indexes. The least is the quicker machine's and the narrower table's.
 */
export const prices = {
  /** A condition on every row: SET NOT NULL, CHECK, SELECT. */
  scan: { least: 0.2, most: 0.9 },
  /** Every row looked up in the table that it references, by one join. */
  foreignKey: { least: 0.6, most: 3.2 },
  /** A row read, made anew and written, without its indexes. */
  rewrite: { least: 0.8, most: 3.5 },
  /** The same in any index of a table that is written anew: B-trees of numbers are cheapest, of long texts dearest. */
  index: { least: 0.6, most: 3.3 },
  /** A table's file moved to another place, block by block; its indexes stay. */
  move: { least: 0.5, most: 2.5 },
  insert: { least: 0.8, most: 4 },
  insertIndex: { least: 1.2, most: 6 },
  update: { least: 2.8, most: 8 },
  /** A new version of a row goes into every index, whichever column was written. */
  updateIndex: { least: 3.5, most: 9 },
  /** A row is marked; its indexes are left for VACUUM. */
  delete: { least: 0.6, most: 3 },
  /** Each written row looked up in the table that it references, or in one that references it by an index, one by one. */
  lookUp: { least: 4, most: 20 },
  lock: { least: 1, most: 3.5 },
  /** The result of the query compared with the view's rows, and what differs written. */
  refreshConcurrently: { least: 5, most: 20 },
} as const;

/** What building an index costs. */
export const methods: Readonly<Record<string, Price>> = {
  btree: { least: 0.6, most: 3 },
  hash: { least: 0.8, most: 3 },
  spgist: { least: 1, most: 4 },
  brin: prices.scan,
  gist: { least: 4.2, most: 25 },
  gin: { least: 3, most: 14 },
  trigrams: { least: 14, most: 60 },
};

/** Both ways through the table together. */
export const concurrently: Price = { least: 0.8, most: 4 };
/** Every row is read, and few are kept. */
export const partial: Price = { least: 0.2, most: 1 };
