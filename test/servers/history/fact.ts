/** One thing that is so in a database: what sort of thing it is, where, and what it is there. */
export interface Fact {
  readonly kind: FactKind;
  /** A name of the database's own: `users`, `users.email`. */
  readonly place: string;
  /** undefined: the reader knows that there is something, and says that it does not know what. */
  readonly value: string | undefined;
}

export type FactKind = (typeof factKinds)[number];

export const factKinds = [
  'table',
  'column',
  'type',
  'nullable',
  'default',
  'identity',
  'generated',
  'comment',
  'constraint',
  'index',
  'enum',
  'domain',
  'view',
  'sequence',
  'trigger',
] as const;

/** What two descriptions of one database have in common, and what not. */
export interface Compared {
  /** Facts of one kind at one place that either of them tells. */
  readonly all: number;
  readonly same: number;
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly kind: FactKind;
  readonly place: string;
  /** What the catalog has; absent where it has nothing. */
  readonly real: string | undefined;
  /** What the replay made of it; absent where it made nothing. */
  readonly replayed: string | undefined;
  /** The replay says that it does not know. */
  readonly open: boolean;
}

export function compare(real: readonly Fact[], replayed: readonly Fact[]): Compared {
  const [one, other] = [byPlace(real), byPlace(replayed)];
  const differences: Difference[] = [];
  const keys = new Set([...one.keys(), ...other.keys()]);
  for (const key of keys) {
    const [there, made] = [one.get(key), other.get(key)];
    const fact = there ?? made;
    if (!fact || (there && made && there.value === made.value)) continue;
    const open = made !== undefined && made.value === undefined;
    differences.push({ kind: fact.kind, place: fact.place, real: there?.value, replayed: made?.value, open });
  }
  return { all: keys.size, same: keys.size - differences.length, differences };
}

function byPlace(facts: readonly Fact[]): ReadonlyMap<string, Fact> {
  return new Map(facts.map((each) => [`${each.kind} ${each.place}`, each]));
}

/** "98.6 %", cut and not rounded, so that 100 % is nothing but all. */
export function percentage({ all, same }: Pick<Compared, 'all' | 'same'>): string {
  return all === 0 ? 'nothing' : `${Math.floor((1000 * same) / all) / 10} %`;
}

export function differenceText({ kind, place, real, replayed, open }: Difference): string {
  return `${kind} ${place}: ${real ?? 'not there'} ↔ ${open ? 'not known' : (replayed ?? 'not there')}`;
}
