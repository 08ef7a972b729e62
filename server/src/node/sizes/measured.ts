/** What a database says of one of its tables, or of a partitioned one with all its partitions. */
export interface Measured {
  /** Absent where the engine has none, or where it is the one in which names are looked for first. */
  readonly schema?: string | undefined;
  readonly table: string;
  /** An estimate; undefined where the server never looked. */
  readonly rows: number | undefined;
  /** With its indexes, an estimate too; undefined where the server does not say. */
  readonly bytes?: number | undefined;
}

/** Seconds after which a server that does not answer is given up. */
export const patience = 15;
