import type { Rule } from '../model/rule.ts';

export const revisionIdTooLong: Rule = {
  id: 'revision-id-too-long',
  severity: 'error',
  inDowngrade: 'silent',
  docs: {
    what: 'The id does not fit into the table where the tool notes what has run.',
    why: 'The column is a VARCHAR(32). The whole upgrade runs, and then the note fails: PostgreSQL takes everything back (“value too long for type character varying(32)”), MySQL and MariaDB leave the changes behind without a note.',
    instead: 'Shorten the id to 32 signs; long names belong into the file’s name and its title.',
    links: [
      'https://alembic.sqlalchemy.org/en/latest/api/runtime.html#alembic.runtime.environment.EnvironmentContext.configure',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      part: 'text',
      bad: 'revision = "20260102_add_status_and_email_to_users"\ndown_revision = "a0"',
      good: 'revision = "20260102_add_status_and_email_to"\ndown_revision = "a0"',
    },
  ],
  *check({ migration: { id, spans }, standing }) {
    const { longestId } = standing();
    if (longestId === undefined || id === undefined || !spans.id) return;
    const short = id.slice(0, longestId).replace(/[^\p{L}\p{N}]+$/u, '');
    yield {
      span: spans.id,
      message: `The id has ${id.length} signs, and the table that notes what has run takes ${longestId}: the upgrade fails at its very end`,
      fixes: [
        { title: `Shorten it to ${short}`, rewrites: [{ kind: 'identify', id: short }] },
        { title: 'Give it a new id', rewrites: [{ kind: 'identify', id: { fresh: true } }] },
      ],
    };
  },
};
