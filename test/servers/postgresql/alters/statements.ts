import { randomAlters } from '../../random-alters.ts';
import { type Fragments, fragments } from './fragments.ts';

/** The same seed gives the same statements on the same version. */
export function* statements(seed: number, count: number, version: number): Generator<string> {
  const all = fragments.map((each) => ({ ...each, actions: actionsOf(each, version) }));
  for (const { sql } of randomAlters(seed, count, all)) yield sql;
}

function actionsOf({ actions, since = {} }: Fragments, version: number): readonly string[] {
  const later = Object.entries(since).flatMap(([first, more]) => (Number(first) <= version ? more : []));
  return [...actions, ...later];
}
