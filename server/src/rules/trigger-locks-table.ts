import type { Effects } from '../model/effects.ts';
import { relationText } from '../model/name.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { sinceCommit } from '../plans/transaction.ts';

export const triggerLocksTable: Rule = {
  id: 'trigger-locks-table',
  severity: 'warning',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'A trigger of a table that is in use is created, dropped, enabled or disabled.',
    why: 'It takes SHARE ROW EXCLUSIVE on the table (DROP TRIGGER: ACCESS EXCLUSIVE). The change is short, but it waits for every transaction that has written to the table, and all later writes wait behind it until the migration’s transaction ends.',
    instead:
      'Set a short lock_timeout and give it a migration of its own, so that the lock is held for an instant only.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: `op.execute(
    "CREATE TRIGGER audit AFTER UPDATE ON users FOR EACH ROW EXECUTE FUNCTION log_change()"
)`,
      good: 'op.execute("CREATE FUNCTION log_change() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$")',
    },
  ],
  *check({ steps }) {
    for (const [at, { operation, effects, head, transaction }] of steps.entries()) {
      if (operation.kind !== 'other' || !/\bTRIGGER\b/.test(operation.statement)) continue;
      const [table] = operation.relations;
      if (!table || effects.blocks === 'nothing') continue;
      // A lock of the whole file, and one that goes with the statement, are no worse than any other change takes.
      const held = effects.locks.some(({ relation }) => relation === relationText(table));
      if (!held || effects.transaction === 'implicit commit') continue;
      // Who waits already waits no longer for it.
      if (transaction === 'shared' && isHeld(sinceCommit(steps.slice(0, at)).steps, relationText(table), effects))
        continue;
      yield {
        span: head,
        message: `${operation.statement.replace(/^ALTER TABLE /, '')} makes ${effects.blocks} on ${relationText(table)} wait until the transaction ends`,
      };
    }
  },
};

/** Whether an earlier step of the transaction keeps out at least as many. */
function isHeld(earlier: readonly AnalyzedStep[], table: string, { locks, blocks }: Effects): boolean {
  const own = locks.find(({ relation }) => relation === table)?.mode;
  return earlier.some(({ operation, effects }) => {
    if (effects.locks.some(({ relation, mode }) => relation === table && mode === own)) return true;
    const main =
      'table' in operation ? operation.table : operation.kind === 'other' ? operation.relations[0] : undefined;
    const stronger = effects.blocks === blocks || effects.blocks === 'reads and writes';
    return stronger && main !== undefined && relationText(main) === table;
  });
}
