import { relationText } from '../model/name.ts';
import type { Rule } from '../model/rule.ts';
import { isFresh } from '../model/schema.ts';

export const truncateLosesData: Rule = {
  id: 'truncate-loses-data',
  severity: 'error',
  inDowngrade: 'silent',
  docs: {
    what: 'TRUNCATE removes every row of a table that is in use.',
    why: 'The rows are gone for good, triggers on DELETE do not fire, and the table is locked against readers too until the transaction ends. On some engines it commits whatever came before it.',
    instead:
      'Delete the rows that are not wanted, in batches of some thousand that commit each; or rename the table and leave it for a release, with a backup whose restore has been tried.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.execute("TRUNCATE sessions")',
      good: 'op.execute("DELETE FROM sessions WHERE id BETWEEN 1 AND 1000")',
    },
  ],
  *check({ steps }) {
    for (const { operation, effects, before, head } of steps) {
      if (operation.kind !== 'truncate' || !effects.dataLoss) continue;
      const tables = operation.tables.filter((table) => !isFresh(before, table)).map(relationText);
      if (tables.length === 0 && !operation.cascade) continue;
      const more = operation.cascade ? ', and of every table that refers to it,' : '';
      yield { span: head, message: `Every row of ${tables.join(', ')}${more} is destroyed for good` };
    }
  },
};
