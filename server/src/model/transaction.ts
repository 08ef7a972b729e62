import type { Blocks } from './effects.ts';
import type { Direction, Migration, TransactionScope } from './migration.ts';
import type { AnalyzedStep } from './rule.ts';

/** Steps that commit together, and what they accumulate until they do. */
export interface Transaction extends Accumulated {
  readonly direction: Direction;
  /** Whose it is: of all pending migrations, of this file, of a BEGIN and COMMIT in its text, or of one statement alone. */
  readonly scope: TransactionScope | 'block';
  readonly steps: readonly AnalyzedStep[];
  /** Migrations that may be pending before this one, nearest first: what they locked is still held where they are. */
  readonly earlier: readonly Migration[];
  /** The migrations behind this one that are pending too go on in it. */
  readonly goesOn: boolean;
  readonly ends: 'commit' | 'rollback' | 'implicit commit';
}

/** What the steps of one transaction accumulate until it ends. */
export interface Accumulated {
  /** The strongest lock on each relation. */
  readonly locks: readonly HeldLock[];
  /** Each time that a lock was taken or became a stronger one, as far as nothing gave it back. */
  readonly taken: readonly HeldLock[];
  /** The tables whose rows stay locked for other writers. */
  readonly rows: readonly Held[];
  /** The work that is done while earlier statements of the transaction keep others waiting. */
  readonly under: readonly Under[];
  /** The steps of that work, by the lock or the rows that are held meanwhile. */
  readonly during: ReadonlyMap<Held, readonly AnalyzedStep[]>;
  /** It holds something that could not be read, and may do more than is said. */
  readonly unknown: boolean;
  /** The locks that each step finds held already. */
  readonly before: ReadonlyMap<AnalyzedStep, ReadonlyMap<string, HeldLock>>;
}

export interface Held {
  readonly relation: string;
  /** The step that took it. */
  readonly since: AnalyzedStep;
}

export interface HeldLock extends Held {
  readonly mode: string;
  /** What others cannot do on the relation. */
  readonly blocks: Blocks;
}

export interface Under {
  readonly step: AnalyzedStep;
  readonly held: readonly HeldLock[];
  readonly rows: readonly Held[];
}
