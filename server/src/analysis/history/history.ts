import type { Migration } from '../../model/migration.ts';
import type { Schema } from '../../model/schema.ts';
import { foldOf, foundations } from './fold.ts';
import { type Graph, graphOf } from './graph.ts';
import { isLopsided } from './lopsided.ts';

/** The revisions of one environment, and the schema folded along them. */
export interface History {
  /** The schema that the migration meets, as far as its ancestors tell. */
  before(migration: Migration): Schema;
  /** The migration with what its neighbours tell of it: whom it follows, what undoes it. */
  placed(migration: Migration): Migration;
  /** The file that only takes this migration back, where there is one. */
  undoing(migration: Migration): Migration | undefined;
  /** The migration that this file takes back, where it does nothing else. */
  undone(migration: Migration): Migration | undefined;
  /** Whether the ways back of all later migrations lead to the schema that this one left behind, as far as can be seen. */
  leadsBack(migration: Migration): boolean;
  /** Its ancestors as far as each has but one parent, nearest first. */
  previous(migration: Migration): readonly Migration[];
  /** The migrations that name this id as a parent. */
  children(id: string): readonly Migration[];
  /** Ids that no migration follows. */
  readonly heads: readonly string[];
  /** The heads that are reached from this id, itself included where nothing follows it. */
  headsAbove(id: string): readonly string[];
  /** All that can be put in order, parents first. */
  readonly order: readonly Migration[];
  /** The schema behind all revisions. */
  readonly latest: Schema;
  /** Who names whom. */
  readonly graph: Graph;
}

/** Cycles, missing parents and duplicate ids do not stop it: what cannot be ordered meets an empty schema. */
export function historyOf(files: readonly Migration[], ground?: Schema): History {
  const owners = ownersOf(files);
  const migrations = owners.size === 0 ? files : files.map((each) => withoutLabels(each, owners));
  const byId = new Map<string, Migration>();
  const byPath = new Map(migrations.map((each) => [each.path, each]));
  for (const each of migrations) {
    if (each.id !== undefined && each.undoes === undefined && !byId.has(each.id)) byId.set(each.id, each);
  }
  const undoing = new Map<string, Migration>();
  for (const each of migrations) {
    if (each.undoes !== undefined && !undoing.has(each.undoes)) undoing.set(each.undoes, each);
  }
  const followers = childrenOf(byId);
  const heads = [...byId.keys()].filter((id) => !followers.has(id));
  const order = inOrder(byId, followers);
  const chains = new Map<string, readonly Migration[]>();
  let lopsided: ReadonlySet<string | undefined> | undefined;
  let graph: Graph | undefined;
  const fold = foldOf(order, ground);
  return {
    heads,
    order,
    placed: (migration) => place(migration, byPath.get(migration.path)),
    undoing: ({ id, undoes }) => (id === undefined || undoes !== undefined ? undefined : undoing.get(id)),
    undone: ({ undoes }) => (undoes === undefined ? undefined : byId.get(undoes)),
    leadsBack: ({ id, undoes }) => {
      lopsided ??= belowLopsided(order, followers, migrations);
      return !lopsided.has(undoes ?? id);
    },
    previous: (migration) => {
      const [parent, second] = migration.parents;
      if (parent === undefined || second !== undefined) return [];
      const known = chains.get(parent) ?? chain(migration, byId);
      chains.set(parent, known);
      return known;
    },
    children: (id) => followers.get(id) ?? [],
    headsAbove: (id) =>
      reach(id, (each) => (followers.get(each) ?? []).flatMap(idOf)).filter((each) => !followers.has(each)),
    before: (migration) => fold.before(withoutLabels(migration, owners)),
    get graph() {
      graph ??= graphOf(files);
      return graph;
    },
    get latest() {
      return fold.behind(heads);
    },
  };
}

/** The migrations that begin branches, by the labels of these. */
function ownersOf(migrations: readonly Migration[]): ReadonlyMap<string, string> {
  return new Map(
    migrations.flatMap(({ id, labels }) => (id === undefined ? [] : labels.map((label) => [label, id] as const))),
  );
}

