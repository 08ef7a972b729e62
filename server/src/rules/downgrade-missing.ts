import type { Migration } from '../model/migration.ts';
import type { Rule } from '../model/rule.ts';
import { inverseOf } from '../plans/inverse.ts';
import { isOfRows, leavesNothing, leavesSchema } from '../plans/leaves-nothing.ts';
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
    if (migration.rollback === 'empty' && steps.every(isOfRows)) return;
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
      fixes: () => [wayBackFix(subject)],
    };
  },
};

function hasNone({ rollback }: Migration): boolean {
  return rollback === 'missing' || rollback === 'empty';
}

/** A project that has no way back in so many migrations has decided that it wants none. */
const manyWithoutOne = 10;
