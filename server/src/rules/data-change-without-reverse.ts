import { columnsText, overwritten } from '../model/overwritten.ts';
import type { Rule } from '../model/rule.ts';

export const dataChangeWithoutReverse: Rule = {
  id: 'data-change-without-reverse',
  severity: 'warning',
  inDowngrade: 'silent',
  docs: {
    what: 'Values are written over in place, and nothing is kept from which the old ones could be had again.',
    why: 'When the new values prove wrong, or the deploy is rolled back, the old ones are only in a backup, and what was written since is not in that.',
    instead:
      'Write the new values into a new column and let the old one be until no way back needs it. Or write the reverse into the downgrade, or raise there and say why there is none.',
    links: ['https://www.postgresql.org/docs/current/sql-update.html'],
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.execute("UPDATE users SET email = lower(email)")',
      good: `op.add_column("users", sa.Column("email_lower", sa.Text()))
op.execute("UPDATE users SET email_lower = lower(email)")`,
    },
    {
      engine: 'mysql',
      part: 'file',
      bad: `def upgrade():
    op.execute("UPDATE accounts SET balance = balance * 100 WHERE currency = 'EUR'")


def downgrade():
    pass`,
      good: `def upgrade():
    op.execute("UPDATE accounts SET balance = balance * 100 WHERE currency = 'EUR'")


def downgrade():
    op.execute("UPDATE accounts SET balance = balance / 100 WHERE currency = 'EUR'")`,
    },
  ],
  *check(subject) {
    const { direction, steps, opposite, migration } = subject;
    if (direction !== 'up' || /^(raises|never)$/.test(migration.rollback)) return;
    // What could not be read may well be the reverse.
    if (opposite.some(({ operation }) => operation.kind === 'opaque')) return;
    for (const step of steps) {
      const { operation } = step;
      const columns = operation.kind === 'updateRows' ? overwritten(step, operation, subject) : [];
      if (operation.kind !== 'updateRows' || columns.length === 0) continue;
      yield {
        span: step.head,
        message: `The old values of ${columnsText(operation, columns)} are written over and kept nowhere: no way back restores them`,
      };
    }
  },
};
