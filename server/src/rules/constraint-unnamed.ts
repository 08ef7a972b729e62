import { relationText } from '../model/name.ts';
import type { Found, Rule, Subject } from '../model/rule.ts';
import { isFresh } from '../model/schema.ts';
import {
  type Adding,
  isAdding,
  isConventional,
  isNameless,
  nameConstraint,
  nameDropped,
  needsName,
  unnamedText,
} from '../plans/constraint-name.ts';

export const constraintUnnamed: Rule = {
  id: 'constraint-unnamed',
  severity: 'warning',
  inDowngrade: 'same',
  docs: {
    what: 'A constraint is added to a table, or dropped from it, without a name, and no naming convention makes one.',
    why: 'No statement drops a constraint that has no name: the downgrade fails when it is needed. The database makes a name up, which the next migration has to guess, and which may differ from server to server.',
    instead: 'Give the constraint a name, or the metadata a naming convention that env.py hands to the tool.',
    links: ['https://alembic.sqlalchemy.org/en/latest/naming.html'],
  },
  examples: [
    {
      engine: 'postgresql',
      part: 'file',
      bad: `def upgrade():
    op.create_unique_constraint(None, "users", ["email"])


def downgrade():
    op.drop_constraint(None, "users", type_="unique")`,
      good: `def upgrade():
    op.create_unique_constraint("users_email_key", "users", ["email"])


def downgrade():
    op.drop_constraint("users_email_key", "users", type_="unique")`,
    },
  ],
  *check(subject) {
    for (const step of subject.steps) {
      const { head: span, effects, sql, error } = step;
      // A convention names what the tool writes; SQL is taken as it is.
      const convention = sql === undefined ? subject.environment.namingConvention : undefined;
      if (effects.refused !== undefined || error || convention === 'unread') continue;
      if (isNameless(step) && !isConventional(step.operation.type, convention) && needsName(step, subject)) {
        const message = `No statement drops a constraint of ${relationText(step.operation.table)} that has no name`;
        yield { span, severity: 'error', message, fixes: nameDropped(step, subject) };
      } else if (isAdding(step) && !isConventional(step.operation.constraint.kind, convention)) {
        const found = judged(step, subject);
        if (found) yield { span, ...found, fixes: nameConstraint(step, subject) };
      }
    }
  },
};

function judged(step: Adding, { steps, opposite, traits }: Subject): Pick<Found, 'message' | 'severity'> | undefined {
  const { table, constraint, rebuild } = step.operation;
  const what = unnamedText(constraint);
  if (what === undefined || isFresh(step.before, table)) return undefined;
  const subject = `${what} of ${relationText(table)} has no name`;
  if (rebuild) return { severity: 'error', message: `${subject}, and where the table is made anew each needs one` };
  // It is part of a column's definition, which is dropped with its column.
  if (steps.some(({ operation, span }) => operation.kind === 'addColumn' && span.start === step.span.start))
    return undefined;
  const severity = step.sql === undefined ? 'warning' : 'info';
  const name = traits.constraintName(constraint, table, step.before);
  if (name === undefined)
    return { severity, message: `${subject}: the one that the database makes up may differ from server to server` };
  if (opposite.some(({ operation }) => operation.kind === 'dropConstraint' && operation.name === name))
    return undefined;
  return { severity, message: `${subject}: the database makes ${name} up, and who drops it has to know` };
}
