import type { Migration } from '../model/migration.ts';
import type { Graph } from './graph.ts';

/**
 * The heads that the tool cannot choose between, this one among them, where it is the youngest; nothing where it is not.
 * Branches with labels of their own are meant to be apart, and so are histories in folders of their own.
 */
export function rivalsOf(migration: Migration, graph: Graph): readonly Migration[] {
  if (!graph.isHead(migration) || graph.isCircular || graph.all.some((each) => each.unread || each.id === undefined))
    return [];
  const own = groupsOf(graph).get(migration) ?? [];
  return youngest(own) === migration ? own.filter((each) => each !== migration) : [];
}

const groups = new WeakMap<Graph, ReadonlyMap<Migration, readonly Migration[]>>();

/** Each head with all that it is in the way of, found out once for a history. */
function groupsOf(graph: Graph): ReadonlyMap<Migration, readonly Migration[]> {
  const known = groups.get(graph);
  if (known) return known;
  const heads = onceEach(graph.all.filter((each) => graph.isHead(each))).map((head) => {
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

/** Two files of one id are another matter. */
function onceEach(migrations: readonly Migration[]): readonly Migration[] {
  return [...new Map(migrations.map((each) => [each.id, each])).values()];
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

function folderOf({ path }: Migration): string {
  return path.replace(/[/\\][^/\\]*$/, '');
}
