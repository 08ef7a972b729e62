import type { CreateIndex, OperationKind } from '../model/operation.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { isSame } from '../model/schema.ts';
import { inverseOf } from './inverse.ts';

/** It leaves something behind. */
export function leavesSomething(step: AnalyzedStep): boolean {
  const { operation, effects } = step;
  if (operation.kind === 'opaque' || effects.refused !== undefined) return false;
  return inverseOf([step])?.length !== 0;
}

/** A second time it does nothing, or the same again. `earlier` run before it then, too. */
export function canRunAgain({ operation, sql }: AnalyzedStep, earlier: readonly AnalyzedStep[]): boolean {
  if (operation.kind === 'createIndex' && earlier.some((each) => takesAway(each, operation))) return true;
  if ('ifNotExists' in operation && operation.ifNotExists) return true;
  if ('ifExists' in operation && operation.ifExists) return true;
  // The model has no words for what this says of that.
  const said = operation.kind === 'other' && /\bIF\s+(NOT\s+)?EXISTS\b|\bOR\s+REPLACE\b/i.test(sql ?? '');
  return said || repeatable.has(operation.kind);
}

/** What an attempt before has left of the index goes first. */
function takesAway({ operation }: AnalyzedStep, { name, table }: CreateIndex): boolean {
  if (operation.kind !== 'dropIndex' || !operation.ifExists || name === undefined) return false;
  return operation.index.name === name && (operation.table === undefined || isSame(operation.table, table));
}

const repeatable: ReadonlySet<OperationKind> = new Set<OperationKind>([
  'setDefault',
  'setNotNull',
  'dropNotNull',
  'changeType',
  'validateConstraint',
  'reindex',
  'refreshView',
  'setParameter',
  'updateRows',
  'deleteRows',
  'backfill',
]);
