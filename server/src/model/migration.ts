import type { Span } from '../text.ts';
import type { Operation } from './operation.ts';

export type ToolName = 'alembic' | 'django' | 'sql';

export type Direction = 'up' | 'down';

/** One file of a migration tool, read. */
export interface Migration {
  readonly tool: ToolName;
  readonly path: string;
  /** Absent where the file declares none. */
  readonly id?: string | undefined;
  /** Ids of the migrations this one follows: several for a merge, none for a root. */
  readonly parents: readonly string[];
  /** Ids that must have run before, on other branches. */
  readonly dependsOn: readonly string[];
  readonly labels: readonly string[];
  /** The author's one-line title. */
  readonly title?: string | undefined;
  readonly up: readonly Step[];
  readonly down: readonly Step[];
  readonly rollback: Rollback;
  readonly spans: {
    readonly id?: Span | undefined;
    readonly parents?: Span | undefined;
    /** `def upgrade` and `def downgrade`: the words, not the bodies. */
    readonly up?: Span | undefined;
    readonly down?: Span | undefined;
  };
  /** Where the text stops being the tool's language; what stands after the first of them is not to be trusted. */
  readonly errors: readonly { readonly span: Span; readonly message: string }[];
}

/** How the file says it is undone. `raises`: it refuses on purpose. */
export type Rollback = 'written' | 'empty' | 'missing' | 'raises';

/** One operation at its place in the text. Several steps may share one `span` where one statement does several things. */
export interface Step {
  readonly operation: Operation;
  /** What an edit replaces: the whole statement. */
  readonly span: Span;
  /** What gets the squiggle: `op.create_index`, `CREATE INDEX`. */
  readonly head: Span;
  /** Shares the migration's transaction, or runs and commits by itself. */
  readonly transaction: 'shared' | 'autocommit';
  /** It runs only if a condition holds that could not be decided here. */
  readonly conditional?: boolean | undefined;
  /** The same text runs several times (a loop, a helper called twice): only a fix that is right for every run may touch it. */
  readonly repeated?: boolean | undefined;
  /** The statement as the author wrote it, where the author wrote SQL. */
  readonly sql?: string | undefined;
}
