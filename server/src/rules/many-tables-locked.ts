import type { Found, Rule } from '../model/rule.ts';
import { byStatement } from '../model/statements.ts';
import type { Transaction } from '../model/transaction.ts';
import { whileHeld } from '../plans/held-tables.ts';
import { oneTableEach } from '../plans/parts.ts';
import { splitFix } from '../plans/split.ts';
import { isLockTable } from '../plans/wanted.ts';

/** Only of statements that take an instant: of those that work while others are locked, work-under-lock speaks. */
export const manyTablesLocked: Rule = {
  id: 'many-tables-locked',
  severity: 'warning',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
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
      yield* lockedTogether(transaction);
      const [held, wanted] = whileHeld(transaction) ?? [];
      if (!held || !wanted) continue;
      yield {
        span: wanted.since.head,
        message: `While this waits for its lock on ${wanted.relation}, ${held.blocks} of ${held.relation} wait for the lock that was taken before`,
        related: [{ path: subject.migration.path, span: held.since.head, message: `${held.relation} is locked here` }],
        fixes: splitFix('Change one table a migration', oneTableEach(subject), subject),
      };
    }
  },
};

/** LOCK TABLES of several. */
function* lockedTogether({ steps }: Transaction): Iterable<Found> {
  for (const statement of byStatement(steps)) {
    const [first] = statement;
    const locked = new Set(statement.flatMap(({ effects }) => effects.locks.map(({ relation }) => relation)));
    if (!first || !isLockTable(first) || first.effects.blocks === 'nothing' || locked.size < 2) continue;
    const message = `${[...locked].join(' and ')} are locked together: whoever needs one of them waits until all are free`;
    yield { span: first.head, message };
  }
}
