import { relationText } from '../model/effects.ts';
import type { Rule } from '../model/rule.ts';

export const triggerLocksTable: Rule = {
  id: 'trigger-locks-table',
  severity: 'warning',
  inDowngrade: 'lower',
  docs: {
    what: 'A trigger of a table that is in use is created, dropped, enabled or disabled.',
    why: 'It takes SHARE ROW EXCLUSIVE on the table (DROP TRIGGER: ACCESS EXCLUSIVE). The change is short, but it waits for every transaction that has written to the table, and all later writes wait behind it until the migration’s transaction ends.',
    instead:
      'Set a short lock_timeout and give it a revision of its own, so that the lock is held for an instant only.',
  },
  examples: [],
  *check({ steps }) {
    for (const { operation, effects, head } of steps) {
      if (operation.kind !== 'other' || !/\bTRIGGER\b/.test(operation.statement)) continue;
      const [table] = operation.relations;
      if (!table || effects.blocks === 'nothing') continue;
      // A lock of the whole file, and one that goes with the statement, are no worse than any other change takes.
      const held = effects.locks.some(({ relation }) => relation === relationText(table));
      if (!held || effects.transaction === 'implicit commit') continue;
      yield {
        span: head,
        message: `${operation.statement.replace(/^ALTER TABLE /, '')} makes ${effects.blocks} on ${relationText(table)} wait until the transaction ends`,
      };
    }
  },
};
