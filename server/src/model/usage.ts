import type { Source, Span } from '../text.ts';

/** What was found where the texts of a project, its migrations and tests aside, were searched for words. */
export interface Mentions {
  /** The folder that was searched. */
  readonly root: string;
  /** How many files were looked into. */
  readonly files: number;
  /** There were more of them than are looked into. */
  readonly partial?: true | undefined;
  /** Those that name what was asked for. */
  readonly sources: readonly Source[];
}

/** A place of the application. */
export interface Place {
  readonly path: string;
  readonly span: Span;
  /** `app/models.py:14`, as seen from the folder that was searched. */
  readonly place: string;
}

/**
 * A place in the application that surely names a table, or a column of one. `model`: a mapped class or a `Table(…)` declares
 * it; `reference`: a foreign key of one points to it; `sql`: a statement in the text names it.
 */
export interface Usage extends Place {
  readonly as: 'model' | 'reference' | 'sql';
}

export interface Usages {
  /** The surest first. */
  readonly places: readonly Usage[];
  /** The same word, in files that name the table as well, may mean something else; it never counts as a use. */
  readonly words: readonly Place[];
  /** How many files were looked into. */
  readonly files: number;
  /** There were more of them than are looked into. */
  readonly partial?: true | undefined;
}

/** How far the search went: what it did not find may be there all the same. */
export function searchedText({ files, partial }: Pick<Usages, 'files' | 'partial'>): string {
  if (partial) return `in ${files} files; there are more`;
  return `in ${files} ${files === 1 ? 'file' : 'files'}`;
}

/** For the end of a message that speaks of running code: empty where something was found, or nobody has looked. */
export function noneFound(usages: Usages | undefined): string {
  return usages && usages.places.length === 0 ? ` (none found ${searchedText(usages)})` : '';
}
