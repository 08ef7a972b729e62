import { relationText } from '../model/name.ts';
import type { Rule } from '../model/rule.ts';

export const reindexBlocks: Rule = {
  id: 'reindex-blocks',
  severity: 'error',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'An index is rebuilt while its table cannot be written, and hardly be read.',
    why: 'REINDEX blocks writes to the table and holds ACCESS EXCLUSIVE on each index while it is rebuilt. A query locks every index of its tables when it is planned, so that reads wait too.',
    instead:
      'REINDEX … CONCURRENTLY (PostgreSQL 12 and later) builds the new index beside the old one, outside a transaction.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.execute("REINDEX TABLE users")',
      good: 'with op.get_context().autocommit_block():\n    op.execute("REINDEX TABLE CONCURRENTLY users")',
    },
  ],
  *check({ steps, effects: ask }) {
    for (const step of steps) {
      const { operation, effects } = step;
      if (operation.kind !== 'reindex' || operation.concurrently || effects.blocks === 'nothing') continue;
      const to = { operation: { ...operation, concurrently: true }, transaction: 'autocommit' } as const;
      const gains = ask(to.operation, step.before).refused === undefined;
      const what = [operation.target, relationText(operation.name)].join(' ').trim();
      yield {
        span: step.head,
        growing: step,
        message: `Rebuilding the indexes of ${what} blocks ${effects.blocks} until they are done`.replace(
          'indexes of index',
          'index',
        ),
        fixes: gains
          ? [{ title: 'Rebuild concurrently, outside the transaction', rewrites: [{ kind: 'set', step, to }] }]
          : [],
      };
    }
  },
};
