import { waiting } from '../model/consequences.ts';
import type { Fix } from '../model/finding.ts';
import { relationText } from '../model/name.ts';
import type { AddColumn } from '../model/operation.ts';
import type { AnalyzedStep, Rule, Subject } from '../model/rule.ts';
import { expressionFrom } from '../plans/answers.ts';
import { planFix } from '../plans/plan.ts';
import { volatileDefaultPlan } from '../plans/volatile-default.ts';

export const defaultRewritesTable: Rule = {
  id: 'default-rewrites-table',
  severity: 'error',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'A column is added with a default that the server has to compute for each row that exists.',
    why: 'The whole table and all its indexes are written anew under ACCESS EXCLUSIVE: neither reads nor writes get through until the last row is done. Constants, and functions that give one value a statement such as now(), are instant since PostgreSQL 11; gen_random_uuid(), random(), clock_timestamp() and nextval() never are. MySQL and MariaDB (before 11.2) copy the table for a default that is an expression while writes wait.',
    instead:
      'Add the column without a default, then set the default, which applies to new rows only, and fill old rows in batches in a later migration.',
  },
  examples: [
    {
      engine: 'postgresql',
      version: '13',
      bad: 'op.add_column("users", sa.Column("token", sa.Uuid(), server_default=sa.text("gen_random_uuid()")))',
      good: `op.add_column("users", sa.Column("token", sa.Uuid(), nullable=True))
op.alter_column("users", "token", server_default=sa.text("gen_random_uuid()"))`,
    },
  ],
  *check(subject) {
    for (const step of subject.steps) {
      const { operation, effects } = step;
      if (operation.kind !== 'addColumn' || !operation.column.default || effects.work !== 'rewrite') continue;
      // A table that the tool makes anew is written whatever the default is.
      if (operation.rebuild || !isForDefault(step, operation, subject)) continue;
      const { column } = operation;
      const table = relationText(operation.table);
      // A default that could not be read is no evidence.
      if (column.identity || column.generated || column.default?.kind === 'unknown') continue;
      yield {
        span: step.head,
        growing: step,
        severity: effects.assumed === undefined ? 'error' : 'warning',
        message:
          effects.assumed === undefined
            ? `The default of ${column.name} is written row by row: all of ${table} is rewritten while ${waiting(effects)}`
            : `The default of ${column.name} may be written row by row, all of ${table} rewritten while ${waiting(effects)}: ${effects.assumed}`,
        fixes: phased(step, operation),
      };
    }
  },
};

/** Without its default the column would come for less; beside other actions it may cost more whatever its default is. */
function isForDefault({ before }: AnalyzedStep, operation: AddColumn, { effects }: Subject): boolean {
  if (effects(operation, before).work !== 'rewrite') return false;
  const bare = { ...operation, column: { ...operation.column, default: undefined, nullable: true } };
  return effects(bare, before).work !== 'rewrite';
}

function phased(step: AnalyzedStep, operation: AddColumn): readonly Fix[] {
  const { column } = operation;
  const value = column.default && expressionFrom(column.default);
  // A key takes no NULL, not even for a while.
  if (value === undefined || operation.constraints.some((each) => each.kind === 'primaryKey')) return [];
  const plan = volatileDefaultPlan(operation, value, step.before);
  const title = `Add ${column.name} without a default, set the default for new rows, backfill old ones in batches`;
  return [planFix(title, plan, step)];
}
