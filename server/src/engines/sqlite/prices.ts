/**
 * Measured on SQLite 3.40, on two machines, with tables of 300 and 500 thousand rows in a file that lies in memory, with 0 to 8
 * indexes. An INTEGER PRIMARY KEY is the table itself.
 */
export const prices = {
  scan: { least: 0.1, most: 0.5 },
  index: { least: 0.4, most: 1.8 },
  /** A new table, a copy of every row, the old one dropped. */
  rebuild: { least: 1.1, most: 4 },
  rebuildIndex: { least: 0.5, most: 2 },
  dropColumn: { least: 0.6, most: 2.5 },
  /** The pages are given back one by one. */
  dropTable: { least: 0.5, most: 2.1 },
  dropIndex: { least: 0.05, most: 0.25 },
  insert: { least: 1, most: 3.5 },
  insertIndex: { least: 2, most: 9 },
  update: { least: 0.7, most: 2.5 },
  updateIndex: { least: 2, most: 9 },
  deleteAll: { least: 0.5, most: 2.1 },
  deleteRow: { least: 0.7, most: 2.5 },
  deleteIndex: { least: 2, most: 9 },
} as const;
