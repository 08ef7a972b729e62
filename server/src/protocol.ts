/**
 * Our own requests between client and server, beside what the Language Server Protocol has. The client imports this file
 * and nothing else of the server.
 */

/** What can be written here: `ListPatterns` → `Patterns`. */
export const listPatternsRequest = 'migrationWriter/patterns';
/** Make the files of a pattern: `Scaffold` → `Scaffolded`. Nothing is written; the client applies the edit. */
export const scaffoldRequest = 'migrationWriter/scaffold';
/** The risk report of a file: `ReportOf` → `Report`. */
export const reportRequest = 'migrationWriter/report';

export interface ListPatterns {
  /** A file or folder inside the project. */
  readonly uri: string;
}

export interface Patterns {
  readonly patterns: readonly PatternInfo[];
  /** Why nothing can be written here (no alembic.ini, two heads); absent where all is well. */
  readonly problem?: string;
}

export interface PatternInfo {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly asks: readonly Ask[];
}

/** One value that a pattern needs. */
export interface Ask {
  readonly name: string;
  readonly prompt: string;
  readonly placeholder?: string;
  /** What is offered; the user may still type another. */
  readonly suggestions?: readonly string[];
  readonly optional?: boolean;
}

export interface Scaffold {
  readonly uri: string;
  readonly pattern: string;
  readonly answers: Readonly<Record<string, string>>;
}

/** `files` in the order in which they run; `problem` instead where nothing could be made. */
export interface Scaffolded {
  readonly files: readonly { readonly uri: string; readonly text: string }[];
  readonly problem?: string;
}

export interface ReportOf {
  readonly uri: string;
}

export interface Report {
  readonly markdown: string;
  readonly problem?: string;
}
