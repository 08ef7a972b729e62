import type { Name } from '../model/name.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { isFresh } from '../model/schema.ts';

/** The existing table whose rows change; seed rows of a fresh table and rows written out one by one are no rewrite. */
export function rewrittenTable({ operation, before }: AnalyzedStep): Name | undefined {
  if (
    operation.kind === 'updateRows' ||
    operation.kind === 'deleteRows' ||
    (operation.kind === 'insertRows' && operation.from === 'query')
  ) {
    return isFresh(before, operation.table) ? undefined : operation.table;
  }
  return undefined;
}
