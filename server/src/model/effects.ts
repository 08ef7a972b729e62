import type { Name } from './name.ts';
import type { Algorithm, OnlineLock } from './operation.ts';

/**
 * What one operation does on one version of one engine: facts, no opinions. Where several actions of a statement share one
 * pass over a table, the dearest has the pass among its effects; the others come along and cost nothing of their own.
 */
export interface Effects {
  /** The strongest lock on each relation that existed before the statement. */
  readonly locks: readonly Lock[];
  /** MySQL and MariaDB: how the server carries the statement out. */
  readonly algorithm?: Algorithm | undefined;
  /** MySQL and MariaDB: the least lock that it can do with. */
  readonly lock?: OnlineLock | undefined;
  /** What other sessions cannot do meanwhile on the most important of those relations. */
  readonly blocks: Blocks;
  /** How the work grows with the rows of the table. */
  readonly work: Work;
  /** What it would need in a statement of its own, where another action of its statement has that among its effects. */
  readonly alone?: Pick<Effects, 'work' | 'assumed'> | undefined;
  /** What that work costs, where it grows with the rows of a table and was ever measured. */
  readonly cost?: Cost | undefined;
  readonly transaction: 'allowed' | 'forbidden' | 'implicit commit';
  /** What it makes can be used only once the transaction has committed. */
  readonly afterCommit?: boolean | undefined;
  readonly dataLoss: boolean;
  /** Rows that exist may make the statement fail. */
  readonly canFailOnRows: boolean;
  /** Application code written for the old schema fails or misbehaves afterwards. */
  readonly breaksRunningCode: boolean;
  /** What could not be seen, as a clause: work, loss and failure are the worst that may come of it, and need not come. */
  readonly assumed?: string | undefined;
  /** It is the work alone that was assumed: loss and failure are as they are said. */
  readonly assumedWork?: true | undefined;
  /** One sentence of what the server does, with the user's names; no advice. */
  readonly does: string;
  /** The same without what the fields above say already, for whoever shows them beside it; absent where it is no shorter. */
  readonly summary?: string | undefined;
  /** The manual's page. */
  readonly source: string;
  /** So says the manual of an engine, or of a version, on which nothing of it was measured for this program. */
  readonly fromManual?: boolean | undefined;
  /** The engine has no such statement, or always refuses it: why, in its own words where it has some. */
  readonly refused?: string | undefined;
  /** What depends on the thing that is dropped goes with it, and the statement does not name it. */
  readonly cascades?: boolean | undefined;
  /** Every row of the old table is deleted before it goes, which foreign keys that point at it act on while they are looked at. */
  readonly deletesRows?: boolean | undefined;
  /** The operation could not be read: every field above is a placeholder, and nothing may be concluded from it. */
  readonly unknown?: boolean | undefined;
}

/** The least first. */
export const allBlocks = ['nothing', 'writes', 'reads and writes'] as const;

export type Blocks = (typeof allBlocks)[number];

/** The least first. */
export const allWork = ['instant', 'scan', 'index build', 'row writes', 'rewrite'] as const;

export type Work = (typeof allWork)[number];

/** The time that work takes for each row of a table. Shapes are exact (what grows, and by what beside the rows), prices are not. */
export interface Cost {
  readonly table: Name;
  /** Microseconds a row on an ordinary machine whose table is in memory: the least and the most that was measured. */
  readonly perRow: { readonly least: number; readonly most: number };
  /** What beside the rows went into it, as the end of a sentence: "with 8 indexes"; absent where nothing did. */
  readonly because?: string | undefined;
  /** Where it is not every row of the table that counts: at most all of them, or as many as a query gives, whatever the table has. */
  readonly counted?: 'at most' | 'of a query' | undefined;
  /** What the same work costs for the rows of further tables. */
  readonly also?: readonly Cost[] | undefined;
}

export interface Lock {
  /** As the contract prints it: `users` or `schema.users`. */
  readonly relation: string;
  /** The engine's own word: 'ACCESS EXCLUSIVE', 'SHARE ROW EXCLUSIVE' … */
  readonly mode: string;
}
