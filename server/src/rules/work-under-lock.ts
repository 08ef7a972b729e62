import { workOn } from '../model/consequences.ts';
import { relationText } from '../model/name.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import type { HeldLock } from '../model/transaction.ts';
import { isToldOfTable, madeWorse } from '../plans/held-work.ts';
import { apartFromLocks } from '../plans/parts.ts';
import { splitFix } from '../plans/split.ts';

/**
 * Others speak of rows that are rewritten behind a schema change (schema-and-data-mixed), of a constraint that is validated where
 * it is added (validated-too-soon), of indexes that stop writers (index-blocks-writes) and of LOCK TABLE (explicit-table-lock).
 */
export const workUnderLock: Rule = {
  id: 'work-under-lock',
  severity: 'warning',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'Every row of a table is read or written, or an index built, while a lock is held that an earlier statement of the same transaction took.',
    why: 'Locks are kept until the transaction ends. A change that takes an instant, like ADD COLUMN, then keeps everyone out of its table for as long as the work behind it takes, though the work itself might let them through.',
    instead:
      'Give the long work a transaction of its own: a migration behind this one, which commits by itself where all pending migrations share one transaction.',
    links: [
      'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES',
      'https://www.postgresql.org/docs/current/sql-altertable.html',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      bad: `op.add_column("users", sa.Column("team_id", sa.Integer(), nullable=True))
op.create_index("ix_posts_title", "posts", ["title"])`,
      good: 'op.add_column("users", sa.Column("team_id", sa.Integer(), nullable=True))',
    },
    {
      engine: 'postgresql',
      tool: 'sql',
      bad: `BEGIN;
ALTER TABLE users ADD COLUMN team_id integer;
ALTER TABLE posts VALIDATE CONSTRAINT posts_title_check;
COMMIT;`,
      good: `BEGIN;
ALTER TABLE users ADD COLUMN team_id integer;
COMMIT;
ALTER TABLE posts VALIDATE CONSTRAINT posts_title_check;`,
    },
  ],
  *check(subject) {
    // There every statement is work under the one lock, and whatever takes long is told by itself.
    if (subject.locking.oneWriter) return;
    if (subject.steps.every(({ effects }) => effects.work === 'instant')) return;
    const found = subject.transactions().map((each) => each.under.flatMap((under) => madeWorse(under, each)));
    const works = new Set(found.flat().map(({ step }) => step));
    for (const each of found) {
      const first = each.find((one) => !isToldOfTable(one)) ?? each[0];
      if (!first) continue;
      const { step, lock } = first;
      yield {
        span: step.head,
        ...(isToldOfTable(first) && { severity: 'info' }),
        growing: step,
        message: messageFor(step, lock),
        related: [{ path: subject.migration.path, span: lock.since.head, message: `${lock.relation} is locked here` }],
        fixes: splitFix('Move the long work to a migration of its own', apartFromLocks(works, subject), subject),
      };
    }
  },
};

function messageFor({ operation, effects }: AnalyzedStep, { relation, blocks }: HeldLock): string {
  const table = 'table' in operation && operation.table ? relationText(operation.table) : effects.cost?.table.name;
  const place = table === relation ? 'it stays' : `${relation} stays`;
  const others = table === relation ? blocks : `${blocks} of ${relation}`;
  return `This ${workOn(table ?? 'a table', effects)} while ${place} locked by an earlier statement: ${others} wait until the transaction ends`;
}
