import type { Migration } from './migration.ts';

/** Where a migration stands among all that the tool finds, as far as their files tell. */
export interface Standing {
  /** The tool takes the file for a migration, and it does not say which (`id`) or behind which (`parents`). */
  readonly unlinked?: 'id' | 'parents' | undefined;
  /** Why the tool cannot take the id, in the tool's words. */
  readonly refusedId?: string | undefined;
  /** As many signs as the id is too long for the table that remembers what has run. */
  readonly longestId?: number | undefined;
  /** Other files that the tool takes for the same migration. */
  readonly twins: readonly Migration[];
  /** Labels of its own that another migration has, too, or is called by. */
  readonly takenLabels: readonly { readonly label: string; readonly by: Migration }[];
  /** The last of those that come behind it and are on the default branch already, which it is not. */
  readonly overtaken?: Migration | undefined;
  /** Ids that the file names and that no migration has. */
  readonly missing: readonly Missing[];
  /** The way through parents and dependencies that leads back to the migration itself: it is the first and the last. */
  readonly circle: readonly string[];
  /** Heads beside this one that no migration joins with it, where it is the youngest of them. */
  readonly rivals: readonly Migration[];
}

/** An id that no migration has. */
export interface Missing {
  readonly id: string;
  readonly as: 'parent' | 'dependency';
  /** The one that was probably meant. */
  readonly nearest?: string | undefined;
}
