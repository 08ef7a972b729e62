import { addedConstraints } from '../model/constraints.ts';
import { relationText } from '../model/effects.ts';
import type { Fix } from '../model/finding.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { nameFor } from '../plans/names.ts';
import { validateLater } from '../plans/validate-later.ts';

export const checkBlocks: Rule = {
  id: 'check-blocks',
  severity: 'error',
  inDowngrade: 'lower',
  docs: {
    what: 'A CHECK constraint is added to a table that is in use, and every existing row is tested at once.',
    why: 'The table is held under ACCESS EXCLUSIVE while it is read from end to end: neither reads nor writes get through. One row that breaks the condition makes it fail.',
    instead:
      'Add it NOT VALID, which tests new rows only and takes an instant, and validate it in a later revision, which blocks nobody.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.create_check_constraint("ck_users_age", "users", "age >= 0")',
      good: 'op.create_check_constraint(\n    "ck_users_age", "users", "age >= 0", postgresql_not_valid=True\n)',
    },
  ],
  *check({ steps }) {
    for (const step of steps) {
      const { operation, effects } = step;
      if (effects.work !== 'scan' || effects.blocks === 'nothing') continue;
      const added = addedConstraints(operation);
      const check = added?.constraints.find((each) => each.kind === 'check');
      if (!added || !check) continue;
      const name =
        check.name ?? (operation.kind === 'addColumn' ? `The CHECK on ${operation.column.name}` : 'The CHECK');
      yield {
        span: step.head,
        message: `${name} reads every row of ${relationText(added.table)} while reads and writes wait`,
        fixes: notValid(step),
      };
    }
  },
};

function notValid(step: AnalyzedStep): readonly Fix[] {
  const { operation } = step;
  if (operation.kind !== 'addConstraint' || operation.constraint.kind !== 'check') return [];
  const name = operation.constraint.name ?? nameFor('ck', operation.table.name, 'valid');
  const to = { ...operation, constraint: { ...operation.constraint, name, notValid: true } };
  return [
    {
      title: 'Add it NOT VALID, and validate it in a later revision',
      rewrites: [
        { kind: 'set', step, to: { operation: to, transaction: step.transaction } },
        { kind: 'follow', phases: [validateLater(operation.table, name)] },
      ],
    },
  ];
}
