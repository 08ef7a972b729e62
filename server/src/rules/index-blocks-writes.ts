import { relationText } from '../model/name.ts';
import type { CreateIndex } from '../model/operation.ts';
import type { AnalyzedStep, Rule, Subject } from '../model/rule.ts';

export const indexBlocksWrites: Rule = {
  id: 'index-blocks-writes',
  severity: 'error',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'An index is built on a table that is in use while writes to it are blocked.',
    why: 'A plain CREATE INDEX holds a SHARE lock until every row has been read and the index is written: all INSERT, UPDATE and DELETE on the table wait for minutes on a table of millions of rows, and requests pile up behind them. SQLite holds the one lock of the whole file meanwhile; MySQL and MariaDB let writers go on but for full-text and spatial indexes.',
    instead:
      'Build it with CONCURRENTLY, which lets writers through, outside the migration’s transaction. If such a build fails it leaves an invalid index behind: drop that before you try again.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.create_index("ix_users_email", "users", ["email"])',
      good: `with op.get_context().autocommit_block():
    op.create_index(
        "ix_users_email", "users", ["email"], postgresql_concurrently=True
    )`,
    },
  ],
  *check(subject) {
    for (const step of subject.steps) {
      const { operation, effects } = step;
      if (operation.kind !== 'createIndex' || effects.blocks === 'nothing' || effects.work === 'instant') continue;
      // No index needs a copy of its table: it is demanded, and told as such.
      if (effects.algorithm === 'COPY') continue;
      const table = relationText(operation.table);
      yield {
        span: step.head,
        growing: step,
        message: `Building ${operation.name ?? 'the index'} blocks writes on ${table} until every row is read`,
        fixes: fixes(step, operation, subject),
      };
    }
  },
};

/** Only one engine knows CONCURRENTLY, and there a partitioned table refuses it: each partition needs an index of its own first. */
function fixes(step: AnalyzedStep, operation: CreateIndex, { effects }: Subject) {
  const to = { operation: { ...operation, concurrently: true }, transaction: 'autocommit' } as const;
  if (effects(to.operation, step.before).refused !== undefined) return [];
  return [
    { title: 'Build the index concurrently, outside the transaction', rewrites: [{ kind: 'set', step, to } as const] },
  ];
}
