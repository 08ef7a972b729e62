import type { Rule } from '../model/rule.ts';

export const revisionUnlinked: Rule = {
  id: 'revision-unlinked',
  severity: 'warning',
  inDowngrade: 'silent',
  docs: {
    what: 'A file among the migrations does not say which migration it is, or which one it follows.',
    why: 'Alembic loads every Python file of the folder. Without `revision` it stops every command (“Could not determine revision id from filename”), without `down_revision` with an AttributeError; until then the file just never runs.',
    instead:
      'Write `revision` and `down_revision` into the file (None for the very first one), or move it out of the folder.',
    links: ['https://alembic.sqlalchemy.org/en/latest/tutorial.html#create-a-migration-script'],
  },
  examples: [
    {
      engine: 'postgresql',
      part: 'text',
      bad: 'from alembic import op\n\ndown_revision = "a0"\n\n\ndef upgrade():\n    pass',
      good: 'from alembic import op\n\nrevision = "b2"\ndown_revision = "a0"\n\n\ndef upgrade():\n    pass',
    },
  ],
  *check({ migration: { id, spans }, standing }) {
    const { unlinked } = standing();
    if (!unlinked) return;
    yield {
      span: (unlinked === 'id' ? spans.parents : spans.id) ?? spans.up ?? { start: 0, end: 0 },
      severity: unlinked === 'id' ? 'warning' : 'error',
      message:
        unlinked === 'id'
          ? 'This file among the migrations has no revision: it never runs, and the tool stops at it'
          : `${id} does not say which migration it follows: without down_revision the tool stops at it`,
    };
  },
};
