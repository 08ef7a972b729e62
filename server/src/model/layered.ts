/**
 * The map with one entry more, or another one in its place; the map itself stays as it is. A large one is shared rather than
 * copied, so that a long history of small changes is neither slow nor large.
 */
export function withEntry<K, V extends NonNullable<unknown>>(
  map: ReadonlyMap<K, V>,
  key: K,
  value: V,
): ReadonlyMap<K, V> {
  if (map.size < worthSharing) return copyOf(map).set(key, value);
  const { base, over } = layersOf(map);
  // Copies of the layer and copies of the base cost about the same then.
  if (over.size >= Math.max(12, Math.sqrt(base.size))) return copyOf(map).set(key, value);
  return new Layered<K, V>(base, new Map<K, V>(over).set(key, value));
}

/** The same with several entries; of many each would copy what the ones before it copied. */
export function withEntries<K, V extends NonNullable<unknown>>(
  map: ReadonlyMap<K, V>,
  entries: readonly (readonly [K, V])[],
): ReadonlyMap<K, V> {
  if (entries.length <= few) return entries.reduce((all, [key, value]) => withEntry(all, key, value), map);
  const whole = copyOf(map);
  for (const [key, value] of entries) whole.set(key, value);
  return whole;
}

const few = 6;

/** A map of its own with the same entries in the same order; the layers are gone through faster than their entries. */
export function copyOf<K, V>(map: ReadonlyMap<K, V>): Map<K, V> {
  if (!(map instanceof Layered)) return new Map(map);
  const whole = new Map<K, V>(map.base);
  for (const [key, value] of map.over) whole.set(key, value);
  return whole;
}

/**
 * Finds the values that have a key of this kind, in the order of the map. The base that many maps share is gone through once
 * for all of them, so that a question asked at every step of a history does not cost its whole schema each time.
 */
export function finder<V extends object>(keysOf: (value: V) => readonly string[]): Finder<V> {
  const keysIn = keptFor(keysOf);
  const namesIn = keptFor((base: ReadonlyMap<string, V>) => namesByKey(base, keysIn));
  return (map, key) => {
    const { base, over } = layersOf(map);
    const names =
      namesIn(base)
        .get(key)
        ?.filter((name) => !over.has(name)) ?? [];
    const below = names.length;
    for (const [name, value] of over) if (keysIn(value).includes(key)) names.push(name);
    if (below > 0 && names.length > below) inOrderOf(base, names);
    return names.flatMap((name) => map.get(name) ?? []);
  };
}

export type Finder<V> = (map: ReadonlyMap<string, V>, key: string) => readonly V[];

function keptFor<K extends object, V>(make: (about: K) => V): (about: K) => V {
  const kept = new WeakMap<K, V>();
  return (about) => {
    const known = kept.get(about);
    if (known !== undefined) return known;
    const made = make(about);
    kept.set(about, made);
    return made;
  };
}

function namesByKey<V>(
  base: ReadonlyMap<string, V>,
  keysOf: (value: V) => readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const named = new Map<string, string[]>();
  for (const [name, value] of base) {
    for (const key of keysOf(value)) {
      const names = named.get(key);
      if (!names) named.set(key, [name]);
      else if (names.at(-1) !== name) names.push(name);
    }
  }
  return named;
}

/** What is not in the base stands behind it. */
function inOrderOf(base: ReadonlyMap<string, unknown>, names: string[]): void {
  const places = new Map([...base.keys()].map((name, place) => [name, place]));
  const placeOf = (name: string) => places.get(name) ?? places.size;
  names.sort((a, b) => placeOf(a) - placeOf(b));
}

const worthSharing = 24;

function layersOf<K, V extends NonNullable<unknown>>(map: ReadonlyMap<K, V>) {
  return map instanceof Layered ? { base: map.base, over: map.over } : { base: map, over: new Map<K, V>() };
}

/** What lies over the base stands before it, in the order of one map. */
class Layered<K, V extends NonNullable<unknown>> implements ReadonlyMap<K, V> {
  readonly size: number;

  constructor(
    readonly base: ReadonlyMap<K, V>,
    readonly over: ReadonlyMap<K, V>,
  ) {
    let size = base.size;
    for (const key of over.keys()) if (!base.has(key)) size++;
    this.size = size;
  }

  get(key: K): V | undefined {
    return this.over.has(key) ? this.over.get(key) : this.base.get(key);
  }

  has(key: K): boolean {
    return this.over.has(key) || this.base.has(key);
  }

  *entries(): Generator<[K, V], undefined, unknown> {
    for (const entry of this.base) {
      const [key] = entry;
      const value = this.over.get(key);
      yield value === undefined ? entry : [key, value];
    }
    for (const entry of this.over) if (!this.base.has(entry[0])) yield entry;
    return undefined;
  }

  *keys(): Generator<K, undefined, unknown> {
    for (const [key] of this.entries()) yield key;
    return undefined;
  }

  *values(): Generator<V, undefined, unknown> {
    for (const [key, value] of this.base) yield this.over.get(key) ?? value;
    for (const [key, value] of this.over) if (!this.base.has(key)) yield value;
    return undefined;
  }

  forEach(run: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) run(value, key, this);
  }

  [Symbol.iterator](): Generator<[K, V], undefined, unknown> {
    return this.entries();
  }
}
