import type { Fix } from '../model/finding.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { tableOf } from '../model/schema.ts';
import { missingText, type UnknownName, unknownNames } from '../model/unknown-names.ts';
import { takenAlong } from '../plans/drop-earlier.ts';

export const nameUnknown: Rule = {
  id: 'name-unknown',
  severity: 'error',
  inDowngrade: 'same',
  docs: {
    what: 'A statement names a table, column, index or constraint that does not exist when it runs.',
    why: 'The statement fails, and with it the migration or, in a downgrade, the way back. The history of migrations tells what exists: the name is misspelt, or an earlier migration, or an earlier statement of this one, has dropped or renamed the thing. An index goes with its column.',
    instead: 'Use the name that the thing has at this point of the history, or IF EXISTS where it may be missing.',
    links: [
      'https://www.postgresql.org/docs/current/sql-altertable.html',
      'https://alembic.sqlalchemy.org/en/latest/ops.html',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      history: [
        'op.create_table("users", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("email", sa.Text()))',
      ],
      bad: 'op.alter_column("users", "emial", nullable=False)',
      good: 'op.alter_column("users", "email", nullable=False)',
    },
    {
      engine: 'mysql',
      tool: 'sql',
      history: ['CREATE TABLE users (id bigint PRIMARY KEY, email varchar(200), UNIQUE KEY uq_users_email (email));'],
      bad: 'ALTER TABLE users DROP INDEX uq_user_email;',
      good: 'ALTER TABLE users DROP INDEX uq_users_email;',
    },
  ],
  *check({ direction, steps, traits }) {
    const [first] = steps;
    // What a way back drops too late is told with what it lacks.
    const late = new Set(direction === 'down' ? takenAlong(steps).map(({ step }) => step) : []);
    for (const step of steps) {
      if (!first || late.has(step) || step.error || step.refused !== undefined || step.effects.refused !== undefined)
        continue;
      // Not every form of IF EXISTS is a field of its operation.
      if (/\bif\s+exists\b/i.test(step.sql ?? '')) continue;
      for (const unknown of unknownNames(step.operation, step.before, first.before, traits, step.taken)) {
        if (unknown.used.what === 'index' && isThereStill(step, unknown.used.index.name, steps)) continue;
        const why = unknown.gone
          ? 'it was dropped or renamed before'
          : unknown.nearest === undefined
            ? 'nothing before has made it, or it is gone'
            : `the nearest name is ${unknown.nearest}`;
        yield { span: step.head, message: `${missingText(unknown.used)}: ${why}`, fixes: renamed(step, unknown) };
      }
    }
  },
};

/** Where the table is made anew, an index whose column has gone in the same batch is still there to be dropped. */
function isThereStill(step: AnalyzedStep, index: string, steps: readonly AnalyzedStep[]): boolean {
  if (step.block === undefined) return false;
  return steps.slice(0, steps.indexOf(step)).some(({ operation, before, block }) => {
    if (operation.kind !== 'dropColumn' || operation.rebuild === undefined) return false;
    const isHere = block?.span.start === step.block?.span.start;
    return isHere && tableOf(before, operation.table)?.indexes.some(({ name }) => name === index) === true;
  });
}

function renamed(step: AnalyzedStep, { used, nearest }: UnknownName): readonly Fix[] {
  if (nearest === undefined || !used.renamed) return [];
  const to = { operation: used.renamed(nearest), transaction: step.transaction };
  return [{ title: `Change it to ${nearest}`, rewrites: [{ kind: 'set', step, to }] }];
}
