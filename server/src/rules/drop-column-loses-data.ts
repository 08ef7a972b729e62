import { columnText } from '../model/name.ts';
import type { Rule } from '../model/rule.ts';

export const dropColumnLosesData: Rule = {
  id: 'drop-column-loses-data',
  severity: 'error',
  inDowngrade: 'silent',
  docs: {
    what: 'A column is dropped, and all its values with it.',
    why: 'No way back brings the values back. Code that still runs during the deploy and names the column, as every ORM does when it loads a row, fails at once. Indexes and constraints over the column go with it silently.',
    instead:
      'Take the column out of the models and deploy that first. Drop it a release later, with a backup whose restore has been tried.',
  },
  examples: [],
  *check({ steps }) {
    for (const step of steps) {
      const { operation, effects } = step;
      if (operation.kind !== 'dropColumn' || !effects.dataLoss) continue;
      yield {
        span: step.head,
        message: `Dropping ${columnText(operation.table, operation.column)} destroys its values for good`,
      };
    }
  },
};
