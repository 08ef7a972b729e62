import type { Blocks, Effects } from './effects.ts';
import type { Operation } from './operation.ts';

/** How one engine hands out locks: what a transaction accumulates, and who waits for it, follows from this. */
export interface Locking {
  /** The modes of locks on relations, weakest first, and what nobody else can do there while one is held. */
  readonly modes: readonly LockMode[];
  /** One transaction at a time writes, whatever the table: who has begun to write keeps all others out until he is done. */
  readonly oneWriter?: true;
  /** `ROLLBACK TO SAVEPOINT` gives back what was locked since. */
  readonly savepointsFree: boolean;
  /** What the operation waits for before it gets its locks, and who waits behind it; undefined where nobody would notice. */
  queue(operation: Operation, effects: Effects): Queue | undefined;
  /** What ends that waiting. */
  readonly limit: WaitLimit;
}

export interface LockMode {
  readonly mode: string;
  readonly blocks: Blocks;
  /** What others do meanwhile, where `blocks` says too little: "writes to any table wait". */
  readonly others?: string | undefined;
}

/** Locks are handed out in the order in which they are asked for: what asks for a strong one stops those behind it before it has it. */
export interface Queue {
  /** Whom it waits for, as the object of a sentence: "every open transaction that has used users, if only to read". */
  readonly waitsFor: string;
  /** What others who come later cannot do while it still waits. */
  readonly stops: Blocks;
  /** The relations where it waits. */
  readonly relations: readonly string[];
}

/** The parameter of a session that limits the waiting for a lock. */
export interface WaitLimit {
  readonly parameter: string;
  /** Another one, which limits the waiting and the work together. */
  readonly whole?: string | undefined;
  /** Five seconds, as a value. */
  readonly fewSeconds: string;
  /** Of a number without a unit. */
  readonly unit: 'ms' | 's';
  /** What 0 means. */
  readonly zero: 'never' | 'at once';
  /** What holds where the migration does not set it, as a sentence without a full stop. */
  readonly unset: string;
}
