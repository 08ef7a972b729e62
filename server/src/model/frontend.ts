import type { Edit, Source } from '../text.ts';
import type { EngineName } from './engine.ts';
import type { Change, InPlace, Phase } from './finding.ts';
import type { Migration, Step, ToolName } from './migration.ts';
import type { NameAt } from './name-at.ts';
import type { Operation } from './operation.ts';
import type { Script } from './script.ts';
import type { Comments } from './suppression.ts';
import type { Unfilled } from './template.ts';

/** What a frontend needs to know of the project to read a file. */
export interface Target {
  readonly engine: EngineName;
  readonly version: string;
  /** As the environment has it; a history is folded by it, and no file is read otherwise for it. */
  readonly namingConvention?: Environment['namingConvention'];
}

/** Where and how a tool keeps its files, as its configuration says. */
export interface Environment {
  /** Folders of migration files, absolute; the first one takes new files. */
  readonly folders: readonly string[];
  /** Alembic's `file_template` with `%(rev)s`, `%(slug)s` …; absent: the tool's own default. */
  readonly fileTemplate?: string | undefined;
  /** Zone of the dates in new files and of their names, as IANA calls it; absent: local time. */
  readonly timezone?: string | undefined;
  readonly slugLength?: number | undefined;
  /** Names of what the tool runs on each migration that it has written. */
  readonly hooks?: readonly string[] | undefined;
  /** Alembic's `transaction_per_migration`, as `env.py` has it; absent where it says nothing. */
  readonly transactionPerMigration?: boolean | undefined;
  /** Alembic's `render_as_batch`: what it writes by itself, it writes in batch mode. */
  readonly renderAsBatch?: boolean | undefined;
  /** Each statement commits by itself: `isolation_level="AUTOCOMMIT"`. */
  readonly autocommit?: boolean | undefined;
  /** What each connection is told before migrations run (`lock_timeout`, `foreign_keys`), by names in lower case. */
  readonly parameters?: ReadonlyMap<string, string> | undefined;
  /**
   * By which the names of constraints are made that the author gives none: templates by kind (`ix`, `uq`, `ck`, `fk`, `pk`);
   * `unread` where there are some that only running the code would tell.
   */
  readonly namingConvention?: Readonly<Record<string, string>> | 'unread' | undefined;
  /** Path of the program that runs the migrations: `env.py`. */
  readonly script?: string | undefined;
  /** Path of the file that says so; absent where it was inferred. */
  readonly config?: string | undefined;
  /** The section of it that says so, where that is not the tool's own. */
  readonly section?: string | undefined;
}

/** What the tool itself does with a migration that it has written. */
export interface Afterwards {
  /** What it is called in the project's configuration: `black`, `ruff`. */
  readonly names: readonly string[];
  /** Arguments for the project's Python, which runs it in `folder`. */
  readonly args: readonly string[];
  readonly folder: string;
  /** Path of the file that says so. */
  readonly config: string;
}

/** What new migrations stand beside. */
export interface Neighbours {
  /** All migration files of the environment. */
  readonly siblings: readonly Source[];
  readonly created: Date;
}

/** A migration that is yet to be written. */
export interface NewFile {
  readonly phase: Phase;
  readonly id: string;
  readonly parents: readonly string[];
  /** Labels of the branch that it begins, and ids that must have run before it on other branches. */
  readonly labels?: readonly string[] | undefined;
  readonly dependsOn?: readonly string[] | undefined;
  readonly created: Date;
  /** The tool's own template of new migrations, with its holes: what it imports, and its style where there is no `like`. */
  readonly skeleton?: Source | undefined;
  /** A file whose style (quotes, imports, annotations) is followed. */
  readonly like?: Source | undefined;
  /** All migration files of the environment. */
  readonly siblings?: readonly Source[] | undefined;
  readonly engine: EngineName;
}

/** What a file becomes. */
export interface Rewritten extends Change {
  /** What the file cannot hold, as the tool runs it: new migrations behind it, before all that a fix lets follow. */
  readonly later?: readonly Phase[] | undefined;
}

