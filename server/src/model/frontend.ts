import type { Edit, Source } from '../text.ts';
import type { EngineName } from './engine.ts';
import type { InPlace, Phase } from './finding.ts';
import type { Migration, ToolName } from './migration.ts';

/** What a frontend needs to know of the project to read a file. */
export interface Target {
  readonly engine: EngineName;
  readonly version: string;
}

/** Where and how a tool keeps its files, as its configuration says. */
export interface Environment {
  /** Folders of migration files, absolute; the first one takes new files. */
  readonly folders: readonly string[];
  /** Alembic's `file_template` with `%(rev)s`, `%(slug)s` …; absent: the tool's own default. */
  readonly fileTemplate?: string | undefined;
  readonly slugLength?: number | undefined;
  /** Path of the file that says so; absent where it was inferred. */
  readonly config?: string | undefined;
}

/** A file that is yet to be written. */
export interface NewFile {
  readonly phase: Phase;
  readonly id: string;
  readonly parents: readonly string[];
  readonly created: Date;
  /** A file whose style (quotes, imports, annotations) is followed. */
  readonly like?: Source | undefined;
  readonly engine: EngineName;
}

/** A migration tool: reads its files into the model and prints the model back. Never throws on any text. */
export interface Frontend {
  readonly name: ToolName;
  /** Whether the file is one of this tool's migrations, by its path and its text. */
  claims(source: Source): boolean;
  parse(source: Source, target: Target): Migration;
  /** The edits of the rewrites, in the style of the file; they do not overlap. */
  rewrite(source: Source, target: Target, rewrites: readonly InPlace[]): readonly Edit[];
  /** A whole new file: its path inside the environment and its text. `template` is the Handlebars text for this tool. */
  print(file: NewFile, environment: Environment, template: string): Source;
}
