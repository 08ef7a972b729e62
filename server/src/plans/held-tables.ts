import type { AnalyzedStep } from '../model/rule.ts';
import { byStatement } from '../model/statements.ts';
import type { HeldLock, Transaction } from '../model/transaction.ts';
import { locksOf } from './parts.ts';
import { isLockTable, isWanted } from './wanted.ts';

/** The first lock that is kept while a later statement waits for that of another table, unless one statement takes all of them. */
export function whileHeld(transaction: Transaction): readonly [HeldLock, AnalyzedStep] | undefined {
  const taken = transaction.taken.filter((lock) => counts(lock, transaction));
  const relations = new Set(taken.map(({ relation }) => relation));
  if (relations.size < 2) return undefined;
  const statements = byStatement(transaction.steps);
  const all = [...relations];
  if (statements.some((each) => all.every((relation) => locksOf(each).includes(relation)))) return undefined;
  const statementOf = new Map(statements.flatMap((each) => each.map((step) => [step, each])));
  for (const { since } of taken) {
    const own = locksOf(statementOf.get(since) ?? [since]);
    const held = taken.slice(
      0,
      taken.findIndex((lock) => lock.since === since),
    );
    const other = held.find(({ relation }) => !own.includes(relation));
    if (other) return [other, since];
  }
  return undefined;
}

/** A brief lock on a table that others go on using. A new table waits for those that it points at, and nobody for it. */
function counts(lock: HeldLock, { steps }: Transaction): boolean {
  const { blocks, since } = lock;
  if (blocks === 'nothing' || since.effects.work !== 'instant' || since.operation.kind === 'createTable') return false;
  return !isLockTable(since) && isWanted(lock, steps);
}
