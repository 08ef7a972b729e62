import { relationText } from '../model/name.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import type { HeldLock } from '../model/transaction.ts';

/** Whether others go on using the relation that is locked: it is a table, and does not go in the same transaction. */
export function isWanted({ relation, since }: HeldLock, steps: readonly AnalyzedStep[]): boolean {
  const { operation, before } = since;
  if (before.sequences.has(relation) || before.views.has(relation)) return false;
  if (operation.kind === 'other' && /\b(SEQUENCE|VIEW|INDEX)\b/.test(operation.statement)) return false;
  if (operation.kind === 'dropIndex' && relationText(operation.index) === relation) return false;
  return !steps.some((each) => each.operation.kind === 'dropTable' && relationText(each.operation.table) === relation);
}

/** What the author locked on purpose has a rule of its own. */
export function isLockTable({ operation }: AnalyzedStep): boolean {
  return operation.kind === 'other' && /^LOCK\b/.test(operation.statement);
}
