import { relationText } from '../model/name.ts';
import type { CreateTable } from '../model/operation.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { isFresh } from '../model/schema.ts';
import { rewrittenTable } from './rewritten-table.ts';

/** A change of the schema, and the first rows that are changed in the same transaction: behind it, where there are any. */
export interface MixedRows {
  readonly change: AnalyzedStep;
  readonly data: AnalyzedStep;
  readonly behind: boolean;
}

/** What one transaction changes of schema and rows; undefined where it does not do both. */
export function mixedRows(steps: readonly AnalyzedStep[]): MixedRows | undefined {
  const shared = steps.filter((step) => step.transaction === 'shared');
  const schema = shared.findIndex(alters);
  const change = shared[schema];
  if (!change) return undefined;
  const behind = shared.slice(schema).find(rewrittenTable);
  const data = behind ?? shared.find(rewrittenTable);
  return data && { change, data, behind: behind !== undefined };
}

/** It changes the schema of a table that exists, and others wait for it or it commits what is open. */
function alters(step: AnalyzedStep): boolean {
  const { operation, effects, before } = step;
  if (rewrittenTable(step) || operation.kind === 'insertRows' || effects.refused !== undefined) return false;
  if (operation.kind === 'createTable') return effects.locks.some(({ relation }) => refersTo(operation, relation));
  if (effects.blocks !== 'nothing') return true;
  const table = 'table' in operation ? operation.table : undefined;
  return effects.transaction === 'implicit commit' && table !== undefined && !isFresh(before, table);
}

/** A new table concerns those that it references or is a part of. */
function refersTo({ constraints, partitionOf }: CreateTable, relation: string): boolean {
  const references = constraints.flatMap((each) => (each.kind === 'foreignKey' ? [each.references] : []));
  return [...references, ...(partitionOf ? [partitionOf] : [])].some((each) => relationText(each) === relation);
}
