import type { Rule } from '../model/rule.ts';

export const revisionIdReserved: Rule = {
  id: 'revision-id-reserved',
  severity: 'error',
  inDowngrade: 'silent',
  docs: {
    what: 'The id is a word of the tool’s own, or holds a sign that the tool keeps for itself.',
    why: 'Such an id cannot be named on the command line. Alembic stops every command at an id with @, -, + or : (“not allowed in revision identifier”), ends in a bare AssertionError at `base`, and takes `head`, `heads` and `current` for something else.',
    instead: 'Give the migration another id; who follows it names the new one.',
    links: ['https://alembic.sqlalchemy.org/en/latest/tutorial.html#relative-migration-identifiers'],
  },
  examples: [
    {
      engine: 'postgresql',
      part: 'text',
      bad: 'revision = "base"\ndown_revision = None',
      good: 'revision = "c1"\ndown_revision = None',
    },
  ],
  *check({ migration, standing }) {
    const { refusedId } = standing();
    if (refusedId === undefined || !migration.spans.id) return;
    yield {
      span: migration.spans.id,
      message: `The id "${migration.id}" cannot be used: ${refusedId}`,
      fixes: [{ title: 'Give it a new id', rewrites: [{ kind: 'identify', id: { fresh: true } }] }],
    };
  },
};
