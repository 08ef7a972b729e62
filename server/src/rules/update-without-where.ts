import { relationText } from '../model/name.ts';
import type { Rule } from '../model/rule.ts';
import { isFresh } from '../model/schema.ts';

export const updateWithoutWhere: Rule = {
  id: 'update-without-where',
  severity: 'error',
  inDowngrade: 'silent',
  docs: {
    what: 'An UPDATE without a WHERE writes every row of a table that is in use, in one statement.',
    why: 'What stood in the columns is gone. Each row stays locked until the transaction ends, so that writers of any of them wait for all of them, and on engines that keep old row versions the table doubles in size.',
    instead:
      'Say which rows are meant. If it is all of them, write in batches of some thousand along the key, each committed by itself and outside the migration’s transaction.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.execute("UPDATE users SET status = \'active\'")',
      good: 'op.execute("UPDATE users SET status = \'active\' WHERE id BETWEEN 1 AND 1000")',
    },
  ],
  *check({ steps }) {
    for (const step of steps) {
      const { operation, before, effects, head } = step;
      if (operation.kind !== 'updateRows' || operation.rows !== 'all' || operation.limit) continue;
      if (isFresh(before, operation.table) || effects.refused !== undefined) continue;
      const columns = operation.columns.length > 0 ? `${operation.columns.join(', ')} of every row` : 'Every row';
      yield {
        span: head,
        growing: step,
        message: `${columns} of ${relationText(operation.table)} is written in one statement: there is no WHERE`,
      };
    }
  },
};
