import { isMadeAnew } from '../model/made-anew.ts';
import { relationText } from '../model/name.ts';
import type { Rule } from '../model/rule.ts';

export const dropTableLosesData: Rule = {
  id: 'drop-table-loses-data',
  severity: 'error',
  inDowngrade: 'silent',
  docs: {
    what: 'A table is dropped, and all its rows with it.',
    why: 'No way back brings the rows back, and code that still runs during the deploy fails at once. Dropping a table that refers to another one also locks that one.',
    instead:
      'Rename the table first and leave it for a release: a rename can be undone in an instant. Drop it later, with a backup whose restore has been tried.',
  },
  examples: [],
  *check({ steps }) {
    for (const step of steps) {
      const { operation, effects } = step;
      if (!effects.dataLoss) continue;
      if (operation.kind === 'dropTable') {
        if (isMadeAnew(operation, step, steps)) continue;
        yield { span: step.head, message: `Dropping ${relationText(operation.table)} destroys all its rows for good` };
      } else if (operation.kind === 'other' && /^DROP (SCHEMA|DATABASE)$/.test(operation.statement)) {
        yield { span: step.head, message: `${operation.statement} destroys every table in it for good` };
      } else if (operation.kind === 'other' && /^ALTER TABLE\b/.test(operation.statement)) {
        const tables = operation.relations.map(relationText).join(', ');
        yield { span: step.head, message: `${operation.statement} destroys rows of ${tables} for good` };
      }
    }
  },
};
