/** What came of the cases of one engine on one version of its server. */
export interface Verified {
  /** As its vendor spells it, with the version that answered: "PostgreSQL 15", "MariaDB 10.11.14", "SQLite 3.40.1". */
  readonly server: string;
  readonly passed: number;
  readonly failed: number;
}

/**
 * Starts its servers, tries every case on them and says what was wrong. `words` choose cases whose text holds one of them,
 * `versions` the servers, where the one asked for is another none is started; empty lists choose all.
 */
export type Verify = (words: readonly string[], versions: readonly string[]) => Promise<readonly Verified[]>;

/** "10.11" chooses 10.11.14, and no version asked for chooses all. */
export function isWanted(version: string, versions: readonly string[]): boolean {
  return versions.length === 0 || versions.some((each) => version === each || version.startsWith(`${each}.`));
}

/** Whether a case of this text is among those asked for. */
export function isChosen(text: string, words: readonly string[]): boolean {
  return words.length === 0 || words.some((word) => text.includes(word));
}
