import type { Operation } from '../model/operation.ts';
import type { Rule } from '../model/rule.ts';

export const concurrentlyInTransaction: Rule = {
  id: 'concurrently-in-transaction',
  severity: 'error',
  inDowngrade: 'lower',
  docs: {
    what: 'A statement that refuses to run inside a transaction stands in a migration that runs in one.',
    why: 'The server answers “cannot run inside a transaction block” and the migration fails, in every environment; one transaction a migration (Alembic’s transaction_per_migration) does not help.',
    instead:
      'Run it outside of the transaction, by the way that the tool has for that: Alembic’s autocommit block, an opt-out of the file. What stands before an autocommit block is committed when it begins, and a file opts out as a whole: give the statement a migration of its own.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.execute("CREATE INDEX CONCURRENTLY ix_users_email ON users (email)")',
      good: `with op.get_context().autocommit_block():
    op.execute("CREATE INDEX CONCURRENTLY ix_users_email ON users (email)")`,
    },
  ],
  *check({ steps }) {
    for (const step of steps) {
      if (step.effects.transaction !== 'forbidden') continue;
      if (step.transaction === 'autocommit' && !step.inCode) continue;
      // A new value of a type has a rule of its own.
      if (step.operation.kind === 'addEnumValue') continue;
      if (step.inCode) {
        yield { span: step.head, message: `${subject(step.operation)} cannot run inside a block of code: it fails` };
        continue;
      }
      const to = { operation: step.operation, transaction: 'autocommit' } as const;
      yield {
        span: step.head,
        message: `${subject(step.operation)} cannot run inside the migration’s transaction: it fails`,
        fixes: [{ title: 'Run it outside the transaction', rewrites: [{ kind: 'set', step, to }] }],
      };
    }
  },
};

/** The few operations that an engine may refuse in a transaction, by what the user calls them. */
function subject(operation: Operation): string {
  if (operation.kind === 'createIndex') return `Building ${operation.name ?? 'the index'} concurrently`;
  if (operation.kind === 'dropIndex') return `Dropping ${operation.index.name} concurrently`;
  if (operation.kind === 'reindex') return `Rebuilding ${operation.name.name} concurrently`;
  if (operation.kind === 'detachPartition') return `Detaching ${operation.partition.name} concurrently`;
  if (operation.kind === 'setParameter') return `Setting ${operation.name}`;
  return operation.kind === 'other' ? operation.statement : 'This statement';
}
