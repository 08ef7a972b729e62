import { columnText, type Name, relationText } from '../../model/name.ts';
import type { AnalyzedStep } from '../../model/rule.ts';
import { isFresh, isFreshColumn } from '../../model/schema.ts';
import { searchedText, type Usage, type Usages } from '../../model/usage.ts';
import { takenBy } from './usages.ts';

/** A table or column that the migration takes away, and where the application uses it. */
export interface Used {
  /** `users.nickname` */
  readonly what: string;
  /** By how sure they are: mapped classes and tables with the foreign keys that point there, then SQL. */
  readonly declared: readonly Usage[];
  readonly inSql: readonly Usage[];
  /** How often the same word stands in which files: it may mean something else. */
  readonly words: readonly { readonly path: string; readonly count: number }[];
  /** `none found in 412 files`, or the first of what was found and how much more. */
  readonly text: string;
}

/** Whoever can tell where the application uses what goes away; it answers only for what was searched for. */
interface Asked {
  readonly up: readonly AnalyzedStep[];
  usages(table: Name, column?: string): Usages | undefined;
}

/** Nothing where nobody has looked (yet), for the way back, and for what this very migration has made. */
export function usedBy(steps: readonly AnalyzedStep[], { up, usages }: Asked): readonly Used[] {
  const found = steps.flatMap((step) => {
    const taken = up.includes(step) ? takenBy(step.operation) : undefined;
    if (!taken || isFresh(step.before, taken.table)) return [];
    const { table, column } = taken;
    if (column !== undefined && isFreshColumn(step.before, table, column)) return [];
    const known = usages(table, column);
    return known ? [usedAs(column === undefined ? relationText(table) : columnText(table, column), known)] : [];
  });
  return found.filter((each, at) => found.findIndex(({ what }) => what === each.what) === at);
}

function usedAs(what: string, usages: Usages): Used {
  const counts = new Map<string, number>();
  for (const { place } of usages.words) {
    const path = place.replace(/:[0-9]+$/, '');
    counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  return {
    what,
    declared: usages.places.filter(({ as }) => as !== 'sql'),
    inSql: usages.places.filter(({ as }) => as === 'sql'),
    words: [...counts].map(([path, count]) => ({ path, count })),
    text: textOf(usages, counts.size),
  };
}

function textOf(usages: Usages, withWord: number): string {
  const [first, ...rest] = usages.places;
  const searched = searchedText(usages);
  if (first) {
    const more = rest.length === 0 ? '' : `, and ${rest.length} more ${rest.length === 1 ? 'place' : 'places'}`;
    return `${first.place} ${usageWords[first.as]}${more}; searched ${searched}`;
  }
  const word = `the same word stands in ${withWord} of them, and may mean something else`;
  return `none found ${searched}${withWord === 0 ? '' : `; ${word}`}`;
}

/** What a place does with it. */
export const usageWords = { model: 'declares it', reference: 'refers to it', sql: 'names it in SQL' } as const;
