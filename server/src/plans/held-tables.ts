import { byStatement } from '../model/statements.ts';
import type { HeldLock, Transaction } from '../model/transaction.ts';
import { locksOf } from './parts.ts';
import { isLockTable, isWanted } from './wanted.ts';

/** The first lock that is kept while a later statement waits for that of another table, unless one statement takes all of them. */
export function whileHeld(transaction: Transaction): readonly [held: HeldLock, wanted: HeldLock] | undefined {
  const taken = transaction.taken.filter((lock) => counts(lock, transaction));
  const relations = new Set(taken.map(({ relation }) => relation));
  if (relations.size < 2) return undefined;
  const statements = byStatement(transaction.steps);
  const all = [...relations];
  if (statements.some((each) => all.every((relation) => locksOf(each).includes(relation)))) return undefined;
  const statementOf = new Map(statements.flatMap((each) => each.map((step) => [step, each])));
  for (const [at, lock] of taken.entries()) {
    const own = locksOf(statementOf.get(lock.since) ?? [lock.since]);
    const held = taken.slice(0, at).find(({ relation }) => !own.includes(relation));
    if (held) return [held, lock];
  }
  return undefined;
}

/** A brief lock on a table that others go on using. A new table waits for those that it points at, and nobody for it. */
function counts(lock: HeldLock, { steps }: Transaction): boolean {
  const { blocks, since } = lock;
  if (blocks === 'nothing' || since.effects.work !== 'instant' || since.operation.kind === 'createTable') return false;
  return !isLockTable(since) && isWanted(lock, steps);
}
