import type { Effects } from '../model/effects.ts';
import { relationText } from '../model/name.ts';
import { isControl } from '../model/operation.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { isFresh } from '../model/schema.ts';

export const explicitTableLock: Rule = {
  id: 'explicit-table-lock',
  severity: 'warning',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'A migration locks a whole table by itself, or every row of it.',
    why: 'LOCK TABLE first waits for every transaction on the table while later ones queue behind it, and then holds the lock until the migration’s transaction ends. On MySQL and MariaDB LOCK TABLES commits what is open and holds its locks until UNLOCK TABLES or the end of the session. SELECT … FOR UPDATE without a WHERE writes a lock into each row.',
    instead:
      'Leave the lock to the statement that needs it, keep what follows short, and set a short lock_timeout so that the migration gives up rather than everybody else.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.execute("LOCK TABLE users IN SHARE MODE")',
      good: 'op.execute("SELECT id FROM users WHERE id = 1 FOR UPDATE")',
    },
  ],
  *check({ steps }) {
    for (const [at, step] of steps.entries()) {
      const { operation, effects, before, head } = step;
      if (operation.kind !== 'other' || isNeededAnyway(step, steps.slice(at + 1))) continue;
      const tables = operation.relations.filter((table) => !isFresh(before, table)).map(relationText);
      if (/^LOCK TABLES?\b/.test(operation.statement) && effects.blocks !== 'nothing') {
        yield {
          span: head,
          message: `This locks ${tables.join(', ') || 'the table'} against ${effects.blocks} until ${end(effects)}`,
        };
      } else if (operation.rows === 'all' && tables.length > 0) {
        yield { span: head, message: `This locks every row of ${tables.join(', ')} until the transaction ends` };
      }
    }
  },
};

/** A moment later a statement takes the same lock, and nothing in that transaction takes long. */
function isNeededAnyway(step: AnalyzedStep, later: readonly AnalyzedStep[]): boolean {
  const end = later.findIndex(({ transaction, operation }) => transaction !== step.transaction || isControl(operation));
  const rest = end < 0 ? later : later.slice(0, end);
  return (
    step.transaction === 'shared' &&
    step.effects.locks.length > 0 &&
    rest.every(({ effects }) => effects.work === 'instant') &&
    step.effects.locks.every(({ relation, mode }) =>
      rest.some(({ effects }) => effects.locks.some((lock) => lock.relation === relation && lock.mode === mode)),
    )
  );
}

/** What commits whatever is open is no part of a transaction, and goes on behind it. */
function end({ transaction }: Effects): string {
  return transaction === 'implicit commit' ? 'UNLOCK TABLES or the end of the session' : 'the transaction ends';
}
