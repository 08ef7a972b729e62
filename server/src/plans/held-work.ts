import { allBlocks } from '../model/effects.ts';
import { relationText } from '../model/name.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import type { HeldLock, Transaction, Under } from '../model/transaction.ts';
import { endsAtFirstRow } from './first-row.ts';
import { rewrittenTable } from './rewritten-table.ts';
import { isLockTable, isWanted } from './wanted.ts';

/** The lock that the work makes worse, the strongest first. */
export function madeWorse(
  { step, held }: Under,
  transaction: Transaction,
): readonly { step: AnalyzedStep; lock: HeldLock }[] {
  if (step.effects.refused !== undefined || step.effects.assumed !== undefined || isToldElsewhere(step, transaction))
    return [];
  const isWorse = (lock: HeldLock) => isKept(lock, step, transaction);
  const lock = held.find((each) => each.blocks === 'reads and writes' && isWorse(each)) ?? held.find(isWorse);
  return lock ? [{ step, lock }] : [];
}

/** The work keeps others from that very table by itself, and is told for that: the lock only keeps more of them from it. */
export function isToldOfTable({ step, lock }: { readonly step: AnalyzedStep; readonly lock: HeldLock }): boolean {
  const table = 'table' in step.operation ? step.operation.table : undefined;
  return table !== undefined && relationText(table) === lock.relation && step.effects.blocks !== 'nothing';
}

function isToldElsewhere(step: AnalyzedStep, { steps }: Transaction): boolean {
  const { operation } = step;
  if (rewrittenTable(step) || endsAtFirstRow(step)) return true;
  return (
    operation.kind === 'validateConstraint' &&
    steps.some(({ operation: other }) => other.kind === 'addConstraint' && other.constraint.name === operation.name)
  );
}

/** It stops more than the work itself would, and somebody may want what is locked. */
function isKept(lock: HeldLock, step: AnalyzedStep, { steps }: Transaction): boolean {
  const { relation, blocks, since } = lock;
  if (since.operation.kind === 'createIndex' || since.operation.kind === 'reindex') return false;
  if (isLockTable(since) || !isWanted(lock, steps)) return false;
  const own = concerns(step, relation) ? step.effects.blocks : 'nothing';
  return allBlocks.indexOf(own) < allBlocks.indexOf(blocks);
}

function concerns({ effects }: AnalyzedStep, relation: string): boolean {
  return effects.locks.some((lock) => lock.relation === relation);
}
