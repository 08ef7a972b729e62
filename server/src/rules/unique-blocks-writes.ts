import { relationText } from '../model/name.ts';
import { addedConstraints } from '../model/operation.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { uniqueIndexFix } from '../plans/unique-index.ts';

export const uniqueBlocksWrites: Rule = {
  id: 'unique-blocks-writes',
  severity: 'error',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'A UNIQUE constraint is added to a table that is in use, and its index is built on the spot.',
    why: 'ALTER TABLE … ADD UNIQUE holds ACCESS EXCLUSIVE while the index is built: neither reads nor writes get through until every row is read. One duplicate makes it fail at the end. MySQL and MariaDB build it while others work; on SQLite the tool copies the table for it while nobody can write to the file.',
    instead: 'Build a unique index CONCURRENTLY first, then add the constraint USING INDEX, which takes an instant.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.create_unique_constraint("uq_users_email", "users", ["email"])',
      good: `with op.get_context().autocommit_block():
    op.create_index(
        "uq_users_email",
        "users",
        ["email"],
        unique=True,
        postgresql_concurrently=True,
    )
op.execute("""
    ALTER TABLE users ADD CONSTRAINT uq_users_email
        UNIQUE USING INDEX uq_users_email
""")`,
    },
  ],
  *check(subject) {
    for (const step of subject.steps) {
      const { operation, effects } = step;
      if (effects.blocks === 'nothing' || !buildsIndex(step)) continue;
      const added = addedConstraints(operation);
      const unique = added?.constraints.find((each) => each.kind === 'unique');
      if (!added || !unique) continue;
      yield {
        span: step.head,
        growing: step,
        message: `${unique.name ?? `UNIQUE (${unique.columns.join(', ')})`} builds its index while ${effects.blocks} on ${relationText(added.table)} wait${isEmpty(step, subject.steps) ? '' : ', and fails on duplicates'}`,
        // DEFERRABLE belongs to the constraint, INCLUDE to the index: which is which cannot be told from the clauses.
        fixes:
          operation.kind === 'addConstraint' && unique.options === undefined
            ? uniqueIndexFix(step, added.table, unique, subject)
            : [],
      };
    }
  },
};

/** Whatever an engine does to add the constraint itself, an index comes of it; with a column, other things may be paid for. */
function buildsIndex({ operation, effects }: AnalyzedStep): boolean {
  return operation.kind === 'addConstraint' ? effects.work !== 'instant' : effects.work === 'index build';
}

/** The column is added by the very same call and has no value in any row. */
function isEmpty(step: AnalyzedStep, steps: readonly AnalyzedStep[]): boolean {
  const same = steps.filter(({ span }) => span.start === step.span.start);
  return same.some(({ operation }) => operation.kind === 'addColumn' && !operation.column.default);
}
