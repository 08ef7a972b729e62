import type { Fix } from '../model/finding.ts';
import { relationText } from '../model/name.ts';
import type { AddColumn } from '../model/operation.ts';
import type { AnalyzedStep, Rule, Subject } from '../model/rule.ts';
import { isSame } from '../model/schema.ts';
import { generatedColumnPlan } from '../plans/generated-column.ts';
import { planFix } from '../plans/plan.ts';

export const generatedColumnRewrites: Rule = {
  id: 'generated-column-rewrites',
  severity: 'error',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'A generated column whose values are stored is added to a table that is in use.',
    why: 'Its value is computed for every row that exists: the whole table and all its indexes are written anew while reads and writes wait.',
    instead:
      'Where the server has them, make the column VIRTUAL: it is computed when it is read, and adding it is instant. Else add a plain column, keep it filled by a trigger, and backfill old rows in batches.',
  },
  examples: [
    {
      engine: 'postgresql',
      version: '18',
      tool: 'sql',
      bad: 'ALTER TABLE users ADD COLUMN name_length integer GENERATED ALWAYS AS (length(name)) STORED;',
      good: 'ALTER TABLE users ADD COLUMN name_length integer GENERATED ALWAYS AS (length(name));',
    },
  ],
  *check(subject) {
    for (const step of subject.steps) {
      const { operation, effects } = step;
      if (operation.kind !== 'addColumn' || !operation.column.generated?.stored || effects.work !== 'rewrite') continue;
      yield {
        span: step.head,
        growing: step,
        message: `Storing ${operation.column.name} for every row rewrites all of ${relationText(operation.table)} while ${effects.blocks === 'writes' ? 'writes' : 'reads and writes'} wait`,
        fixes: [...virtual(step, operation, subject), ...byTrigger(step, operation, subject)],
      };
    }
  },
};

function virtual(step: AnalyzedStep, operation: AddColumn, { effects }: Subject): readonly Fix[] {
  const { column } = operation;
  if (!column.generated) return [];
  const to = { ...operation, column: { ...column, generated: { ...column.generated, stored: false } } };
  const then = effects(to, step.before);
  if (then.refused !== undefined || then.work !== 'instant') return [];
  return [
    {
      title: `Compute ${column.name} when it is read`,
      rewrites: [{ kind: 'set', step, to: { operation: to, transaction: step.transaction } }],
    },
  ];
}

function byTrigger(step: AnalyzedStep, { table, column }: AddColumn, { opposite }: Subject): readonly Fix[] {
  if (!column.generated || !column.type) return [];
  const plan = generatedColumnPlan(table, column, column.generated.expression, step.before);
  const mirror = opposite.find(
    ({ operation }) =>
      operation.kind === 'dropColumn' && isSame(operation.table, table) && operation.column === column.name,
  );
  return [planFix(`Let a trigger compute ${column.name}, and backfill it in batches`, plan, step, mirror)];
}
