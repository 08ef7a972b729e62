import type { Migration } from '../../model/migration.ts';
import type { Graph } from './graph.ts';
import type { Released } from './released.ts';

/**
 * The heads that the tool cannot choose between, this one among them, where it is the youngest; nothing where it is not.
 * Branches with labels of their own are meant to be apart, and so are histories in folders of their own.
 */
export function rivalsOf(
  migration: Migration,
  graph: Graph,
  isBeside: (other: Migration) => boolean,
  released: Released = new Set(),
): readonly Migration[] {
  if (!graph.isHead(migration) || graph.isCircular) return [];
  const own = (groupsOf(graph).get(migration) ?? []).filter((each) => each === migration || isBeside(each));
  const unreleased = own.filter((each) => !released.has(each));
  return youngest(unreleased.length > 0 ? unreleased : own) === migration
    ? own.filter((each) => each !== migration)
    : [];
}

const groups = new WeakMap<Graph, ReadonlyMap<Migration, readonly Migration[]>>();

/** Each head with all that it is in the way of, found out once for a history. */
function groupsOf(graph: Graph): ReadonlyMap<Migration, readonly Migration[]> {
  const known = groups.get(graph);
  if (known) return known;
  const heads = headsOf(graph).map((head) => {
    const below = graph.foundations(head, 'parents');
    const labels = [...new Set([...below].flatMap((each) => each.labels))].sort().join('\n');
    return { head, below, labels, all: graph.foundations(head, 'all') };
  });
  type Head = (typeof heads)[number];
  const areRivals = (a: Head, b: Head) =>
    a.labels === b.labels &&
    !a.all.has(b.head) &&
    !b.all.has(a.head) &&
    (folderOf(a.head) === folderOf(b.head) || [...a.below].some((each) => b.below.has(each)));
  const made = new Map(
    heads.map((own) => [
      own.head,
      heads.filter((each) => each === own || areRivals(own, each)).map(({ head }) => head),
    ]),
  );
  groups.set(graph, made);
  return made;
}

/** Nothing where it is not known of each whom it follows; two files of one id are another matter. */
function headsOf({ all, isHead, with: named }: Graph): readonly Migration[] {
  const isPlaced = ({ id, unread, parents, spans }: Migration) =>
    id !== undefined && !unread && spans.parents !== undefined && parents.every((each) => named(each).length > 0);
  return all.every(isPlaced) ? [...new Map(all.filter(isHead).map((each) => [each.id, each])).values()] : [];
}

/** By the dates that their files tell, or else the last in the order of paths. */
function youngest(heads: readonly Migration[]): Migration | undefined {
  const dated = heads.flatMap((head) => (head.created === undefined ? [] : [{ head, created: head.created }]));
  if (dated.length < heads.length) return heads.at(-1);
  return dated.reduce(
    (last, each) => (each.created >= last.created ? each : last),
    dated[0] ?? { head: undefined, created: '' },
  ).head;
}

export function folderOf({ path }: Pick<Migration, 'path'>): string {
  return path.replace(/[/\\][^/\\]*$/, '');
}
