import type { Rule } from '../model/rule.ts';

export const revisionCycle: Rule = {
  id: 'revision-cycle',
  severity: 'error',
  inDowngrade: 'silent',
  docs: {
    what: 'The migration follows itself, directly or by way of others.',
    why: 'There is no first one to run: every command stops with “Cycle is detected in revisions”, or a self-loop where it names itself.',
    instead:
      'Find the migration whose parent or dependency was changed last, and let it follow the one that was the newest when it was made.',
    links: ['https://alembic.sqlalchemy.org/en/latest/branches.html'],
  },
  examples: [
    {
      engine: 'postgresql',
      part: 'text',
      history: ['op.create_table("users", sa.Column("id", sa.Integer()))'],
      bad: 'revision = "b2"\ndown_revision = "a0"\ndepends_on = "b2"',
      good: 'revision = "b2"\ndown_revision = "a0"\ndepends_on = None',
    },
  ],
  *check({ migration, standing }) {
    const { circle } = standing();
    const [own, next] = circle;
    if (own === undefined || next === undefined) return;
    const span = migration.spans.named?.find(({ id }) => id === next)?.span ?? migration.spans.parents;
    const way = circle.length > 6 ? [...circle.slice(0, 3), '…', ...circle.slice(-2)] : circle;
    yield {
      span: span ?? { start: 0, end: 0 },
      message:
        circle.length === 2
          ? `${own} follows itself`
          : `These migrations follow one another in a circle: ${way.join(' → ')}`,
    };
  },
};
