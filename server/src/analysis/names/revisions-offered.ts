import type { Migration } from '../../model/migration.ts';
import type { Analysis } from '../analyze.ts';
import type { Offer } from './names-offered.ts';

/**
 * The migrations that this one can follow: what nothing else follows first, then the latest. Whatever rests on this one
 * itself would make a circle.
 */
export function revisionsOffered({ migration, history }: Analysis): readonly Offer[] {
  const others = history.graph.all.filter(({ path, id }) => path !== migration.path && id !== undefined);
  const above = restingOn(migration, others);
  const named = new Set(others.flatMap(({ parents }) => parents));
  const rank = new Map(history.order.map((each, at) => [each.path, at]));
  const isHead = ({ id = '' }: Migration) => !named.has(id);
  const later = (a: Migration, b: Migration) =>
    Number(isHead(b)) - Number(isHead(a)) || (rank.get(b.path) ?? -1) - (rank.get(a.path) ?? -1);
  return others
    .filter((each) => !above.has(each))
    .sort(later)
    .map((each) => ({
      kind: 'revision',
      name: each.id ?? '',
      detail: [each.title ?? '', ...(isHead(each) ? ['head'] : [])].filter((part) => part !== '').join(' · '),
    }));
}

/** The migration's followers, and theirs. */
function restingOn({ id, labels }: Migration, others: readonly Migration[]): ReadonlySet<Migration> {
  const byName = new Map<string, Migration[]>();
  for (const each of others) {
    for (const name of [...each.parents, ...each.dependsOn]) byName.set(name, [...(byName.get(name) ?? []), each]);
  }
  const above = new Set([...(id === undefined ? [] : [id]), ...labels].flatMap((name) => byName.get(name) ?? []));
  for (const each of above) {
    for (const name of [each.id ?? '', ...each.labels]) for (const next of byName.get(name) ?? []) above.add(next);
  }
  return above;
}
