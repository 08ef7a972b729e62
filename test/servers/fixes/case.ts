import type { EngineCalled } from '../transactions/cases.ts';

/** A migration as an author wrote it, on a project with history and rows, whose fix is carried out. */
export interface Case {
  readonly rule: string;
  readonly engine: EngineCalled;
  /** From that version of the server on. */
  readonly since?: number;
  /** The upgrade of the first revision. */
  readonly history: string;
  /** Rows in SQL, each statement to the end of a line; without them every table gets some of every kind. */
  readonly rows?: string;
  /** All below the ids, or the bodies of both functions. Where there is no way back, the command line writes one first. */
  readonly change: { readonly text: string } | { readonly up: string; readonly down?: string };
  /** Text of the `env.py` that Alembic makes, and what stands there instead. */
  readonly env?: readonly [string, string];
  /** What is fixed where it is not the revision. */
  readonly file?: string;
  /** Queries, and what stands in the first column of their rows after the upgrade. */
  readonly gives?: readonly (readonly [sql: string, wanted: string])[];
  /** Why rows are not what they were when all is taken back. */
  readonly changesRows?: string;
}
