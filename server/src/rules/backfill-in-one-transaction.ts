import { relationText } from '../model/name.ts';
import type { Rule } from '../model/rule.ts';
import { changedTable, commitsEachRound, isBatch } from '../plans/rows.ts';

export const backfillInOneTransaction: Rule = {
  id: 'backfill-in-one-transaction',
  severity: 'warning',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'Rows are changed in batches, and all batches share one transaction.',
    why: 'Each row that a batch has changed stays locked until the last batch is done and the transaction ends: for other sessions it is as if one statement had changed them all, and a failure takes every batch back. A session of an ORM that has joined the migration’s connection does not commit, whatever its commit() says.',
    instead: 'Run the loop where each statement commits by itself, such as Alembic’s autocommit block.',
    links: [
      'https://alembic.sqlalchemy.org/en/latest/api/runtime.html#alembic.runtime.migration.MigrationContext.autocommit_block',
      'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-ROWS',
      'https://docs.sqlalchemy.org/en/20/orm/session_transaction.html#joining-a-session-into-an-external-transaction-such-as-for-test-suites',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      bad: `while True:
    result = op.get_bind().execute(
        sa.text(
            "DELETE FROM events WHERE id IN (SELECT id FROM events WHERE expired LIMIT 1000)"
        )
    )
    if result.rowcount == 0:
        break`,
      good: `with op.get_context().autocommit_block():
    while True:
        result = op.get_bind().execute(
            sa.text(
                "DELETE FROM events WHERE id IN (SELECT id FROM events WHERE expired LIMIT 1000)"
            )
        )
        if result.rowcount == 0:
            break`,
    },
  ],
  *check(subject) {
    const told = new Set<unknown>();
    for (const step of subject.steps) {
      const { loop, effects, head, transaction, inCode, taken } = step;
      if (!loop || loop.rounds === 'rows' || told.has(loop) || !taken || !isBatch(taken)) continue;
      if ((transaction === 'autocommit' && !inCode) || commitsEachRound(step, subject)) continue;
      // Where writing one row keeps all other writers out, locks of rows are nobody's concern.
      const table = changedTable(step, subject);
      if (!table || effects.blocks !== 'nothing') continue;
      told.add(loop);
      yield {
        span: head,
        growing: step,
        message: `The batches of ${relationText(table)} share one transaction: each row that was changed stays locked until the last batch is done`,
        fixes: inCode ? [] : [{ title: 'Commit each batch', rewrites: [{ kind: 'outside', step }] }],
      };
    }
  },
};
