import { actionText } from '../model/action.ts';
import { helpsToCopy, toolRefusal } from '../model/refusal.ts';
import type { Rule } from '../model/rule.ts';
import { copyTogether } from '../plans/copy-table.ts';

export const batchModeNeeded: Rule = {
  id: 'batch-mode-needed',
  severity: 'error',
  inDowngrade: 'same',
  docs: {
    what: 'A table is changed in a way that the database has no ALTER TABLE for, and nothing says that it be made anew.',
    why: 'The statement fails, and the migration with it. Types, defaults and constraints stand in the text of SQLite’s CREATE TABLE, where ALTER TABLE does not reach. What ran before stays where the driver committed it: add_column() of a column that is unique fails only after the column was added, and the next attempt fails because it is there.',
    instead:
      'Use batch_alter_table(): it makes a table of the new shape, copies every row into it, drops the old one and takes its name. It wants a name for every constraint that it makes or drops.',
    links: [
      'https://alembic.sqlalchemy.org/en/latest/batch.html',
      'https://www.sqlite.org/lang_altertable.html#making_other_kinds_of_table_schema_changes',
    ],
  },
  examples: [
    {
      engine: 'sqlite',
      bad: 'op.alter_column("users", "name", existing_type=sa.String(50), nullable=False)',
      good: 'with op.batch_alter_table("users") as batch_op:\n    batch_op.alter_column("name", existing_type=sa.String(50), nullable=False)',
    },
    {
      engine: 'sqlite',
      bad: 'op.add_column("users", sa.Column("email", sa.String(), unique=True))',
      good: 'with op.batch_alter_table("users") as batch_op:\n    batch_op.add_column(sa.Column("email", sa.String()))\n    batch_op.create_unique_constraint("uq_users_email", ["email"])',
    },
  ],
  *check(subject) {
    if (subject.contradicted) return;
    const said = new Set<number>();
    for (const step of subject.steps) {
      const words = toolRefusal(step, subject);
      if (words === undefined || said.has(step.head.start) || !helpsToCopy(step, subject)) continue;
      said.add(step.head.start);
      const { operation, span } = step;
      const hidden = subject.steps.some(
        (each) => each.span.start === span.start && each.operation.kind === 'addColumn',
      );
      const late = hidden && operation.kind === 'addConstraint' ? ', and fails when the column is there already' : '';
      yield {
        span: step.head,
        message: `${actionText(operation) ?? 'This change'} takes a new copy of the table${late}: ${words}`,
        fixes: copyTogether(step, subject),
      };
    }
  },
};
