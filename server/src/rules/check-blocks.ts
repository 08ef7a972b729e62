import { waiting, workOn } from '../model/consequences.ts';
import type { Fix } from '../model/finding.ts';
import { relationText } from '../model/name.ts';
import { addedConstraints } from '../model/operation.ts';
import type { AnalyzedStep, Rule, Subject } from '../model/rule.ts';
import { nameFor } from '../plans/names.ts';
import { notValidFirst } from '../plans/validate-later.ts';

export const checkBlocks: Rule = {
  id: 'check-blocks',
  severity: 'error',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'A CHECK constraint is added to a table that is in use, and every existing row is tested at once.',
    why: 'The table is held under ACCESS EXCLUSIVE while it is read from end to end: neither reads nor writes get through. One row that breaks the condition makes it fail. MySQL and MariaDB (before 11.2) copy the table for it while writes wait; so does a tool on SQLite before 3.53.',
    instead:
      'Add it NOT VALID, which tests new rows only and takes an instant, and validate it in a later migration, which blocks nobody. MySQL has NOT ENFORCED, which tests nothing at all: there and on MariaDB use a tool that copies beside the live table (pt-online-schema-change, gh-ost), or let the application check.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.create_check_constraint("ck_users_age", "users", "age >= 0")',
      good: 'op.create_check_constraint(\n    "ck_users_age", "users", "age >= 0", postgresql_not_valid=True\n)',
    },
  ],
  *check(subject) {
    for (const step of subject.steps) {
      const { operation, effects } = step;
      if (effects.work === 'instant' || effects.blocks === 'nothing') continue;
      // A column may cost more than a scan for reasons of its own.
      if (operation.kind === 'addColumn' && effects.work !== 'scan') continue;
      if (operation.kind === 'other' && /^ALTER DOMAIN ADD\b/.test(operation.statement)) {
        const message = `${operation.statement} reads every row of every table that uses the domain while ${effects.blocks} wait`;
        yield { span: step.head, message };
      }
      const added = addedConstraints(operation);
      const check = added?.constraints.find((each) => each.kind === 'check');
      if (!added || !check) continue;
      const name =
        check.name ?? (operation.kind === 'addColumn' ? `The CHECK on ${operation.column.name}` : 'The CHECK');
      yield {
        span: step.head,
        growing: step,
        message: `${name} ${workOn(relationText(added.table), effects)} while ${waiting(effects)}`,
        fixes: notValid(step, subject),
      };
    }
  },
};

function notValid(step: AnalyzedStep, { effects }: Subject): readonly Fix[] {
  const { operation } = step;
  if (operation.kind !== 'addConstraint' || operation.constraint.kind !== 'check') return [];
  const name = operation.constraint.name ?? nameFor('ck', operation.table.name, 'valid');
  const to = { ...operation, constraint: { ...operation.constraint, name, notValid: true } };
  return notValidFirst(step, to, name, effects);
}
