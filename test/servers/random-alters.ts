/** Actions of `ALTER TABLE` that are put together at random, and how often their table is taken beside the others. */
export interface Actions {
  readonly table: string;
  readonly weight: number;
  readonly actions: readonly string[];
}

/** Statements of two to four actions each; the same seed gives the same ones. */
export function* randomAlters<Table extends Actions>(
  seed: number,
  count: number,
  all: readonly Table[],
): Generator<{ readonly sql: string; readonly of: Table }> {
  const below = randomNumbers(seed);
  const tables = all.flatMap((each) => Array.from({ length: each.weight }, () => each));
  for (let made = 0; made < count; made++) {
    const of = tables[below(tables.length)];
    if (!of) return;
    const left = [...of.actions];
    const actions = Array.from({ length: 2 + below(3) }, () => left.splice(below(left.length), 1)).flat();
    yield { sql: `ALTER TABLE ${of.table} ${actions.join(', ')}`, of };
  }
}

/** The xorshift generator: whole numbers from 0 up to a limit. */
export function randomNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}
