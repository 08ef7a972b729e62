import type { Fix, Rewrite } from '../model/finding.ts';
import { relationText } from '../model/name.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { tableOfIndex } from '../model/schema.ts';
import { byStatement } from '../model/statements.ts';

export const indexDropWaits: Rule = {
  id: 'index-drop-waits',
  severity: 'warning',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'An index is dropped under a lock that queues everyone behind the longest reader.',
    why: 'DROP INDEX takes ACCESS EXCLUSIVE on the table. The drop itself is short, but it waits for every transaction that has touched the table, and all later reads and writes wait behind it.',
    instead: 'Drop it with CONCURRENTLY, outside the migration’s transaction: it waits without stopping anyone.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.drop_index("ix_users_email", table_name="users")',
      good: `with op.get_context().autocommit_block():
    op.drop_index(
        "ix_users_email", table_name="users", postgresql_concurrently=True
    )`,
    },
  ],
  *check({ steps }) {
    for (const { step, statement } of byStatement(steps).flatMap(withStatement)) {
      const { operation, effects } = step;
      if (operation.kind !== 'dropIndex' || effects.blocks !== 'reads and writes') continue;
      const owner = operation.table ?? tableOfIndex(step.before, operation.index)?.name;
      // Dropping the table in the same migration waits for the same transactions anyway.
      if (owner && steps.some(({ operation: other }) => other.kind === 'dropTable' && other.table.name === owner.name))
        continue;
      const table = owner ? relationText(owner) : 'its table';
      yield {
        span: step.head,
        message: `Dropping ${operation.index.name} waits for every transaction on ${table} and stops everyone else meanwhile`,
        fixes: concurrent(statement),
      };
    }
  },
};

type Statement = readonly AnalyzedStep[];

function withStatement(statement: Statement) {
  return statement.map((step) => ({ step, statement }));
}

/** A statement can drop but one index concurrently, and takes nothing else along. */
function concurrent(statement: Statement): readonly Fix[] {
  const rewrites: Rewrite[] = [];
  for (const step of statement) {
    const { operation } = step;
    if (operation.kind !== 'dropIndex' || operation.cascade) return [];
    const to = { operation: { ...operation, concurrently: true }, transaction: 'autocommit' } as const;
    rewrites.push(statement.length > 1 ? { kind: 'replace', step, by: [to] } : { kind: 'set', step, to });
  }
  const which = statement.length > 1 ? 'each index' : 'the index';
  return [{ title: `Drop ${which} concurrently, outside the transaction`, rewrites }];
}
