import type { Rule } from '../model/rule.ts';
import { inverseOf } from '../plans/inverse.ts';

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
  *check({ migration, steps }) {
    if (steps.length === 0 || (migration.rollback !== 'missing' && migration.rollback !== 'empty')) return;
    const inverse = inverseOf(steps);
    if (migration.rollback === 'empty' && inverse?.length === 0) return;
    const span = migration.spans.down ?? migration.spans.up ?? steps[0]?.head;
    if (!span) return;
    // Of what could not be read nobody knows whether there is anything to undo.
    const unsure = migration.rollback === 'empty' && steps.every(({ operation }) => operation.kind === 'opaque');
    yield {
      span,
      severity: unsure ? 'warning' : 'error',
      message:
        migration.rollback === 'missing'
          ? 'There is no way back: this migration cannot be rolled back'
          : 'The way back does nothing: rolling back reports success and undoes nothing',
      fixes: inverse ? [{ title: 'Write the way back', rewrites: [{ kind: 'rollback', operations: inverse }] }] : [],
    };
  },
};
