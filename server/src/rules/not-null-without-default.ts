import { columnText } from '../model/name.ts';
import type { AddColumn } from '../model/operation.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { columnOf, isFresh } from '../model/schema.ts';
import { requiredColumnFixes } from '../plans/add-not-null-column.ts';

export const notNullWithoutDefault: Rule = {
  id: 'not-null-without-default',
  severity: 'error',
  inDowngrade: 'silent',
  docs: {
    what: 'A column is added NOT NULL with no default in the database.',
    why: 'Rows that exist have no value for it: on a table with a single row the statement fails. And code that runs during the deploy does not write the column yet, so that its inserts fail as well. MySQL and MariaDB do not fail on old rows: they give them 0, an empty string or the like, which looks like data.',
    instead:
      'Add the column nullable, deploy code that writes it, backfill old rows in batches, then set NOT NULL by a validated CHECK; or give it a server default if one value is right for all old rows.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.add_column("users", sa.Column("age", sa.Integer(), nullable=False))',
      good: 'op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))',
    },
  ],
  *check({ steps }) {
    for (const step of steps) {
      const { operation, effects } = step;
      if (operation.kind !== 'addColumn' || operation.column.nullable || !concerns(step, operation)) continue;
      if (operation.column.default || operation.column.identity || operation.column.generated) continue;
      const what = `Adding ${columnText(operation.table, operation.column.name)} NOT NULL without a server default`;
      yield {
        span: step.head,
        message: effects.canFailOnRows
          ? `${what} fails as soon as the table has a row`
          : `${what} gives every row that exists 0, '' or the like without a word, and inserts that leave it out fail`,
        fixes: requiredColumnFixes(step, operation),
      };
    }
  },
};

/** Rows that exist either make it fail or get a value that nobody chose. */
function concerns({ before, effects }: AnalyzedStep, { table, column, ifNotExists }: AddColumn): boolean {
  if (effects.canFailOnRows) return true;
  if (effects.refused !== undefined || effects.unknown || isFresh(before, table)) return false;
  return !(ifNotExists && columnOf(before, table, column.name));
}
