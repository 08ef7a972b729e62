import type { Migration } from '../../model/migration.ts';
import { inCircles } from './circles.ts';
import type { Graph } from './graph.ts';

/** A migration as a row of a list. */
export interface Revision {
  /** Tells it from all others of its list: its id, or its path where it has none or shares it. */
  readonly key: string;
  readonly migration: Migration;
  /** Keys of those that it follows; of those that must run before it, on other branches. */
  readonly parents: readonly string[];
  readonly dependsOn: readonly string[];
  /** Ids that it names and no file has. */
  readonly missing: readonly string[];
  readonly standing: readonly RevisionStanding[];
}

export type RevisionStanding = (typeof standings)[number];

const standings = ['head', 'base', 'branchpoint', 'merge', 'duplicated', 'circular', 'released'] as const;

/**
 * All revisions, those that follow above those that they follow, each branch in one piece: the order of
 * `git log --topo-order`. What goes in a circle stands where the circle begins. `released` are applied already.
 */
export function revisionsOf(graph: Graph, released: ReadonlySet<Migration> = new Set()): readonly Revision[] {
  const circles = inCircles(graph.all, graph.below);
  const followers = new Map<Migration, number>();
  for (const each of graph.all) {
    for (const parent of new Set(parentsOf(each, graph))) followers.set(parent, (followers.get(parent) ?? 0) + 1);
  }
  return inOrder(graph, circles).map((migration) => ({
    key: keyOf(migration, graph),
    migration,
    parents: keysOf(parentsOf(migration, graph), graph),
    dependsOn: keysOf(dependenciesOf(migration, graph), graph),
    missing: missingOf(migration, graph),
    standing: standings.filter(
      (standing) =>
        ({
          head: graph.isHead(migration),
          base: migration.id !== undefined && migration.parents.length === 0 && !migration.unread?.includes('parents'),
          branchpoint: (followers.get(migration) ?? 0) > 1,
          merge: new Set(migration.parents).size > 1,
          duplicated: migration.id !== undefined && graph.with(migration.id).length > 1,
          circular: circles.has(migration),
          released: released.has(migration),
        })[standing],
    ),
  }));
}

function keyOf({ id, path }: Migration, graph: Graph): string {
  return id === undefined || graph.with(id).length > 1 ? path : id;
}

function keysOf(migrations: readonly Migration[], graph: Graph): readonly string[] {
  return [...new Set(migrations.map((each) => keyOf(each, graph)))];
}

function parentsOf({ parents }: Migration, graph: Graph): readonly Migration[] {
  return parents.flatMap((id) => graph.with(id));
}

function dependenciesOf({ dependsOn }: Migration, graph: Graph): readonly Migration[] {
  return dependsOn.flatMap((name) => {
    const named = graph.with(name);
    return named.length > 0 ? named : (graph.labelled(name) ?? []);
  });
}

function missingOf({ parents, dependsOn }: Migration, graph: Graph): readonly string[] {
  const unknown = (id: string) => graph.with(id).length === 0;
  const dependencies = dependsOn.filter((name) => unknown(name) && !graph.labelled(name));
  return [...new Set([...parents.filter(unknown), ...dependencies])];
}

/** The youngest head first, then what it alone holds up; of a merge the branch that it names last comes first. */
function inOrder(graph: Graph, circles: ReadonlyMap<Migration, number>): readonly Migration[] {
  const below = (each: Migration) => {
    const circle = circles.get(each);
    return new Set(graph.below(each).filter((other) => circle === undefined || circles.get(other) !== circle));
  };
  const waiting = new Map(graph.all.map((each) => [each, 0]));
  for (const each of graph.all) for (const other of below(each)) waiting.set(other, (waiting.get(other) ?? 0) + 1);
  const ready = graph.all.filter((each) => waiting.get(each) === 0).sort(byAge);
  const order: Migration[] = [];
  for (let next = ready.pop(); next; next = ready.pop()) {
    order.push(next);
    for (const other of below(next)) {
      const left = (waiting.get(other) ?? 1) - 1;
      waiting.set(other, left);
      if (left === 0) ready.push(other);
    }
  }
  return order;
}

/** By the dates that their files tell, and then by their paths; the oldest first. */
function byAge(a: Migration, b: Migration): number {
  const [first, second] = [a, b].map(({ created, path }) => `${created ?? ''}\n${path}`);
  return (first ?? '') < (second ?? '') ? -1 : 1;
}
