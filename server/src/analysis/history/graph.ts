import type { Migration } from '../../model/migration.ts';

/** Who names whom in one history, also where that is wrong: cycles, missing parents, one id twice. */
export interface Graph {
  /** All but the files that only take others back, in the order of their paths. */
  readonly all: readonly Migration[];
  /** The migration of this file. */
  at(path: string): Migration | undefined;
  /** More than one where files have the same id. */
  with(id: string): readonly Migration[];
  /** The migration that begins the branch of this label. */
  labelled(label: string): Migration | undefined;
  /** Those that the tool takes for one and the same, by what it tells them apart. */
  sharing(key: string): readonly Migration[];
  /** The migrations that it follows or depends on, as far as they are there. */
  below(migration: Migration): readonly Migration[];
  /** No other names it as its parent. */
  isHead(migration: Migration): boolean;
  /** It and all that it rests on; `by` parents alone, or by dependencies as well. */
  foundations(migration: Migration, by: 'parents' | 'all'): ReadonlySet<Migration>;
  /** Whether some of the migrations follow one another in a circle. */
  readonly isCircular: boolean;
}

export function graphOf(migrations: readonly Migration[]): Graph {
  const all = migrations.filter((each) => each.undoes === undefined).sort((a, b) => (a.path < b.path ? -1 : 1));
  const byPath = new Map(all.map((each) => [each.path, each]));
  const byId = grouped(all, ({ id }) => id);
  const byKey = grouped(all, keyOf);
  const owners = new Map(all.flatMap((each) => each.labels.map((label) => [label, each] as const)));
  const named = new Set(all.flatMap((each) => each.parents));
  const parentsOf = ({ parents }: Migration) => parents.flatMap((id) => byId.get(id) ?? []);
  const below = (each: Migration) => [
    ...parentsOf(each),
    ...each.dependsOn.flatMap((name) => byId.get(name) ?? owners.get(name) ?? []),
  ];
  let circular: boolean | undefined;
  return {
    all,
    below,
    at: (path) => byPath.get(path),
    with: (id) => byId.get(id) ?? [],
    labelled: (label) => owners.get(label),
    sharing: (key) => byKey.get(key) ?? [],
    isHead: ({ id }) => id !== undefined && !named.has(id),
    foundations: (migration, by) => reached(migration, by === 'parents' ? parentsOf : below),
    get isCircular() {
      circular ??= hasCircle(all, below);
      return circular;
    },
  };
}

/** What the tool tells a migration from others by. */
export function keyOf({ id, version }: Migration): string | undefined {
  return version === undefined ? id : ` ${version}`;
}

function grouped(
  all: readonly Migration[],
  keyOf: (migration: Migration) => string | undefined,
): ReadonlyMap<string, readonly Migration[]> {
  const groups = new Map<string, Migration[]>();
  for (const each of all) {
    const key = keyOf(each);
    const known = key === undefined ? undefined : groups.get(key);
    if (known) known.push(each);
    else if (key !== undefined) groups.set(key, [each]);
  }
  return groups;
}

function reached(start: Migration, next: (migration: Migration) => readonly Migration[]): ReadonlySet<Migration> {
  const found = new Set([start]);
  for (const each of found) for (const further of next(each)) found.add(further);
  return found;
}

/** Whether something is left when all that rests on nothing is taken away again and again. */
function hasCircle(all: readonly Migration[], below: Graph['below']): boolean {
  const waiting = new Map<Migration, number>();
  const above = new Map<Migration, Migration[]>();
  for (const each of all) {
    const needed = new Set(below(each));
    waiting.set(each, needed.size);
    for (const one of needed) above.set(one, [...(above.get(one) ?? []), each]);
  }
  const ready = all.filter((each) => waiting.get(each) === 0);
  for (const done of ready) {
    for (const each of above.get(done) ?? []) {
      const left = (waiting.get(each) ?? 1) - 1;
      waiting.set(each, left);
      if (left === 0) ready.push(each);
    }
  }
  return ready.length < all.length;
}
