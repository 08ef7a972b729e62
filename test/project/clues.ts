import type { Clue } from '../../server/src/project/clue.ts';
import { cluesIn } from '../../server/src/project/evidence/index.ts';

/** What a file says, a line for each clue: `4 engine postgresql (development)`. */
export function cluesOf(path: string, text: string): readonly string[] {
  return cluesIn({ path: `/app/${path}`, text }).map(wordsOf);
}

function wordsOf({ line, fact, value, engine, basis, loose }: Clue): string {
  const of = fact === 'engineVersion' ? ` of ${engine}` : '';
  return `${line ?? '-'} ${fact} ${value}${of} (${basis})${loose ? ' loose' : ''}`;
}
