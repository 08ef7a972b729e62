import type { Fix } from '../model/finding.ts';
import { columnText } from '../model/name.ts';
import type { DropColumn } from '../model/operation.ts';
import type { AnalyzedStep, Rule, Subject } from '../model/rule.ts';
import { columnOf, isSame } from '../model/schema.ts';
import { dropColumnPlan } from '../plans/drop-column.ts';
import { planFix } from '../plans/plan.ts';

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
  examples: [
    {
      engine: 'postgresql',
      history: [
        `op.create_table(
    "users",
    sa.Column("id", sa.BigInteger(), primary_key=True),
    sa.Column("nickname", sa.String(length=50), nullable=False),
)`,
      ],
      bad: 'op.drop_column("users", "nickname")',
      good: 'op.alter_column("users", "nickname", server_default="")',
    },
  ],
  *check(subject) {
    for (const step of subject.steps) {
      const { operation, effects } = step;
      if (operation.kind !== 'dropColumn' || !effects.dataLoss) continue;
      yield {
        span: step.head,
        message: `Dropping ${columnText(operation.table, operation.column)} destroys its values for good`,
        fixes: later(step, operation, subject),
      };
    }
  },
};

/** Where nothing is known of the column, no way back could bring it back. */
function later(step: AnalyzedStep, { table, column }: DropColumn, subject: Subject): readonly Fix[] {
  const { steps, opposite } = subject;
  const mirror = opposite.find(
    ({ operation }) =>
      operation.kind === 'addColumn' && isSame(operation.table, table) && operation.column.name === column,
  );
  const written = mirror?.operation.kind === 'addColumn' ? mirror.operation.column : undefined;
  const known = columnOf(step.before, table, column) ?? written;
  if (!known?.type) return [];
  const plan = dropColumnPlan(table, known, step.before, subject);
  // A migration that does nothing else is that later one.
  if (plan.first.length === 0 && steps.length === 1) return [];
  return [planFix(`Drop ${column} in a later migration, when no code names it any more`, plan, step, mirror)];
}
