import type { Workspace } from '../model/workspace.ts';
import type { Source } from '../text.ts';

/** All that the server may ask of the machine it runs on: a workspace that also knows what the editor has open. */
export interface Host extends Workspace {
  /** Resolves when analysis can begin. */
  readonly ready: Promise<void>;
  /** Milliseconds for which a file that was just opened waits for its history; absent: as long as that takes. */
  readonly patience?: number | undefined;
  /** The path of a document; undefined where it is not a file. */
  pathOf(uri: string): string | undefined;
  uriOf(path: string): string;
  /** A text that stands before the disk's; undefined: the disk speaks again. */
  overlay(path: string, text: string | undefined): void;
  /** These files changed on disk; false where none of them matters to migrations. */
  changedOnDisk(paths: readonly string[]): boolean;
  /** Tells of each stats file that is read for the first time. */
  whenStatsFileIsRead(listener: (path: string) => void): void;
  /** From now on `mentions` makes nobody wait: it tells later that they are found, or others than before. */
  whenMentionsAreFound(listener: () => void): void;
  /** Takes the editor's settings, by the folder they are for ('' for all others); returns what is wrong in them. */
  configure(settings: ReadonlyMap<string, unknown>): readonly string[];
  /** What is wrong in the settings files that `path` obeys. */
  problems(path: string): Promise<readonly SettingsProblem[]>;
  /** What is wrong in this settings file; undefined where it is none. */
  checkSettings(source: Source): readonly SettingsProblem[] | undefined;
  /** What a settings file says of what is applied, and in which line. */
  startAfterIn(source: Source): { readonly revision: string; readonly line: number } | undefined;
  /** The settings file that holds for `path`, else a new one in `folder`, with a setting changed where it is of JSON. */
  withSetting(path: string, folder: string, key: string, value: string): Promise<SettingChanged>;
  /** All migrations at or below a path, in the order of their paths. */
  migrationFiles(path: string): Promise<readonly string[]>;
  /** Migrations below a path that are new or changed since the branch at hand left the commit; empty: the default branch. */
  changedSince(
    ref: string,
    path: string,
  ): Promise<{ readonly paths: ReadonlySet<string> } | { readonly problem: string }>;
  /** Why a file of the disk cannot be read, as the end of a sentence; undefined where it can. */
  whyUnreadable(path: string): Promise<string | undefined>;
  /** Why a migration is not analysed (its size, binary content), as the end of a sentence; undefined where it is. */
  refusal(source: Source): string | undefined;
}

export interface SettingsProblem {
  /** Absent for the editor's settings and the command line. */
  readonly path?: string | undefined;
  /** 1-based. */
  readonly line: number;
  readonly message: string;
}

export interface SettingChanged {
  readonly path: string;
  /** The whole text with the change; absent where its author must make it. */
  readonly text?: string | undefined;
  /** 1-based, where the setting stands, or should. */
  readonly line: number;
}
