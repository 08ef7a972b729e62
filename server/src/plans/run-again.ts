import type { OperationKind } from '../model/operation.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { inverseOf } from './inverse.ts';

/** It leaves something behind. */
export function leavesSomething(step: AnalyzedStep): boolean {
  const { operation, effects } = step;
  if (operation.kind === 'opaque' || effects.refused !== undefined) return false;
  return inverseOf([step])?.length !== 0;
}

/** A second time it does nothing, or the same again. */
export function canRunAgain({ operation, sql }: AnalyzedStep): boolean {
  if ('ifNotExists' in operation && operation.ifNotExists) return true;
  if ('ifExists' in operation && operation.ifExists) return true;
  // The model has no words for what this says of that.
  const said = operation.kind === 'other' && /\bIF\s+(NOT\s+)?EXISTS\b|\bOR\s+REPLACE\b/i.test(sql ?? '');
  return said || repeatable.has(operation.kind);
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
