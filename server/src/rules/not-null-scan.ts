import { waiting, workOn } from '../model/consequences.ts';
import { columnText } from '../model/name.ts';
import type { SetNotNull } from '../model/operation.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { setNotNullFix } from '../plans/set-not-null.ts';

export const notNullScan: Rule = {
  id: 'not-null-scan',
  severity: 'error',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'A column of a table that is in use becomes NOT NULL, and every row is read to prove it while nobody else can use the table.',
    why: 'SET NOT NULL holds ACCESS EXCLUSIVE during the whole scan: reads and writes wait. One NULL makes it fail, and a default given in the same call does not fill old rows: it is set afterwards. MySQL and MariaDB rebuild the table while others work; on SQLite the tool copies it while nobody can write to the file.',
    instead:
      'Add CHECK (column IS NOT NULL) NOT VALID, validate it in a later migration under a lock that blocks nobody, then SET NOT NULL (PostgreSQL 12 and later take the proven CHECK for an answer) and drop the CHECK.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.alter_column("users", "email", existing_type=sa.String(length=255), nullable=False)',
      good: `op.create_check_constraint(
    "ck_users_email_not_null",
    "users",
    "email IS NOT NULL",
    postgresql_not_valid=True,
)`,
    },
  ],
  *check(subject) {
    for (const step of subject.steps) {
      const { effects } = step;
      if (isDomain(step) && effects.work !== 'instant') {
        const message = `SET NOT NULL reads every row of every table that uses the domain while ${waiting(effects)}, and fails if one is NULL`;
        yield { span: step.head, message };
      }
      const operation = madeNotNull(step);
      if (!operation || effects.work === 'instant' || effects.refused !== undefined) continue;
      // Another action of the statement keeps others waiting: what this one would let through by itself says nothing.
      const worse = subject.steps.some(
        (other) => other.span.start === step.span.start && other.effects.blocks !== 'nothing',
      );
      if (effects.blocks === 'nothing' && worse) continue;
      if (effects.work === 'rewrite' && subject.steps.some((other) => isRewrittenBy(other, step))) continue;
      const work = effects.work === 'scan' ? 'reads every row' : workOn('the table', effects);
      yield {
        span: step.head,
        growing: step,
        severity: effects.blocks === 'nothing' ? 'info' : 'error',
        message: `SET NOT NULL on ${columnText(operation.table, operation.column)} ${work} while ${waiting(effects)}, and fails if one is NULL`,
        fixes: setNotNullFix(step, operation, subject),
      };
    }
  },
};

function isDomain({ operation }: AnalyzedStep): boolean {
  return operation.kind === 'other' && operation.statement === 'ALTER DOMAIN SET NOT NULL';
}

/** `ADD CONSTRAINT … NOT NULL` is another way of saying it. */
function madeNotNull({ operation }: AnalyzedStep): SetNotNull | undefined {
  if (operation.kind === 'setNotNull') return operation;
  if (operation.kind !== 'addConstraint' || operation.constraint.kind !== 'notNull') return undefined;
  return { kind: 'setNotNull', table: operation.table, column: operation.constraint.column };
}

/** The same statement changes the type as well, and one rewriting of the table serves both. */
function isRewrittenBy({ operation, effects, span }: AnalyzedStep, step: AnalyzedStep): boolean {
  return operation.kind === 'changeType' && effects.work === 'rewrite' && span.start === step.span.start;
}
