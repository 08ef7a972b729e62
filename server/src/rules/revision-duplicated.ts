import { fileName } from '../model/file-name.ts';
import type { Rule } from '../model/rule.ts';

export const revisionDuplicated: Rule = {
  id: 'revision-duplicated',
  severity: 'error',
  inDowngrade: 'silent',
  docs: {
    what: 'Two files are the same migration to the tool, by one id or one version; or two revisions have one label.',
    why: 'Only one of them runs. Alembic warns that the revision “is present more than once”, keeps the file that it read last and leaves the other out; where a branch label is “already used by” another revision, each of its commands stops; tools of plain SQL refuse to run at all (goose, tern, Flyway), fail on the second (dbmate, sqlx), or take one of the two (Diesel).',
    instead: 'Give the newer file an id or version of its own, and put it behind the other.',
    links: [
      'https://alembic.sqlalchemy.org/en/latest/tutorial.html#create-a-migration-script',
      'https://documentation.red-gate.com/fd/versioned-migrations-273973333.html',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      part: 'text',
      history: ['op.create_table("users", sa.Column("id", sa.Integer()))'],
      bad: 'revision = "a0"\ndown_revision = None',
      good: 'revision = "c1"\ndown_revision = None',
    },
  ],
  *check({ migration, standing }) {
    const { twins, takenLabels } = standing();
    const [twin] = twins;
    const { id, version, spans } = migration;
    for (const { label, by } of takenLabels)
      yield {
        span: spans.labels?.find((each) => each.label === label)?.span ?? spans.id ?? { start: 0, end: 0 },
        message: `${by.id ?? fileName(by.path)} has the name ${label}, too: a label means one revision only, and no command runs`,
        related: [{ path: by.path, span: by.spans.id ?? { start: 0, end: 0 }, message: 'The other revision' }],
      };
    if (!twin) return;
    const files = twins.map(({ path }) => fileName(path)).join(', ');
    yield {
      span: spans.id ?? { start: 0, end: 0 },
      message: `${files} ${twins.length === 1 ? 'is' : 'are'} ${version === undefined ? `${id}` : `version ${version}`}, too: only one of the files can run`,
      related: twins.map((each) => ({
        path: each.path,
        span: each.spans.id ?? { start: 0, end: 0 },
        message: 'The other file',
      })),
      fixes: spans.id
        ? [{ title: 'Give this file a new id', rewrites: [{ kind: 'identify', id: { fresh: true } }] }]
        : [],
    };
  },
};