/** How a tool tells its migrations apart by the ids that their texts give them. */
export interface Identity {
  /** What the table that remembers what has run has room for, where the database minds it. */
  readonly longest: number;
  /** That table, and its column of ids. */
  readonly table: string;
  readonly column: string;
  /** Why the tool cannot take the id, in its words; undefined where it can. */
  refusal(id: string): string | undefined;
}

/** A migration tool: reads its files into the model and prints the model back. Never throws on any text. */
export interface Frontend {
  readonly name: ToolName;
  /** Whether the file is one of this tool's migrations, by its path and its text. */
  claims(source: Source): boolean;
  /** Whether a file of this name can be one of the tool's at all: asked where the user says that it is. */
  accepts(path: string): boolean;
  /** The engine that the file's name says it is for; absent where no name does, or this one does not. */
  engineOf?(path: string): EngineName | undefined;
  /** The database that the file's name says it is for, where it is none that is known here: such a file is not accepted. */
  foreignTo?(path: string): string | undefined;
  /**
   * Where no configuration names folders: the one that holds the file's history, and whether each migration is a folder
   * of its own in it.
   */
  home?(source: Source): { readonly folder: string; readonly nested: boolean };
  /** The path of the tool's own note on how the file is run. */
  noteBeside?(path: string): string | undefined;
  /** What files like this one would do inside of a transaction, for want of a way out of it, although it is meant to run outside. */
  confined?(phases: readonly Phase[], like: Source | undefined, engine: EngineName): readonly Operation[];
  /** Absent where names of files tell the migrations apart. */
  readonly identity?: Identity;
  /** What of the text says where the file stands among the others: while it stays the same, they need not look again. */
  standing(source: Source): string;
  parse(source: Source, target: Target): Migration;
  comments(source: Source, target: Target): Comments;
  /** The name of a migration or of something in the database at a place of the text, which may be half typed. */
  nameAt(source: Source, offset: number, target: Target): NameAt | undefined;
  /** The program around the migrations; absent where the tool has none. */
  readonly script?: {
    /** Whether the file is it, by its path and its text. */
    claims(source: Source): boolean;
    read(source: Source, engine?: EngineName): Script;
    /** The name of the file beside it by which the tool writes new migrations. */
    readonly skeleton: string;
    /** How it is told to give each migration a transaction of its own, as the end of "or …". */
    readonly apart: string;
    /** The same as edits of its text; none where it says so already, or its call is not found. */
    giveEachItsOwn(source: Source): readonly Edit[];
  };
  /**
   * The migrations of one environment with what their texts do not say and only their names, side by side, do: whom each
   * follows, which file undoes which. Absent where each file says it all.
   */
  link?(migrations: readonly Migration[]): readonly Migration[];
  /**
   * Whether a transaction is opened before the step where none is open, though neither the text nor the tool says BEGIN: the
   * driver does so. Absent: nothing does, and each statement commits by itself.
   */
  opensTransaction?(step: Pick<Step, 'operation' | 'sql'>, engine: EngineName): boolean;
  /** What the tool would do with these files, had it written them; it runs programs of the project, so somebody has to ask. */
  afterWriting?(environment: Environment, paths: readonly string[]): Afterwards | undefined;
  /**
   * The rewrites in the style of the file; the edits do not overlap. No edits and no files: it cannot be done faithfully.
   * `siblings` are all migration files of the environment.
   */
  rewrite(source: Source, target: Target, rewrites: readonly InPlace[], siblings: readonly Source[]): Rewritten;
  /** The phases as this tool has to cut them, where it cannot run each as one file that looks like `like`. */
  divide?(phases: readonly Phase[], like: Source | undefined, engine: EngineName): readonly Phase[];
  /** Ids of `count` new migrations, in their order; `dice` makes one that nobody has. */
  newIds(count: number, near: Neighbours, dice: () => string): readonly string[];
  /** The files of one new migration: paths inside the environment, and texts. `template` is the Handlebars template for this tool; why it cannot be filled in, otherwise. */
  print(file: NewFile, environment: Environment, template: Source): readonly Source[] | Unfilled;
}
