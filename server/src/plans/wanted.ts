import { relationText } from '../model/name.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import type { HeldLock } from '../model/transaction.ts';

/** Whether others go on using the relation that is locked: it is a table, and does not go in the same transaction. */
export function isWanted({ relation, since }: HeldLock, steps: readonly AnalyzedStep[]): boolean {
  const { operation, before } = since;
  if (before.sequences.has(relation) || before.views.has(relation)) return false;
  if (operation.kind === 'other' && /\b(SEQUENCE|VIEW|INDEX)\b/.test(operation.statement)) return false;
  if (operation.kind === 'dropIndex' && relationText(operation.index) === relation) return false;
  return !droppedBy(steps).has(relation);
}

/** It is asked of every lock that every step of a transaction stands under. */
function droppedBy(steps: readonly AnalyzedStep[]): ReadonlySet<string> {
  const known = dropped.get(steps);
  if (known) return known;
  const made = new Set(
    steps.flatMap(({ operation }) => (operation.kind === 'dropTable' ? [relationText(operation.table)] : [])),
  );
  dropped.set(steps, made);
  return made;
}

const dropped = new WeakMap<readonly AnalyzedStep[], ReadonlySet<string>>();

/** What the author locked on purpose has a rule of its own. */
export function isLockTable({ operation }: AnalyzedStep): boolean {
  return operation.kind === 'other' && /^LOCK\b/.test(operation.statement);
}
