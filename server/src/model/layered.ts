/**
 * The map with one entry more, or another one in its place; the map itself stays as it is. A large one is shared rather than
 * copied, so that a long history of small changes is neither slow nor large.
 */
export function withEntry<K, V extends NonNullable<unknown>>(
  map: ReadonlyMap<K, V>,
  key: K,
  value: V,
): ReadonlyMap<K, V> {
  if (map.size < worthSharing) return new Map(map).set(key, value);
  const { base, over } = map instanceof Layered ? map : { base: map, over: new Map<K, V>() };
  if (over.size >= most) return new Map(map).set(key, value);
  return new Layered<K, V>(base, new Map<K, V>(over).set(key, value));
}

const worthSharing = 24;
const most = 12;

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
