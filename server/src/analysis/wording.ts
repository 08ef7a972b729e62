import type { Blocks, Work } from '../model/effects.ts';
import type { OperationKind } from '../model/operation.ts';
import type { AnalyzedStep } from '../model/rule.ts';

/** What others do while a lock is held. */
export const othersText: Readonly<Record<Blocks, string>> = {
  nothing: 'reads and writes go on',
  writes: 'writes wait',
  'reads and writes': 'reads and writes wait',
};

/** What the work of a step is, and how it grows with the table. */
export function workOf({ operation, effects: { work } }: Pick<AnalyzedStep, 'operation' | 'effects'>): string {
  const freed = work === 'rewrite' ? freedBy[operation.kind] : undefined;
  return freed === undefined ? workText[work] : `frees every page of ${freed}`;
}

/** What goes is written back as free pages, where the engine does not take it away as a file. */
const freedBy: Readonly<Partial<Record<OperationKind, string>>> = {
  dropTable: 'the table and its indexes',
  dropIndex: 'the index',
};

/** How the work grows with the table. */
export const workText: Readonly<Record<Work, string>> = {
  instant: 'instant, whatever the size of the table',
  scan: 'reads every row',
  'index build': 'reads every row and builds an index',
  rewrite: 'rewrites the whole table and its indexes',
  'row writes': 'writes rows one by one',
};

/** A long list is counted. */
export function listed(names: readonly string[]): string {
  return names.length <= 4 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
}
