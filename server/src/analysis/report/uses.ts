import type { AnalyzedStep } from '../../model/rule.ts';
import type { Usage } from '../../model/usage.ts';
import type { Analysis } from '../analyze.ts';
import { inert, verbatim } from '../markdown.ts';
import { type Used, usageWords, usedBy } from '../usages/used.ts';

/** Where the application uses what the migration takes away, the surest first; `none found` is no proof that nobody does. */
export function usesIn(steps: readonly AnalyzedStep[], analysis: Analysis) {
  return usedBy(steps, analysis).map((used) => ({
    what: inert(used.what),
    text: inert(used.declared.length + used.inSql.length > 0 ? 'used in' : used.text),
    places: shown(placesOf(used)),
  }));
}

function placesOf({ declared, inSql, words }: Used): readonly string[] {
  const placed = ({ place, as }: Usage) => `\`${verbatim(place)}\` ${usageWords[as]}`;
  const counted = words.map(
    ({ path, count }) => `\`${verbatim(path)}\` has the same word ${count === 1 ? 'once' : `${count} times`}`,
  );
  return [...declared.map(placed), ...inSql.map(placed), ...counted];
}

function shown(places: readonly string[]): readonly string[] {
  const more = places.length - most;
  return more <= 0 ? places : [...places.slice(0, most), `and ${more} more places`];
}

/** Who has more to change than that searches for himself. */
const most = 20;
