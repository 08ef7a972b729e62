import type { Difference } from './difference.ts';
import type { Step } from './migration.ts';
import { isSame } from './schema.ts';

/** What the way back makes otherwise than it was is told where it does so, all the rest where it begins. */
export function byPlace<S extends Step>(
  differences: readonly Difference[],
  down: readonly S[],
): ReadonlyMap<S | undefined, readonly Difference[]> {
  const places = new Map<S | undefined, Difference[]>();
  for (const each of differences) {
    const doer = each.kind === 'changed' ? down.findLast((step) => isAbout(step, each)) : undefined;
    places.set(doer, [...(places.get(doer) ?? []), each]);
  }
  return places;
}

function isAbout({ operation }: Step, each: Extract<Difference, { readonly kind: 'changed' }>): boolean {
  if (!('table' in operation) || !operation.table || !isSame(operation.table, each.table)) return false;
  if (operation.kind === 'addColumn') return operation.column.name === each.was.name;
  if (operation.kind === 'createTable') return true;
  const kinds = { type: ['changeType'], nullable: ['setNotNull', 'dropNotNull'], default: ['setDefault'] };
  return kinds[each.facet].includes(operation.kind) && 'column' in operation && operation.column === each.was.name;
}
