import type { Span } from '../text.ts';
import type { EngineName } from './engine.ts';
import type { Loop } from './loop.ts';
import type { Operation } from './operation.ts';
import type { RowsTaken } from './rows-taken.ts';

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
  /** What only running the file would tell; `id` and `parents` are then what could be read of them. */
  readonly unread?: readonly ('id' | 'parents')[] | undefined;
  /** By which the tool tells it from others, where that is less than its id: no two migrations may share it. */
  readonly version?: string | undefined;
  /** When it was made, as its author or the tool has noted it; such texts of one history compare as texts. */
  readonly created?: string | undefined;
  /** The author's one-line title. */
  readonly title?: string | undefined;
  /** What is to be done before it runs, by the open boxes in the text at its head: one sentence each. */
  readonly checklist?: readonly string[] | undefined;
  readonly up: readonly Step[];
  readonly down: readonly Step[];
  readonly rollback: Rollback;
  readonly transaction: TransactionScope;
  /** What it takes of the application's own mapped classes, tables and metadata, one use of each. */
  readonly models?: readonly ModelUse[] | undefined;
  /** One of several files that are one migration, cut up by statements: what undoes one of them may stand in another. */
  readonly piece?: boolean | undefined;
  /** What its tool does with it where a later version has run before it; absent where it runs it all the same, or that is not known. */
  readonly whenLate?: WhenLate | undefined;
  /** The versions of its tool are 1, 2, 3 …, and it stops where one is missing. */
  readonly consecutive?: boolean | undefined;
  /** The first version that is missing, where it stands right behind it. */
  readonly gap?: string | undefined;
  /** Migrations that are not among these files have run before the first of them: nobody knows what they made. */
  readonly goesOn?: boolean | undefined;
  /** The file only takes back the migration of this id, which has a file of its own: its steps are all `down`. */
  readonly undoes?: string | undefined;
  readonly spans: {
    readonly id?: Span | undefined;
    readonly parents?: Span | undefined;
    /** Each id in `parents` and `dependsOn` where it stands. */
    readonly named?: readonly NamedId[] | undefined;
    /** Each label where it stands. */
    readonly labels?: readonly { readonly label: string; readonly span: Span }[] | undefined;
    /** `def upgrade` and `def downgrade`: the words, not the bodies. */
    readonly up?: Span | undefined;
    readonly down?: Span | undefined;
  };
  /** Where the text stops being the tool's language; what stands after the first of them is not to be trusted. */
  readonly errors: readonly { readonly span: Span; readonly message: string }[];
}

/** `by some`: several tools name their files so, and one of them at least does it. */
export type WhenLate = 'refused' | 'skipped' | 'refused by some' | 'skipped by some';

/** A mapped class, a table or the metadata of the application of today that a migration works with. */
export interface ModelUse {
  readonly name: string;
  /** The module that it comes from. */
  readonly module: string;
  /** Its first use. */
  readonly span: Span;
  readonly imported: Span;
  /** What all uses of it in the file need together of a plain table; absent where one of them needs the class itself. */
  readonly asTable?: NeededOfTable | undefined;
}

export interface NeededOfTable {
  /** Attributes of the class that are named. */
  readonly columns: readonly string[];
  /** Rows are updated: the class may have more written than what is said. */
  readonly updates: boolean;
  /** What each row that is inserted gives at least; absent where none is inserted. */
  readonly gives?: readonly string[] | undefined;
}

/** Another migration's id in the words of this one. */
export interface NamedId {
  readonly id: string;
  readonly as: 'parent' | 'dependency';
  readonly span: Span;
}

/**
 * What runs in one transaction: `run`, all pending migrations together; `file`, each file; `statement`, nothing, unless the
 * text itself says BEGIN.
 */
export type TransactionScope = 'run' | 'file' | 'statement';

/** How the file says it is undone. `raises`: it refuses on purpose; `never`: the tool, or the project, writes no ways back. */
export type Rollback = 'written' | 'empty' | 'missing' | 'raises' | 'never';

/** One operation at its place in the text. Several steps may share one `span` where one statement does several things. */
export interface Step {
  readonly operation: Operation;
  /** What an edit replaces: the whole statement. */
  readonly span: Span;
  /** What gets the squiggle: `op.create_index`, `CREATE INDEX`. */
  readonly head: Span;
  /** The file that it stands in, where that is not the migration's own: what undoes a migration may have one for itself. */
  readonly path?: string | undefined;
  /** Shares the migration's transaction, or runs and commits by itself. */
  readonly transaction: 'shared' | 'autocommit';
  /** MySQL and MariaDB: its statement defines the column as a whole; what is not among these is gone afterwards. */
  readonly redefines?: readonly ColumnAttribute[] | undefined;
  /** The block that it is part of, where the block's end carries all of them out together (Alembic's batch). */
  readonly block?: Block | undefined;
  /** It runs only if a condition holds that could not be decided here. */
  readonly conditional?: boolean | undefined;
  /** A block of code in the database runs it, where nothing leaves the transaction. */
  readonly inCode?: boolean | undefined;
  /** The first action of a statement of that code. */
  readonly begins?: boolean | undefined;
  /** The same text runs several times (a loop, a helper called twice): only a fix that is right for every run may touch it. */
  readonly repeated?: boolean | undefined;
  /** Which rows it takes, where it is about rows and that could be read. */
  readonly taken?: RowsTaken | undefined;
  /** The innermost loop around it whose rounds are not known. */
  readonly loop?: Loop | undefined;
  /** What it says is another thing in each round of the loop: the values that it is given, or its text. */
  readonly varies?: boolean | undefined;
  /** What was put into its text that came from rows of the database, or from outside of the program, and where. */
  readonly builtFrom?: readonly { readonly origin: 'rows' | 'input'; readonly span: Span }[] | undefined;
  /** The statement as the author wrote it, where the author wrote SQL. */
  readonly sql?: string | undefined;
  /** What the engine's own grammar says against the statement; the operation is then what its words look like. */
  readonly error?: { readonly span: Span; readonly message: string } | undefined;
  /** The tool does not hand it to this engine, whatever the engine itself would do: why, in the tool's words. */
  readonly refused?: string | undefined;
  /** Words of its statement that only some engines understand. */
  readonly marks?: readonly DialectMark[] | undefined;
  /** It begins a further statement of the one text that a call hands to the database. */
  readonly continues?: boolean | undefined;
  /** The tool words it together with the step before, as one statement. */
  readonly joins?: boolean | undefined;
  /** Names that the tool makes shorter by itself where they are too long for the database. */
  readonly shortens?: readonly string[] | undefined;
  /** Names in the SQL that the tool takes for parameters, and that nobody gives a value (`:name`). */
  readonly unbound?: readonly { readonly name: string; readonly span: Span }[] | undefined;
}

/** What a column has beside its name and its type. */
export type ColumnAttribute = 'nullability' | 'default' | 'identity' | 'comment' | 'collation';

/** Changes of one table that are carried out together when the block ends. */
export interface Block {
  /** The call that opens it. */
  readonly span: Span;
  /** The author describes the table, or a part of it, in his own words there. */
  readonly described: boolean;
}

/** Words that tell for certain which engines can run a statement. */
export interface DialectMark {
  /** All that can. */
  readonly engines: readonly EngineName[];
  readonly span: Span;
  /** As the author wrote them. */
  readonly words: string;
}
