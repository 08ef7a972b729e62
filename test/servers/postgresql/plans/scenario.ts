import type { Answers } from '../../../../server/src/model/pattern.ts';
import type { EngineCalled } from '../../transactions/cases.ts';

/** What an application reads and writes while migrations run. Names are SQL; the key counts. */
export interface Writes {
  readonly table: string;
  readonly key: string;
  /** What is read; any expression where `sets` says what is written. */
  readonly column: string;
  /** The value of the n-th write, as SQL. */
  readonly value: (n: number) => string;
  /** Columns and their values, where a value is not written to one column. */
  readonly sets?: (n: number) => readonly (readonly [column: string, value: string])[];
  /** What comes before a row can be inserted, by its key: the row of another table that it belongs to. */
  readonly prepare?: (id: number) => string;
  /** What comes behind it. */
  readonly follow?: (id: number) => string;
}

/** One plan, pattern or fix that is carried out on a real project. */
export interface Scenario {
  readonly name: string;
  /** The upgrade of the first revision, and the rows that are there when the plan comes. */
  readonly history: string;
  readonly rows: string;
  /** The table whose rows must be the same after the way up and down, as SQL, apart from one column's values. */
  readonly table: string;
  readonly apart?: string;
  /** A revision that the author wrote, and that the command line is to fix. */
  readonly change?: { readonly up: string; readonly down?: string };
  /** What the command line is asked for; absent where the revision runs unfixed, to show that the damage is measured. */
  readonly command?: readonly string[];
  readonly unfixed?: boolean;
  /** The plain form was asked for, the way up is the author's, or nothing else is there: others wait while rows are read. */
  readonly mayWait?: boolean;
  /** What new code writes behind a revision on the way up, from 1: later ones must leave it. */
  readonly written?: readonly (readonly [revision: number, sql: string])[];
  /** How many revisions there are then, beside the first one; by the version of the server, where that decides. */
  readonly revisions: number | ((version: number) => number);
  /** Queries with one row, and what they give after the upgrade. */
  readonly gives: readonly (readonly [sql: string, wanted: string])[];
  readonly traffic?: Traffic;
}

export interface Traffic extends Writes {
  /** The new name of the column, which new code writes. */
  readonly to?: string;
  /** What else the new code writes otherwise than the old code. */
  readonly after?: Partial<Writes>;
  /** The revision behind which new code runs, and the one before which old code has ended: the second, and the last. */
  readonly from?: number;
  readonly until?: number;
  /** While both run they also write to the same rows at the same moment: either may be told of a deadlock, and nothing worse. */
  readonly rivals?: boolean;
  /** Revisions, from 1, that begin while a VACUUM is at work: only what lets writers through may wait for it. */
  readonly held: readonly number[];
}

/** How a pattern is proven. */
export interface Proof {
  /** What is carried out on real servers, up and down and up again, with applications around. */
  readonly scenarios: readonly Scenario[];
  /** What its phases are measured against its plain form by; absent where there is none, or where neither blocks. */
  readonly measured?: readonly Headline[];
}

/** A pattern on a table of hundreds of thousands of rows, where statements are counted that wait. */
export interface Headline {
  readonly what: string;
  /** PostgreSQL, where nothing is said. */
  readonly engines?: readonly EngineCalled[];
  readonly answers: Answers;
  /** The upgrade in one migration as one would write it, where the pattern has no such form. */
  readonly plain?: string;
  /** The upgrade of the first revision, where it is not the usual table `orders`. */
  readonly history?: (rows: number) => string;
  /** Statements with a number `:n` of a row, where they are not those on `orders`. */
  readonly read?: string;
  readonly write?: string;
  /**
   * What the application sends when the change is done, and behind which phase it is deployed, from 1: the last but one, 0 where the
   * plan wants it before them all. In the plain form it is deployed when the migration has run.
   */
  readonly after?: { readonly read: string; readonly write: string };
  readonly deployed?: number;
  /** The checklist says that statements may fail for a moment: fewer than fall due within the time that makes one blocked. */
  readonly hasGap?: boolean;
}
