import type { Span } from '../text.ts';
import type { Name } from './name.ts';

/** A name in the text of a migration, be it whole, half typed or not begun. */
export interface NameAt {
  /** What of it stands there; empty where nothing does. */
  readonly span: Span;
  /** As the database or the tool knows it. */
  readonly text: string;
  readonly means: Meaning;
  /** The author makes it here: names that exist are not wanted. */
  readonly makes?: true | undefined;
  /** Something other than a name could stand there as well. */
  readonly loose?: true | undefined;
  /** How a name is written there. */
  spell(name: string): string;
}

/**
 * What it is the name of. A column is one of any of the tables, the nearest first; a `target` is a table with its column, as
 * `users.id`.
 */
export type Meaning =
  | { readonly what: 'revision' }
  | { readonly what: 'table' | 'view' | 'type' | 'target'; readonly schema?: string | undefined }
  | { readonly what: 'column'; readonly tables: readonly Name[] }
  | { readonly what: 'index' | 'constraint'; readonly table?: Name | undefined };
