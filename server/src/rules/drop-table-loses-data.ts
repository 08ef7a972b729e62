import type { Fix } from '../model/finding.ts';
import { isMadeAnew } from '../model/made-anew.ts';
import { relationText } from '../model/name.ts';
import type { DropTable } from '../model/operation.ts';
import type { AnalyzedStep, Rule, Subject } from '../model/rule.ts';
import { isSame } from '../model/schema.ts';
import { dropTablePlan } from '../plans/drop-table.ts';
import { planFix } from '../plans/plan.ts';
import { shared } from '../plans/planned.ts';

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
  examples: [
    {
      engine: 'postgresql',
      part: 'file',
      bad: `def upgrade():
    op.drop_table("sessions")


def downgrade():
    op.create_table("sessions", sa.Column("id", sa.BigInteger(), primary_key=True))`,
      good: `def upgrade():
    op.rename_table("sessions", "sessions_dropped")


def downgrade():
    op.rename_table("sessions_dropped", "sessions")`,
    },
  ],
  *check(subject) {
    const { steps } = subject;
    for (const step of steps) {
      const { operation, effects } = step;
      if (!effects.dataLoss) continue;
      if (operation.kind === 'dropTable') {
        if (isMadeAnew(operation, step, steps)) continue;
        yield {
          span: step.head,
          message: `Dropping ${relationText(operation.table)} destroys all its rows for good`,
          fixes: renamedFirst(step, operation, subject),
        };
      } else if (operation.kind === 'other' && /^DROP (SCHEMA|DATABASE)$/.test(operation.statement)) {
        yield { span: step.head, message: `${operation.statement} destroys every table in it for good` };
      } else if (operation.kind === 'other' && /^ALTER TABLE\b/.test(operation.statement)) {
        const tables = operation.relations.map(relationText).join(', ');
        yield { span: step.head, message: `${operation.statement} destroys rows of ${tables} for good` };
      }
    }
  },
};

/** Where the way back makes the table in a statement of its own, which the later migration can take over. */
function renamedFirst(step: AnalyzedStep, { table, along }: DropTable, { opposite }: Subject): readonly Fix[] {
  const mirror = opposite.find(({ operation }) => operation.kind === 'createTable' && isSame(operation.table, table));
  const whole = mirror?.operation;
  if (!mirror || whole?.kind !== 'createTable' || along || whole.partitionOf || whole.inherits) return [];
  if (opposite.some((each) => each !== mirror && each.span.start === mirror.span.start)) return [];
  const plan = dropTablePlan(table, [shared({ ...whole, table })]);
  return [planFix(`Rename ${table.name} first, drop it in a later migration`, plan, step, mirror)];
}
