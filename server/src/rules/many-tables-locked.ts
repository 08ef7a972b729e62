import { relationText } from '../model/name.ts';
import type { AnalyzedStep, Rule, Subject } from '../model/rule.ts';
import { byStatement } from '../model/statements.ts';
import type { HeldLock, Transaction } from '../model/transaction.ts';
import { type Part, splitFix } from '../plans/split.ts';
import { isOneRun } from '../plans/transaction.ts';

/** Only of statements that take an instant: of those that work while others are locked, work-under-lock speaks. */
export const manyTablesLocked: Rule = {
  id: 'many-tables-locked',
  severity: 'warning',
  inDowngrade: 'lower',
  docs: {
    what: 'One transaction takes strong locks on several tables that are in use, one after the other.',
    why: 'Each lock is kept until the transaction ends. While the migration waits for the second table, behind the longest transaction that uses it, nobody can use the first; and who holds the second and needs the first waits for the migration, while it waits for him: a deadlock, that the server ends by failing one of both.',
    instead:
      'One table a migration, each in a transaction of its own, under a short lock timeout. Both tables of one foreign key belong together.',
    links: [
      'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-DEADLOCKS',
      'https://dev.mysql.com/doc/refman/8.4/en/metadata-locking.html',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      bad: `op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))
op.add_column("posts", sa.Column("stars", sa.Integer(), nullable=True))`,
      good: 'op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))',
    },
  ],
  *check(subject) {
    for (const transaction of subject.transactions()) {
      const together = transaction.steps.find(isOfSeveral);
      if (together) {
        const [first, ...rest] = together.effects.locks.map(({ relation }) => relation);
        const message = `${[first, ...rest].join(' and ')} are locked together: whoever needs one of them waits until all are free`;
        yield { span: together.head, message };
      }
      const [held, step] = whileHeld(transaction) ?? [];
      if (!held || !step) continue;
      yield {
        span: step.head,
        message: `While this waits for its lock on ${ownOf(step)}, the lock that was taken on ${held.relation} before keeps its ${held.blocks} waiting`,
        related: [{ path: subject.migration.path, span: held.since.head, message: `${held.relation} is locked here` }],
        fixes: splitFix('Change one table a migration', partsOf(subject), subject),
      };
    }
  },
};

/** LOCK TABLES of several. */
function isOfSeveral({ operation, effects }: AnalyzedStep): boolean {
  return isLockTable(operation) && effects.blocks !== 'nothing' && effects.locks.length > 1;
}

function isLockTable(operation: AnalyzedStep['operation']): boolean {
  return operation.kind === 'other' && /^LOCK\b/.test(operation.statement);
}

/** The first lock that is kept while a later statement waits for that of another table, unless one statement takes all of them. */
function whileHeld(transaction: Transaction): readonly [HeldLock, AnalyzedStep] | undefined {
  const taken = transaction.taken.filter((lock) => counts(lock, transaction));
  const relations = new Set(taken.map(({ relation }) => relation));
  if (relations.size < 2) return undefined;
  const statements = byStatement(transaction.steps);
  if (statements.some((each) => [...relations].every((relation) => locksOf(each).includes(relation)))) return undefined;
  for (const { since } of taken) {
    const own = locksOf(statements.find((each) => each.includes(since)) ?? [since]);
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
function counts({ relation, blocks, since }: HeldLock, { steps }: Transaction): boolean {
  const { operation, effects, before } = since;
  if (blocks === 'nothing' || effects.work !== 'instant' || operation.kind === 'createTable') return false;
  if (isLockTable(operation) || before.views.has(relation) || before.sequences.has(relation)) return false;
  if (operation.kind === 'dropIndex' && relationText(operation.index) === relation) return false;
  return !steps.some((each) => each.operation.kind === 'dropTable' && relationText(each.operation.table) === relation);
}

function locksOf(statement: readonly AnalyzedStep[]): readonly string[] {
  return statement.flatMap(({ effects }) => effects.locks.map(({ relation }) => relation));
}

function ownOf({ operation, effects }: AnalyzedStep): string {
  return 'table' in operation && operation.table
    ? relationText(operation.table)
    : (effects.locks[0]?.relation ?? 'another table');
}

/** Cut before each statement that takes a lock on another table than those that are held. */
function partsOf(subject: Subject): readonly Part[] {
  const before = isOneRun(subject)
    ? ['The migration before it has been run by itself: those that are run together share one transaction.']
    : [];
  const parts: AnalyzedStep[][] = [];
  let held: readonly string[] = [];
  for (const statement of byStatement(subject.steps)) {
    const own = statement.some(({ effects }) => effects.blocks !== 'nothing') ? locksOf(statement) : [];
    const isCut = held.some((each) => !own.includes(each)) && own.some((each) => !held.includes(each));
    const last = parts.at(-1);
    if (last && !isCut) last.push(...statement);
    else parts.push([...statement]);
    held = isCut ? own : [...held, ...own];
  }
  return parts.slice(1).map((steps) => ({ steps, before }));
}