/** A dependency may be named by the label of the branch that it begins. */
function withoutLabels(migration: Migration, owners: ReadonlyMap<string, string>): Migration {
  if (!migration.dependsOn.some((name) => owners.has(name))) return migration;
  return { ...migration, dependsOn: migration.dependsOn.map((name) => owners.get(name) ?? name) };
}

/** Those that a way back from above does not come to as they were. */
function belowLopsided(
  order: readonly Migration[],
  followers: ReadonlyMap<string, readonly Migration[]>,
  all: readonly Migration[],
): ReadonlySet<string | undefined> {
  const undoing = new Map(
    all.flatMap((each) => (each.undoes === undefined ? [] : [[each.undoes, each.down] as const])),
  );
  const below = new Set<string | undefined>();
  const isBad = (each: Migration) =>
    below.has(each.id) || isLopsided(each, each.down.length > 0 ? each.down : (undoing.get(each.id ?? '') ?? []));
  for (const { id } of order.toReversed()) if ((followers.get(id ?? '') ?? []).some(isBad)) below.add(id);
  return below;
}

/** A rollback of its own is written in the text at hand; one in another file is what the neighbours know. */
function place(migration: Migration, known: Migration | undefined): Migration {
  if (!known) return migration;
  const { id, parents, undoes, version, piece, goesOn, gap } = known;
  const said = migration.rollback !== 'missing' && migration.rollback !== 'never';
  const own = said && !(migration.rollback === 'empty' && known.rollback === 'never');
  const rollback = own ? migration.rollback : known.rollback;
  return { ...migration, id, parents, undoes, version, rollback, piece, goesOn, gap };
}

function chain(migration: Migration, byId: ReadonlyMap<string, Migration>): readonly Migration[] {
  const found = new Set<Migration>();
  let [id, second] = migration.parents;
  while (id !== undefined && second === undefined) {
    const parent = byId.get(id);
    if (!parent || found.has(parent)) break;
    found.add(parent);
    [id, second] = parent.parents;
  }
  return [...found];
}

function idOf(migration: Migration): readonly string[] {
  return migration.id === undefined ? [] : [migration.id];
}

function childrenOf(byId: ReadonlyMap<string, Migration>): ReadonlyMap<string, readonly Migration[]> {
  const children = new Map<string, Migration[]>();
  for (const migration of byId.values()) {
    for (const parent of migration.parents) children.set(parent, [...(children.get(parent) ?? []), migration]);
  }
  return children;
}

/** Parents first; revisions on a cycle, and what follows them, are left out. */
function inOrder(
  byId: ReadonlyMap<string, Migration>,
  children: ReadonlyMap<string, readonly Migration[]>,
): readonly Migration[] {
  const waiting = new Map<string, number>();
  const dependents = new Map<string, string[]>();
  for (const [id, migration] of byId) {
    const needed = new Set(foundations(migration).filter((each) => byId.has(each)));
    waiting.set(id, needed.size);
    for (const each of needed) dependents.set(each, [...(dependents.get(each) ?? []), id]);
  }
  const ready = [...waiting].flatMap(([id, count]) => (count === 0 ? [id] : []));
  const order: Migration[] = [];
  for (let next = ready.shift(); next !== undefined; next = ready.shift()) {
    const migration = byId.get(next);
    if (migration) order.push(migration);
    for (const each of dependents.get(next) ?? []) {
      const left = (waiting.get(each) ?? 1) - 1;
      waiting.set(each, left);
      // A child goes on at once, so that a branch is followed to its end before the next one begins.
      if (left === 0) children.get(next)?.length === 1 ? ready.unshift(each) : ready.push(each);
    }
  }
  return order;
}

function reach(start: string, next: (id: string) => readonly string[]): readonly string[] {
  const seen = new Set([start]);
  for (const id of seen) for (const each of next(id)) seen.add(each);
  return [...seen];
}
