import type { Fix } from '../model/finding.ts';
import { type Name, relationText } from '../model/name.ts';
import type { RenameTable } from '../model/operation.ts';
import type { AnalyzedStep, Rule, Subject } from '../model/rule.ts';
import { isGone, isSame } from '../model/schema.ts';
import { noneFound } from '../model/usage.ts';
import { planFix } from '../plans/plan.ts';
import { renameTablePlan } from '../plans/rename-table.ts';

export const renameTableBreaksCode: Rule = {
  id: 'rename-table-breaks-code',
  severity: 'error',
  inDowngrade: 'silent',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'A table that is in use is renamed in one step.',
    why: 'The rename is instant, but from that moment every statement of code that still runs with the old name fails, and before it every one with the new name. Its sequences, indexes and constraints keep their old names.',
    instead:
      'In the same transaction create a view of the old name over the new table: simple views take inserts, updates and deletes too. Drop the view when no code uses it any more.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.rename_table("users", "accounts")',
      good: `op.rename_table("users", "accounts")
op.execute("CREATE VIEW users AS SELECT * FROM accounts")`,
    },
  ],
  *check(subject) {
    const { steps } = subject;
    for (const [index, step] of steps.entries()) {
      const { operation, effects } = step;
      if (operation.kind !== 'renameTable' || !effects.breaksRunningCode) continue;
      // The name was another table's until that was dropped: it is the one that code knows.
      if (isGone(step.before, { ...operation.table, name: operation.to })) continue;
      if (steps.slice(index).some((later) => standsIn(later, step, operation.table))) continue;
      yield {
        span: step.head,
        severity: goes.test(operation.to) ? 'warning' : 'error',
        message: `Renaming ${relationText(operation.table)} to ${operation.to} breaks all code that runs with the old name${noneFound(subject.usages(operation.table))}`,
        fixes: standIn(step, operation, subject),
      };
    }
  },
};

function standIn(step: AnalyzedStep, { table, to }: RenameTable, { opposite, traits }: Subject): readonly Fix[] {
  // Where each statement commits by itself there is a moment without either.
  if (!traits.writesThroughViews || step.transaction !== 'shared') return [];
  const renamed = { ...table, name: to };
  const mirror = opposite.find(({ operation }) => operation.kind === 'renameTable' && isSame(operation.table, renamed));
  return [planFix(`Keep ${table.name} as a view until no code names it`, renameTablePlan(table, to), step, mirror)];
}

/** The new name says that the table is on its way out: the rename is how one learns who misses it. */
const goes =
  /(?:^|_)(?:old|dropped|deleted|deprecated|unused|obsolete|backup|bak|archived?|to_?(?:drop|delete))(?:_|\d|$)/i;

/** A view of the old name, made before anybody sees the new one. */
function standsIn({ operation, transaction }: AnalyzedStep, renamed: AnalyzedStep, table: Name): boolean {
  if (operation.kind !== 'other' || !operation.view) return false;
  const together = transaction === 'shared' && renamed.transaction === 'shared';
  return together && isSame(operation.view, table);
}
