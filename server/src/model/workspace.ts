import type { Source } from '../text.ts';
import type { EngineName } from './engine.ts';
import type { Severity } from './finding.ts';
import type { Environment } from './frontend.ts';
import type { ToolName } from './migration.ts';
import type { Deployment } from './rule.ts';
import type { Mentions } from './usage.ts';

/** All that the core may ask of the world. The editor and the command line each hand one in. */
export interface Workspace {
  /** What is known of the project that the file belongs to. */
  project(path: string): Promise<Project>;
  /**
   * Every migration file of the environment of `path`, as last saved or as open in the editor. The same array (by identity)
   * as long as none of them changes, so that what is derived from it may be kept.
   */
  migrations(path: string): Promise<readonly Source[]>;
  /**
   * The files of the application around `near` that have, for one of the lists, all of its words in capitals or not: migrations, tests and other
   * people's code aside. `more` tells from what was found which further lists are asked for. Undefined where that is not known
   * (yet); absent where nobody can look.
   */
  mentions?(words: Words, near: string, more?: (found: readonly Source[]) => Words): Promise<Mentions | undefined>;
  /** The program around the migrations of `path`, as last saved or as open in the editor; absent where nobody can look. */
  script?(path: string): Promise<Source | undefined>;
  /** The tool's own template of new migrations in the environment of `path`; absent where nobody can look. */
  skeleton?(path: string): Promise<Source | undefined>;
  /** A Handlebars template by its name (`alembic/revision`), without `.hbs`; the project of the file `near` may have its own. */
  template(name: string, near?: string): Promise<Source>;
  /** Resolves when SQL of an engine other than the project's can be read; absent where it always can. */
  prepare?(engine: EngineName): Promise<void>;
  /** Resolves when whoever else waits has had a turn, after much work; absent where nobody else waits. */
  turn?(): Promise<void> | undefined;
  /**
   * The paths of all files that git has on the default branch of the repository of `path`; the same set as long as it stays so.
   * Undefined where there is no such branch; absent where nobody can look.
   */
  merged?(path: string): Promise<ReadonlySet<string> | undefined>;
  /** A revision id that nobody has used yet. */
  newRevision(): string;
  now(): Date;
}

/** Lists of words: a file counts that has all the words of one of them. */
export type Words = readonly (readonly string[])[];

/** What the project is, and how we know. */
export interface Project {
  readonly tool: ToolName;
  readonly engine: EngineName;
  readonly engineVersion: string;
  readonly deployment: Deployment;
  readonly environment: Environment;
  /** Severity or 'off' by rule id. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** From how many rows on a table counts as large. */
  readonly largeTableRows: number;
  /** Sizes of tables, by their names as users write them: `users`, `schema.users`. */
  readonly tables?: Readonly<Record<string, TableSize>> | undefined;
  /** The migration that is applied everywhere already, with all that it rests on, and where that is set. */
  readonly startAfter?: StartAfter | undefined;
  /** Only migrations that git does not have on its default branch are reported; where that is set. */
  readonly unmergedOnly?: { readonly path?: string | undefined; readonly line?: number | undefined } | undefined;
  /** The environment variable with the URL of the database; never its value. */
  readonly databaseUrlEnv?: string | undefined;
  readonly evidence: readonly Evidence[];
}

/** What a setting says of what has been applied. */
export interface StartAfter {
  /** The id of a migration, the beginning of one, or the version or name of a file. */
  readonly revision: string;
  /** The file that says it; absent for the editor's settings and the command line. */
  readonly path?: string | undefined;
  /** 1-based. */
  readonly line?: number | undefined;
}

/** How large a table is, and who says so. */
export interface TableSize {
  readonly rows: number;
  /** With its indexes, as far as somebody has said it. */
  readonly bytes?: number | undefined;
  /** The file that says it; absent for the editor's settings and the command line. */
  readonly path?: string | undefined;
  /** 1-based. */
  readonly line?: number | undefined;
}

/** Why a fact of the project is believed. Without a path the editor or the command line said so, or it was assumed. */
export interface Evidence {
  readonly fact: string;
  readonly value: string;
  /** What was said, where the value is only the nearest to it that is known. */
  readonly said?: string | undefined;
  readonly path?: string | undefined;
  /** 1-based. */
  readonly line?: number | undefined;
  /** Nobody said so. */
  readonly assumed?: boolean | undefined;
  /** What it speaks of, where it was found in a file of the project; absent for settings. */
  readonly basis?: Basis | undefined;
  /** What other files say instead, each value once, the strongest first. */
  readonly contradictions?: readonly Contradiction[] | undefined;
}

export interface Contradiction {
  readonly value: string;
  readonly basis: Basis;
  readonly path: string;
  /** 1-based. */
  readonly line?: number | undefined;
}

/**
 * What evidence speaks of, the strongest first: the folder or name of the migrations themselves, what runs in production, what
 * the team has written down, what the program is set up with, what development runs, what tests run, what it is built with.
 */
export const bases = [
  'migrations',
  'production',
  'notes',
  'configuration',
  'development',
  'tests',
  'dependencies',
] as const;

export type Basis = (typeof bases)[number];
