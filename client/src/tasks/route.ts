import type { RevisionGraph, RevisionInfo } from '../../../server/src/protocol.ts';

/** The revisions of the graph that the database is at, by what `alembic current` prints: other programs' lines name none. */
export function currentIn(out: string, { revisions }: RevisionGraph): readonly RevisionInfo[] {
  const named = new Set(out.split(/\r?\n/).flatMap((line) => /^(\S+)(?: \(.*\))*\s*$/.exec(line)?.[1] ?? []));
  return revisions.filter(({ id }) => id !== undefined && named.has(id));
}

/** What an upgrade runs on a database at `current`, in the order in which it runs. Of several ways that `+1` may mean, all. */
export function upgradesTo(target: Target, current: readonly RevisionInfo[], graph: RevisionGraph) {
  const applied = below(current, graph);
  const pending = graph.revisions.filter((each) => !applied.has(each.key)).toReversed();
  if (target === 'head') return pending;
  if (target === 'next') {
    const isNext = ({ parents, dependsOn }: RevisionInfo) =>
      [...parents, ...dependsOn].every((key) => applied.has(key));
    return pending.filter(isNext);
  }
  const wanted = below([target], graph);
  return pending.filter(({ key }) => wanted.has(key));
}

/** What a downgrade to a revision undoes on a database at `current`, in the order in which it is undone. */
export function downgradesTo(target: RevisionInfo | 'base', current: readonly RevisionInfo[], graph: RevisionGraph) {
  const applied = below(current, graph);
  const undone = graph.revisions.filter(({ key }) => applied.has(key));
  if (target === 'base') return undone;
  const isBehind = (each: RevisionInfo) => each.key !== target.key && below([each], graph).has(target.key);
  return undone.filter(isBehind);
}

export type Target = RevisionInfo | 'head' | 'next';

/** These and all that they rest on, by their keys. */
function below(tips: readonly RevisionInfo[], { revisions }: RevisionGraph): ReadonlySet<string> {
  const byKey = new Map(revisions.map((each) => [each.key, each]));
  const found = new Set<string>();
  const open = tips.map(({ key }) => key);
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const revision = byKey.get(key);
    if (!revision || found.has(key)) continue;
    found.add(key);
    open.push(...revision.parents, ...revision.dependsOn);
  }
  return found;
}
