import type { Span } from '../text.ts';
import type { Effects } from './effects.ts';
import type { EngineName } from './engine.ts';
import type { Fix, Severity } from './finding.ts';
import type { Direction, Migration, Step } from './migration.ts';
import type { Operation } from './operation.ts';
import type { Schema } from './schema.ts';

/** A step, what it meets, and what it does there. */
export interface AnalyzedStep extends Step {
  readonly before: Schema;
  readonly effects: Effects;
}

/** One direction of one migration, as a rule sees it. */
export interface Subject {
  readonly direction: Direction;
  readonly steps: readonly AnalyzedStep[];
  /** The steps of the other direction, for fixes that must mirror. */
  readonly opposite: readonly AnalyzedStep[];
  readonly migration: Migration;
  /** Earlier migrations that may still be pending and then run in the very same transaction, nearest first. */
  readonly previous: readonly Migration[];
  /** What an operation would do to a schema: how a rule learns whether a plan of its own gains anything here. */
  effects(operation: Operation, schema: Schema): Effects;
  readonly deployment: Deployment;
  /** As the engine at hand has it. */
  readonly oneStatementACall: boolean;
  /** The first words of the file that show that it is written for another engine, and what to say of it. */
  readonly contradicted?: Found | undefined;
}

export type Deployment = 'zero-downtime' | 'maintenance-window';

/** What a rule yields; the analysis adds the rule's id and direction. */
export interface Found {
  readonly span: Span;
  readonly message: string;
  readonly fixes?: readonly Fix[];
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
}

/** An opinion on effects: the socket for one hazard. */
export interface Rule {
  /** File name in kebab case, diagnostic code, settings key and docs anchor; reads well after "allow". */
  readonly id: string;
  readonly severity: Severity;
  /** In a downgrade: one level lower (locks), at its own level (traps of syntax and tool), or not at all (data loss, file rules). */
  readonly inDowngrade: 'lower' | 'same' | 'silent';
  readonly docs: {
    /** One sentence. */
    readonly what: string;
    /** What goes wrong in production: what blocks, for how long, on which lock. */
    readonly why: string;
    /** The safe way. */
    readonly instead: string;
  };
  /** Documentation and test at once: `bad` is found, its first fix makes `good`, `good` is silent. */
  readonly examples: readonly Example[];
  check(subject: Subject): Iterable<Found>;
}

/** `bad` and `good` are bodies of the upgrade function in Alembic, or whole files of plain SQL. */
export interface Example {
  readonly engine: EngineName;
  /** Alembic where nothing is said. */
  readonly tool?: 'alembic' | 'sql';
  readonly version?: string;
  readonly bad: string;
  readonly good: string;
}
