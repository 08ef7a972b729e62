import type { Engine } from '../../model/engine.ts';
import type { Environment, Frontend } from '../../model/frontend.ts';
import type { Migration } from '../../model/migration.ts';
import { nearest } from '../../model/nearest.ts';
import type { Missing, Standing } from '../../model/standing.ts';
import { type Graph, keyOf } from './graph.ts';
import type { History } from './history.ts';
import type { Released } from './released.ts';
import { folderOf, rivalsOf } from './rivals.ts';

/** Where the tool keeps its files, and by what it and the database tell migrations apart. */
interface Ground {
  readonly frontend: Pick<Frontend, 'identity' | 'home'>;
  readonly engine: Pick<Engine, 'lengthsAreLabels'>;
  readonly environment: Environment;
  /** Nothing is said of these. */
  readonly released?: Released | undefined;
}

/** Where a migration stands among the others. Only what all of their files together show is told. */
export function standingOf(migration: Migration, { graph }: History, ground: Ground): Standing {
  const { identity } = ground.frontend;
  const known = graph.at(migration.path);
  const alone = { twins: [], takenLabels: [], missing: [], circle: [], rivals: [] };
  const own = migration.id === undefined ? undefined : identity?.refusal(migration.id);
  const itself = {
    unlinked: identity && unlinked(migration, ground.environment),
    refusedId: own,
    longestId: isTooLong(migration, graph, ground) ? identity?.longest : undefined,
  };
  if (!known) return { ...alone, ...itself };
  const key = keyOf(known);
  const besideIt = (other: Migration) => isBeside(other, known, ground);
  return {
    ...itself,
    twins: key === undefined ? [] : graph.sharing(key).filter(besideIt),
    takenLabels: known.labels.flatMap((label) => takenBy(label, known, graph)),
    missing: identity ? missing(known, graph, ground.environment) : [],
    circle: graph.isCircular ? wayBackTo(known, graph) : [],
    rivals: identity ? rivalsOf(known, graph, besideIt, ground.released) : [],
  };
}

/** Folders of one environment may be for one database each, unless the configuration names them together. */
function isBeside(other: Migration, own: Migration, { frontend, environment: { config, folders } }: Ground): boolean {
  if (other.path === own.path) return false;
  const homeOf = ({ path }: Migration) => {
    const home = frontend.home?.({ path, text: '' });
    return home?.nested ? home.folder : folderOf({ path });
  };
  const [there, here] = [homeOf(other), homeOf(own)];
  return there === here || (config !== undefined && folders.includes(there) && folders.includes(here));
}

/** It lies where the tool looks, and does not say what the tool must know. */
function unlinked({ path, id, unread, spans }: Migration, environment: Environment): Standing['unlinked'] {
  const folder = folderOf({ path });
  const name = path.slice(folder.length + 1);
  const isLookedAt = environment.config !== undefined || /(^|[/\\])versions$/.test(folder);
  if (!isLookedAt || !environment.folders.includes(folder) || /^(__init__|\.#)/.test(name)) return undefined;
  // What neither upgrades nor follows anything, is just being written, or is a helper.
  if (id === undefined) return (spans.up || spans.parents) && !unread?.includes('id') ? 'id' : undefined;
  return spans.parents === undefined && !unread?.includes('parents') ? 'parents' : undefined;
}

function isTooLong({ id = '' }: Migration, graph: Graph, { frontend: { identity }, engine }: Ground): boolean {
  if (!identity || id.length <= identity.longest || engine.lengthsAreLabels) return false;
  // Some projects give the column more room, in a migration of their own.
  return !graph.all.some(({ up }) =>
    up.some(
      ({ operation }) =>
        'table' in operation &&
        operation.table?.name === identity.table &&
        (!('column' in operation) || operation.column === identity.column),
    ),
  );
}

/**
 * Whether all migrations are known: none is unreadable or has an id that only running it would tell, and no folder that is to hold some is
 * empty. Where no configuration names the folders, a history that begins nowhere may begin in another one.
 */
function isWhole({ all }: Graph, { config, folders }: Environment): boolean {
  if (all.some((each) => each.id === undefined)) return false;
  if (config === undefined) return all.some((each) => each.parents.length === 0 && !each.unread);
  return folders.every((folder) => all.some(({ path }) => path.startsWith(folder)));
}

/** A label is a name like an id, and a file that the tool takes for the same migration is not another one. */
function takenBy(label: string, own: Migration, { all }: Graph): Standing['takenLabels'] {
  const by = all.find((each) => each.id !== own.id && (each.id === label || each.labels.includes(label)));
  return by ? [{ label, by }] : [];
}

function missing(migration: Migration, graph: Graph, environment: Environment): readonly Missing[] {
  const named = (migration.spans.named ?? []).filter(
    ({ id, as }) => graph.with(id).length === 0 && !(as === 'dependency' && graph.labelled(id)),
  );
  if (named.length === 0 || graph.all.length < 2 || !isWhole(graph, environment)) return [];
  return named.map(({ id, as }) => ({ id, as, nearest: meant(id, migration, graph) }));
}

/** The head of the branch that a label names, the only id that begins so, or the only one that looks most alike. */
function meant(name: string, migration: Migration, graph: Graph): string | undefined {
  const others = graph.all.filter((each) => each.id !== undefined && each.id !== migration.id);
  const ids = [...new Set(others.flatMap(({ id }) => id ?? []))];
  const owner = graph.labelled(name.split('@')[0] ?? '');
  const longer = ids.filter((id) => name.length >= 4 && id.startsWith(name));
  const ofBranch = (each: Migration) => graph.isHead(each) && owner && graph.foundations(each, 'parents').has(owner);
  const near = owner
    ? others.flatMap((each) => (ofBranch(each) ? [each.id] : []))
    : longer.length > 0
      ? longer
      : nearest(name, ids);
  const [only, second] = near;
  if (only === undefined || second !== undefined) return undefined;
  return graph.with(only).some((each) => graph.foundations(each, 'all').has(migration)) ? undefined : only;
}

/** The shortest way through what it rests on back to itself. */
function wayBackTo(migration: Migration, graph: Graph): readonly string[] {
  const before = new Map<Migration, Migration | undefined>([[migration, undefined]]);
  for (const [each] of before) {
    for (const below of graph.below(each)) {
      if (below === migration) return [migration, ...wayUp(each, before)].flatMap(({ id }) => id ?? []).reverse();
      if (!before.has(below)) before.set(below, each);
    }
  }
  return [];
}

function wayUp(from: Migration, before: ReadonlyMap<Migration, Migration | undefined>): readonly Migration[] {
  const way: Migration[] = [];
  for (let each: Migration | undefined = from; each; each = before.get(each)) way.push(each);
  return way;
}
