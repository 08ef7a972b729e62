import type { Edit, Source, Span } from '../text.ts';
import type { ColumnType } from './column.ts';
import type { Direction, ModelUse, Step } from './migration.ts';
import type { Name } from './name.ts';
import type { Operation } from './operation.ts';

export type Severity = 'error' | 'warning' | 'info';

/** What a rule found. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly span: Span;
  /** What is wrong with the user's own table and column, in one sentence without a full stop. */
  readonly message: string;
  readonly direction: Direction | 'file';
  readonly fixes: readonly Fix[];
  readonly related?: readonly { readonly path: string; readonly span: Span; readonly message: string }[] | undefined;
}

/** One way out, in the words of the model; the frontend that read the file prints it. */
export interface Fix {
  /** An order: "Build the index concurrently". */
  readonly title: string;
  readonly rewrites: readonly Rewrite[];
}

/**
 * `set`: the same operation with other fields, the author's text kept wherever the fields are equal.
 * `replace`: other operations in the place of one; none removes it.
 * `insert`: statements before or behind that of a step, which stays as it is.
 * `rollback`: the whole downgrade, written where there is none or an empty one; without operations it refuses, in these words.
 * `literal`: what the tool takes for parameters in a step's SQL means itself.
 * `apart`: each statement of the text that the step is part of is handed to the database by itself.
 * `merge`: statements that alter one table become one, in the author's words.
 * `byKey`: the rows that an UPDATE or DELETE chooses with its own LIMIT are chosen in a subquery, by this column, or by the
 * place where the server keeps each row.
 * `outside`: the loop around the step runs where each statement commits by itself.
 * `notNull`: where the statement asks for rows in which the column is NULL, those go out in which one of the sources is.
 * `identify`: the migration is called otherwise, or names others otherwise (`named`, by the id at hand); who named it follows
 * where only it can be meant.
 * `comment`: words of a comment are others; where none are left, the comment goes.
 * `prepare`: the program around the migrations does it first.
 * `connect`: that program has each connection told as it is made what it executes now.
 * `inline`: the file itself says what it needs of the table of an application's class, and no longer imports that.
 * `follow`: new linked files behind this one, or behind `parents`.
 */
export type Rewrite =
  | { readonly kind: 'set'; readonly step: Step; readonly to: Planned }
  | {
      readonly kind: 'replace';
      readonly step: Step;
      readonly by: readonly Planned[];
      /** The author's own statement goes elsewhere, as it stands. */
      readonly moved?: true | undefined;
    }
  | Insert
  | Rollback
  | { readonly kind: 'literal'; readonly step: Step }
  | { readonly kind: 'apart'; readonly step: Step }
  | { readonly kind: 'merge'; readonly steps: readonly Step[] }
  | { readonly kind: 'byKey'; readonly step: Step; readonly key?: string | undefined }
  | { readonly kind: 'outside'; readonly step: Step }
  | { readonly kind: 'notNull'; readonly step: Step; readonly column: string; readonly sources: readonly string[] }
  | Identify
  | { readonly kind: 'comment'; readonly span: Span; readonly text: string }
  | Prepare
  | { readonly kind: 'connect' }
  | {
      readonly kind: 'inline';
      readonly model: ModelUse;
      readonly table: Name;
      readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
    }
  | { readonly kind: 'follow'; readonly phases: readonly Phase[]; readonly parents?: readonly string[] | undefined };

export interface Rollback {
  readonly kind: 'rollback';
  readonly operations: readonly Planned[];
  readonly refusal?: string | undefined;
}

export interface Insert {
  readonly kind: 'insert';
  readonly step: Step;
  readonly side: 'before' | 'behind';
  readonly operations: readonly Planned[];
}

export interface Identify {
  readonly kind: 'identify';
  /** `fresh`: one that nobody has. */
  readonly id?: string | { readonly fresh: true } | undefined;
  readonly named?: ReadonlyMap<string, string> | undefined;
}

export interface Prepare {
  readonly kind: 'prepare';
  readonly operation: Operation;
}

/** A rewrite of the file at hand. */
export type InPlace = Exclude<Rewrite, { readonly kind: 'follow' | 'comment' }>;

/** An operation that is yet to be printed. */
export interface Planned {
  readonly operation: Operation;
  readonly transaction: Step['transaction'];
  /** The author's own statement, where one moves to another file of the same tool. */
  readonly sql?: string | undefined;
  /** What its reader has to know, in sentences: a comment above it. */
  readonly notes?: readonly string[] | undefined;
}

/** One migration file of a plan. */
export interface Phase {
  /** Its title: the docstring's first line and the file's slug. */
  readonly title: string;
  /** What to do or deploy before this phase runs: one sentence each. */
  readonly before: readonly string[];
  readonly up: readonly Planned[];
  readonly down: readonly Planned[];
}

/** A fix as text: edits of the file at hand, and whole new files. */
export interface Change {
  readonly edits: readonly Edit[];
  readonly newFiles: readonly Source[];
  /** Edits of other files that exist: the one that undoes the file at hand. */
  readonly elsewhere?: readonly { readonly source: Source; readonly edits: readonly Edit[] }[] | undefined;
}
