import { relationText } from '../model/name.ts';
import type { Rule } from '../model/rule.ts';

export const detachPartitionBlocks: Rule = {
  id: 'detach-partition-blocks',
  severity: 'warning',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'A partition is detached under a lock that stops everyone on the whole partitioned table.',
    why: 'DETACH PARTITION takes ACCESS EXCLUSIVE on the parent. The detaching itself is short, but it waits for every transaction that has touched any partition, and all later reads and writes wait behind it.',
    instead:
      'DETACH PARTITION … CONCURRENTLY (PostgreSQL 14 and later), outside a transaction. It is refused where the table has a DEFAULT partition: then set a short lock_timeout and try again.',
  },
  examples: [
    {
      engine: 'postgresql',
      version: '14',
      bad: 'op.execute("ALTER TABLE events DETACH PARTITION events_2020")',
      good: `with op.get_context().autocommit_block():
    op.execute("ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY")`,
    },
  ],
  *check({ steps, effects: ask }) {
    for (const step of steps) {
      const { operation, effects, before } = step;
      if (operation.kind !== 'detachPartition' || effects.blocks === 'nothing') continue;
      const concurrent = { ...operation, concurrently: true };
      if (ask(concurrent, before).refused !== undefined) continue;
      yield {
        span: step.head,
        message: `Detaching ${relationText(operation.partition)} stops reads and writes on all of ${relationText(operation.table)} while it waits for older transactions`,
        fixes: [
          {
            title: 'Detach it concurrently, outside the transaction',
            rewrites: [{ kind: 'set', step, to: { operation: concurrent, transaction: 'autocommit' } }],
          },
        ],
      };
    }
  },
};
