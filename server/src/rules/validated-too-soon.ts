import type { Step } from '../model/migration.ts';
import { relationText } from '../model/name.ts';
import type { ValidateConstraint } from '../model/operation.ts';
import type { Rule } from '../model/rule.ts';
import { isSame } from '../model/schema.ts';
import { earlierSteps, inStatement, sinceCommit } from '../plans/transaction.ts';
import { validateApart, validationFixes } from '../plans/validate-later.ts';

export const validatedTooSoon: Rule = {
  id: 'validated-too-soon',
  severity: 'error',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'A constraint is added NOT VALID and validated in one and the same transaction, or validated by a statement that locks the table for something else.',
    why: 'One statement holds the strongest lock of its actions for all of them, and the lock that adding a constraint took is held until the transaction ends, so that the validation reads every row under it: writers, and for a CHECK readers too, wait as long as if NOT VALID had not been written.',
    instead:
      'Validate in a migration of its own, or outside the transaction. Where all pending migrations share one transaction, a file of its own is not enough: it must commit by itself.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: `op.create_check_constraint("ck_users_age", "users", "age >= 0", postgresql_not_valid=True)
op.execute("ALTER TABLE users VALIDATE CONSTRAINT ck_users_age")`,
      good: 'op.create_check_constraint("ck_users_age", "users", "age >= 0", postgresql_not_valid=True)',
    },
  ],
  *check({ steps, previous }) {
    for (const [at, step] of steps.entries()) {
      const { operation, effects } = step;
      if (operation.kind !== 'validateConstraint' || effects.work !== 'scan') continue;
      const name = `${operation.name} on ${relationText(operation.table)}`;
      const company = inStatement(steps, step);
      if (company.some((each) => addsUnchecked(each, operation))) {
        const message = `${name} is validated by the very statement that adds it: every row is read while others wait`;
        yield { span: step.head, growing: step, message };
        continue;
      }
      if (company.length > 1 && effects.blocks !== 'nothing') {
        const message = `${name} is validated under the lock of the other actions: every row is read while ${effects.blocks} wait`;
        yield { span: step.head, growing: step, message };
        continue;
      }
      if (step.transaction !== 'shared') continue;
      const here = sinceCommit(steps.slice(0, at));
      if (here.steps.some((each) => addsUnchecked(each, operation))) {
        yield {
          span: step.head,
          growing: step,
          message: `${name} is validated under the very lock that adding it took: every row is read while others wait`,
          fixes: validationFixes(step, operation),
        };
      } else if (!here.ended && earlierSteps(previous).some((each) => addsUnchecked(each, operation))) {
        yield {
          span: step.head,
          growing: step,
          severity: 'info',
          message: `${name} is validated in the transaction that adds it, if both migrations are pending together`,
          fixes: [validateApart(step)],
        };
      }
    }
  },
};

function addsUnchecked({ operation }: Step, { table, name }: ValidateConstraint): boolean {
  if (operation.kind !== 'addConstraint') return false;
  const { constraint } = operation;
  const isUnchecked = 'notValid' in constraint && constraint.notValid === true;
  return isUnchecked && constraint.name === name && isSame(operation.table, table);
}
