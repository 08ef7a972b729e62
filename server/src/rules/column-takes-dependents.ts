import { dependents } from '../model/dependents.ts';
import { columnText } from '../model/name.ts';
import type { DropColumn } from '../model/operation.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { isFreshColumn } from '../model/schema.ts';
import { dropByName, takenWith } from '../plans/taken-with-column.ts';

export const columnTakesDependents: Rule = {
  id: 'column-takes-dependents',
  severity: 'warning',
  inDowngrade: 'silent',
  docs: {
    what: 'A column is dropped that indexes or constraints of its table stand on, or that something else needs.',
    why: 'Indexes and constraints go with the column without a word, so that a guarantee over several columns ends where nobody reads it, and the downgrade forgets to bring it back. A view or a foreign key that needs the column makes the statement fail instead.',
    instead: 'Drop first, by name, what stands on the column, and make it again in the downgrade.',
    links: [
      'https://www.postgresql.org/docs/current/sql-altertable.html',
      'https://dev.mysql.com/doc/refman/8.4/en/alter-table.html',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      history: [
        'op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("email", sa.Text()), sa.Column("team", sa.Text()))\nop.create_unique_constraint("uq_users_team_email", "users", ["team", "email"])',
      ],
      bad: 'op.drop_column("users", "email")',
      good: `op.drop_constraint("uq_users_team_email", "users", type_="unique")
op.drop_column("users", "email")`,
    },
    {
      engine: 'mysql',
      tool: 'sql',
      history: ['CREATE TABLE users (id bigint PRIMARY KEY, email varchar(200), UNIQUE KEY uq_users_email (email));'],
      bad: 'ALTER TABLE users DROP COLUMN email;',
      good: 'DROP INDEX uq_users_email ON users;\nALTER TABLE users DROP COLUMN email;',
    },
  ],
  *check(subject) {
    if (subject.direction !== 'up') return;
    for (const step of subject.steps) {
      const { operation, before, effects } = step;
      if (operation.kind !== 'dropColumn' || operation.rebuild || operation.cascade) continue;
      if (isFreshColumn(before, operation.table, operation.column)) continue;
      const column = columnText(operation.table, operation.column);
      const taken = takenWith(step, operation, subject);
      if (effects.refused !== undefined) yield* refused(step, operation);
      else if (taken.length > 0)
        yield {
          span: step.head,
          // What stands on the column alone guarantees nothing of any other.
          severity: taken.some((each) => each.matters) ? 'warning' : 'info',
          message: `Dropping ${column} takes ${taken.map((each) => each.text).join(', ')} along without a word`,
          fixes: dropByName(taken, step, operation, subject),
        };
    }
  },
};

function* refused(step: AnalyzedStep, { table, column }: DropColumn) {
  const needing = dependents(step);
  if (needing.length === 0) return;
  yield {
    span: step.head,
    severity: 'error' as const,
    message: `${columnText(table, column)} cannot be dropped while ${needing.join(', ')} ${needing.length > 1 ? 'need' : 'needs'} it`,
  };
}
