import { relationText } from '../model/name.ts';
import type { Rule } from '../model/rule.ts';
import { isFresh } from '../model/schema.ts';

export const deleteWithoutWhere: Rule = {
  id: 'delete-without-where',
  severity: 'error',
  inDowngrade: 'silent',
  docs: {
    what: 'A DELETE without a WHERE removes every row of a table that is in use.',
    why: 'No way back brings the rows back. Each of them stays locked until the transaction ends, foreign keys that point at the table are looked up for every one, and the dead rows bloat the table until they are vacuumed.',
    instead:
      'Say which rows are meant. If it is really all of them, delete in batches of some thousand that commit each, with a backup whose restore has been tried.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.execute("DELETE FROM sessions")',
      good: 'op.execute("DELETE FROM sessions WHERE expired_at < now()")',
    },
  ],
  *check({ steps }) {
    for (const { operation, before, effects, head } of steps) {
      if (operation.kind !== 'deleteRows' || operation.rows !== 'all' || operation.limit) continue;
      if (isFresh(before, operation.table) || effects.refused !== undefined) continue;
      yield {
        span: head,
        message: `Every row of ${relationText(operation.table)} is deleted for good: there is no WHERE`,
      };
    }
  },
};
