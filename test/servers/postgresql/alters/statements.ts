import { type Fragments, fragments } from './fragments.ts';

/** The same seed gives the same statements on the same version. */
export function* statements(seed: number, count: number, version: number): Generator<string> {
  const below = randomNumbers(seed);
  const tables = fragments.flatMap((each) => Array.from({ length: each.weight }, () => each));
  for (let made = 0; made < count; made++) {
    const chosen = tables[below(tables.length)];
    if (!chosen) return;
    const all = [...actionsOf(chosen, version)];
    const actions = Array.from({ length: 2 + below(3) }, () => all.splice(below(all.length), 1)).flat();
    yield `ALTER TABLE ${chosen.table} ${actions.join(', ')}`;
  }
}

function actionsOf({ actions, since = {} }: Fragments, version: number): readonly string[] {
  const later = Object.entries(since).flatMap(([first, more]) => (Number(first) <= version ? more : []));
  return [...actions, ...later];
}

/** The xorshift generator: whole numbers from 0 up to a limit. */
function randomNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}
