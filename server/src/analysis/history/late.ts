import type { Migration } from '../../model/migration.ts';
import type { History } from './history.ts';
import { folderOf } from './rivals.ts';

/**
 * The last migration behind this one that git has on the default branch, where it does not have this one: databases have run
 * it, or will have. What has only got another name is there by its version: no later one overtakes it.
 */
export function lastMergedBehind(
  migration: Migration,
  { graph, order }: History,
  merged: ReadonlySet<string>,
  called: (path: string) => Migration,
): Migration | undefined {
  const own = graph.at(migration.path);
  if (!own || migration.undoes !== undefined || merged.has(own.path)) return undefined;
  const folder = folderOf(own);
  const ahead = order.slice(order.findIndex(({ path }) => path === own.path) + 1);
  const last = ahead.findLast((each) => merged.has(each.path) && each.whenLate && folderOf(each) === folder);
  if (!last) return undefined;
  const gone = [...merged].filter((path) => path.startsWith(folder) && path.endsWith('.sql') && !graph.at(path));
  return gone.some((path) => isSame(called(path), own)) ? undefined : last;
}

function isSame(other: Migration, own: Migration): boolean {
  return folderOf(other) === folderOf(own) && (other.id === own.id || (other.version ?? 1) === own.version);
}
