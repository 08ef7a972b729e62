/** One statement that is predicted by the engine and then carried out on a real server. */
export interface Case {
  readonly sql: string;
  /** Statements that are carried out before it. */
  readonly setup?: string;
  /** What the session says just before it, as the migration would: `SET foreign_key_checks = 0`. */
  readonly session?: string;
  /** Rows that it must refuse if, and only if, the prediction says that rows can make it fail. */
  readonly badRows?: string;
  /** The table that other sessions want to use meanwhile; the first that is named where nothing is said. */
  readonly table?: string;
  /** What cannot be seen from outside: rows that are read without the server's counting them, a table that is not named. */
  readonly unseen?: 'work' | 'blocks';
}

/** What needs nothing more is its statement alone. */
export type Cases = readonly (string | Case)[];

/** Forty rows, as every table has them. */
export function filled(table: string, definition: string, values: string): string {
  return `CREATE TABLE ${table} (id INT NOT NULL PRIMARY KEY, ${definition}) DEFAULT CHARSET=utf8mb4; INSERT INTO ${table} SELECT seq, ${values} FROM seq_1_to_40`;
}
