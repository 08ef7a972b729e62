/** What came of the cases of one engine on one version of its server. */
export interface Verified {
  /** As its vendor spells it, with the version that answered: "PostgreSQL 15", "MariaDB 10.11.14", "SQLite 3.40.1". */
  readonly server: string;
  readonly passed: number;
  readonly failed: number;
}

/** Starts its servers, tries every case on them and says what was wrong; `words` choose cases whose text holds one of them. */
export type Verify = (words: readonly string[]) => Promise<readonly Verified[]>;
