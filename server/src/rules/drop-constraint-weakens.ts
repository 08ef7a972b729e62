import { type Guarantee, guaranteeGone } from '../model/guarantee-gone.ts';
import { relationText } from '../model/name.ts';
import type { Rule } from '../model/rule.ts';

export const dropConstraintWeakens: Rule = {
  id: 'drop-constraint-weakens',
  severity: 'info',
  inDowngrade: 'silent',
  docs: {
    what: 'A constraint goes, and nothing in the migration takes its place.',
    why: 'From then on the table takes rows that the constraint refused. Code that relies on it finds them later, and the constraint cannot come back before they are mended, so that a rollback may fail.',
    instead:
      'Drop it only when no code relies on what it guaranteed. Where another constraint replaces it, add that one first, in the same migration or an earlier one.',
    links: ['https://www.postgresql.org/docs/current/ddl-constraints.html'],
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.drop_constraint("uq_users_email", "users", type_="unique")',
      good: `op.create_unique_constraint("uq_users_email_lower", "users", ["email_lower"])
op.drop_constraint("uq_users_email", "users", type_="unique")`,
    },
  ],
  *check({ direction, steps }) {
    if (direction !== 'up') return;
    for (const step of steps) {
      const gone = guaranteeGone(step, steps);
      if (gone) yield { span: step.head, message: messageFor(gone) };
    }
  },
};

function messageFor({ table, name, kind, columns }: Guarantee): string {
  const at = relationText(table);
  const on = columns.length > 0 ? `${at} (${columns.join(', ')})` : at;
  if (kind === 'unique') return `Without ${name} nothing keeps the rows of ${on} apart any more`;
  if (kind === 'foreignKey') return `Without ${name} rows of ${on} may point at rows that do not exist`;
  return `Without ${name} the table ${at} takes rows that it refused`;
}
