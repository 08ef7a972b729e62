import type { Rule } from '../model/rule.ts';

export const severalHeads: Rule = {
  id: 'several-heads',
  severity: 'error',
  inDowngrade: 'silent',
  docs: {
    what: 'Two migrations that nothing follows stand side by side, and no merge joins them.',
    why: "An upgrade to the newest migration stops before it does anything: “Multiple head revisions are present for given argument 'head'”. It happens where two branches of code each add a migration behind the same one.",
    instead:
      'Add a merge migration with both as its parents; or, where this one has run nowhere yet, put it behind the other. Branches that are meant to be apart get labels, or folders of their own.',
    links: [
      'https://alembic.sqlalchemy.org/en/latest/branches.html#merging-branches',
      'https://alembic.sqlalchemy.org/en/latest/branches.html#working-with-branch-labels',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      part: 'text',
      history: [
        'op.create_table("users", sa.Column("id", sa.Integer()))',
        'op.add_column("users", sa.Column("email", sa.Text()))',
      ],
      bad: 'revision = "b2"\ndown_revision = "a1"',
      good: 'revision = "b2"\ndown_revision = "a0"',
    },
  ],
  *check({ migration, standing }) {
    const { rivals } = standing();
    const span = migration.spans.id;
    if (rivals.length === 0 || migration.id === undefined || !span) return;
    const others = rivals.flatMap(({ id }) => id ?? []);
    const parents = [...others, migration.id];
    yield {
      span,
      message: `${migration.id} and ${others.join(', ')} are heads side by side: an upgrade to the head stops until a merge joins them`,
      related: rivals.map(({ path, id, spans }) => ({
        path,
        span: spans.id ?? { start: 0, end: 0 },
        message: `${id} is a head, too`,
      })),
      fixes: [
        {
          title: 'Add a merge revision',
          rewrites: [
            {
              kind: 'follow',
              phases: [{ title: `merge ${parents.join(' and ')}`, before: [], up: [], down: [] }],
              parents,
            },
          ],
        },
        ...putBehind(migration.parents, rivals),
      ],
    };
  },
};

/** Two that follow the same one can as well follow each other. */
function putBehind(
  parents: readonly string[],
  rivals: readonly { readonly id?: string | undefined; readonly parents: readonly string[] }[],
) {
  const [parent, more] = parents;
  const [rival, others] = rivals;
  if (parent === undefined || more !== undefined || !rival?.id || others || !rival.parents.includes(parent)) return [];
  const named = new Map([[parent, rival.id]]);
  return [
    { title: `Put it behind ${rival.id}, if it has run nowhere yet`, rewrites: [{ kind: 'identify' as const, named }] },
  ];
}
