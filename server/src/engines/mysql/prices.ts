/**
 * Measured on MariaDB 10.11, on two machines, with InnoDB tables of 300 and 500 thousand rows that lie in the buffer pool, with
 * 0 to 8 secondary indexes. The primary key is the table itself. MySQL was not measured: its prices are taken to be the same.
 */
export const prices = {
  scan: { least: 0.3, most: 1.5 },
  /** The server writes the table anew by itself. */
  inPlace: { least: 0.9, most: 4 },
  inPlaceIndex: { least: 1.1, most: 5 },
  /** Row by row through the layer above the storage engine. */
  copy: { least: 1.4, most: 5 },
  copyIndex: { least: 1, most: 4.7 },
  /** Each row looked up in the table that it references, and the row found there locked. */
  foreignKey: { least: 8, most: 35 },
  index: { least: 1.1, most: 6 },
  fullText: { least: 1.6, most: 11 },
  insert: { least: 2.5, most: 9 },
  insertIndex: { least: 2, most: 8 },
  /** In place where no key holds the column. */
  update: { least: 1.2, most: 5 },
  updateIndex: { least: 2, most: 9 },
  /** Marked in the table and in every index; the purge comes later. */
  delete: { least: 1.1, most: 5 },
  deleteIndex: { least: 2, most: 8 },
} as const;
