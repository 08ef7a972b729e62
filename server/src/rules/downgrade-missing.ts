import type { Migration } from '../model/migration.ts';
import type { Operation } from '../model/operation.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { isFresh, isSame } from '../model/schema.ts';
import { inverseOf } from '../plans/inverse.ts';
import { wayBackFix } from '../plans/way-back.ts';

export const downgradeMissing: Rule = {
  id: 'downgrade-missing',
  severity: 'error',
  inDowngrade: 'silent',
  docs: {
    what: 'The migration changes something and says no way back.',
    why: 'When the deploy goes wrong the way back has to be written in a hurry, by hand, on production. An empty way back is worse than none: it reports success and leaves schema and version apart.',
    instead: 'Write the inverse now. Where there is none, raise an error that says why and what to restore.',
  },
  examples: [
    {
      engine: 'postgresql',
      part: 'file',
      bad: `def upgrade():
    op.add_column("users", sa.Column("plan", sa.String(length=20)))


def downgrade():
    pass`,
      good: `def upgrade():
    op.add_column("users", sa.Column("plan", sa.String(length=20)))


def downgrade():
    op.drop_column("users", "plan")`,
    },
  ],
  *check(subject) {
    const { migration, steps, ancestors } = subject;
    if (steps.length === 0 || migration.piece || !hasNone(migration)) return;
    if (migration.rollback === 'empty' && (inverseOf(steps)?.length === 0 || leavesNothing(steps))) return;
    const span = migration.spans.down ?? migration.spans.up ?? steps[0]?.head;
    if (!span) return;
    const mild = migration.rollback === 'empty' && steps.every(leavesSchema);
    const before = ancestors.filter(({ up }) => up.length > 0);
    const decided = before.length >= manyWithoutOne && before.every(hasNone);
    const like = decided ? `, like each of the ${before.length} before it` : '';
    yield {
      span,
      severity: decided ? 'info' : mild ? 'warning' : 'error',
      message:
        migration.rollback === 'missing'
          ? `There is no way back: this migration cannot be rolled back${like}`
          : `The way back does nothing: rolling back reports success and undoes nothing${like}`,
      fixes: [wayBackFix(subject)],
    };
  },
};

/** All that is to be undone is done to tables that it makes itself and that are gone when it is done. */
function leavesNothing(steps: readonly AnalyzedStep[]): boolean {
  return steps.every((step, at) => {
    const { operation, before } = step;
    if (inverseOf([step])?.length === 0) return true;
    if (operation.kind !== 'createTable')
      return 'table' in operation && operation.table !== undefined && isFresh(before, operation.table);
    const { table, temporary } = operation;
    const goes = (each: Operation) => each.kind === 'dropTable' && isSame(each.table, table);
    return temporary === true || steps.slice(at + 1).some((each) => goes(each.operation));
  });
}

/** The schema is the same on both sides, or, of what could not be read, nobody knows whether there is anything to undo. */
function leavesSchema({ operation: { kind } }: AnalyzedStep): boolean {
  return kind === 'updateRows' || kind === 'deleteRows' || kind === 'backfill' || kind === 'opaque';
}

function hasNone({ rollback }: Migration): boolean {
  return rollback === 'missing' || rollback === 'empty';
}

/** A project that has no way back in so many migrations has decided that it wants none. */
const manyWithoutOne = 10;
