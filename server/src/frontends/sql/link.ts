import type { Migration } from '../../model/migration.ts';

/** The files of one folder in the order of their names, each behind the one before it. */
export function linked(migrations: readonly Migration[]): readonly Migration[] {
  const ordered = [...migrations].sort((a, b) => (a.path < b.path ? -1 : 1));
  return ordered.map((each, index) => {
    const before = ordered[index - 1];
    return { ...each, id: each.path, parents: before ? [before.path] : [] };
  });
}
