import type { Operation } from '../model/operation.ts';

/** What is lost where the tool has no way out of its transaction; undefined where nothing is. */
export function toldOfConfined(operations: readonly Operation[]): string | undefined {
  const isFill = ({ kind }: Operation) => kind === 'backfill';
  const losses = [
    ...(operations.some(isFill) ? ['rows are filled by one statement, and stay locked until it is done'] : []),
    ...(operations.every(isFill) ? [] : ['writes wait while an index is built or dropped']),
  ];
  if (losses.length === 0) return undefined;
  return `These files are run in a transaction that they have no way to leave: ${losses.join(', and ')}`;
}
