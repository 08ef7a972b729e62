import type { Rule } from '../model/rule.ts';

export const parentMissing: Rule = {
  id: 'parent-missing',
  severity: 'error',
  inDowngrade: 'silent',
  docs: {
    what: 'The migration follows, or depends on, one that does not exist.',
    why: 'The tool cannot put the migrations in order: every command ends in “Revision … is not present” and a bare KeyError, on every machine that gets this file. Tools that number their migrations 1, 2, 3 … without a gap stop there (tern), or leave out all that come behind (Play).',
    instead:
      'Name the id of the migration that is meant, in full: beginnings of ids and the names of branches are understood on the command line only, and `depends_on` takes a label but no “label@head”. Where the first migrations were deleted, the oldest that is left follows none.',
    links: [
      'https://alembic.sqlalchemy.org/en/latest/tutorial.html#create-a-migration-script',
      'https://alembic.sqlalchemy.org/en/latest/branches.html#branch-dependencies',
      'https://github.com/jackc/tern#migrations',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      part: 'text',
      history: ['op.create_table("users", sa.Column("id", sa.Integer()))'],
      bad: 'revision = "b2"\ndown_revision = "a00"',
      good: 'revision = "b2"\ndown_revision = "a0"',
    },
  ],
  *check({ migration, standing }) {
    if (migration.gap !== undefined)
      yield {
        span: { start: 0, end: 0 },
        message: `No migration is number ${migration.gap}: the tool wants them without a gap, and does not run this one`,
      };
    for (const { id, as, nearest } of standing().missing) {
      const span = migration.spans.named?.find((each) => each.id === id && each.as === as)?.span;
      if (!span) continue;
      const meant = nearest === undefined ? '' : `; did you mean ${nearest}?`;
      yield {
        span,
        message: `${as === 'parent' ? 'It follows' : 'It depends on'} "${id}", and no migration has that id${meant}`,
        fixes:
          nearest === undefined
            ? []
            : [{ title: `Name ${nearest}`, rewrites: [{ kind: 'identify', named: new Map([[id, nearest]]) }] }],
      };
    }
  },
};
