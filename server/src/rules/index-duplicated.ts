import { after } from '../model/after.ts';
import { coversOf } from '../model/covered-index.ts';
import { relationText } from '../model/name.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { emptySchema, tableOf } from '../model/schema.ts';

export const indexDuplicated: Rule = {
  id: 'index-duplicated',
  severity: 'warning',
  inDowngrade: 'silent',
  docs: {
    what: 'An index is built although another one of the table can do all that it does.',
    why: 'Each INSERT, and most UPDATEs, write every index. One whose columns are the same as another’s, or the first of them, costs that time, the space and the vacuuming, and no query gains by it.',
    instead:
      'Leave it out, or drop the shorter one. The index of a primary key or of a UNIQUE constraint serves queries as any other.',
    links: [
      'https://www.postgresql.org/docs/current/indexes-multicolumn.html',
      'https://dev.mysql.com/doc/refman/8.4/en/multiple-column-indexes.html',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      history: [
        `op.create_table(
    "members",
    sa.Column("team_id", sa.BigInteger(), nullable=False),
    sa.Column("user_id", sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint("team_id", "user_id", name="members_pkey"),
)`,
      ],
      bad: `with op.get_context().autocommit_block():
    op.create_index("ix_members_team", "members", ["team_id"], postgresql_concurrently=True)`,
      good: `with op.get_context().autocommit_block():
    op.create_index("ix_members_user", "members", ["user_id"], postgresql_concurrently=True)`,
    },
  ],
  *check({ steps }) {
    const last = steps.at(-1);
    const left = last && after(last.before, last.operation);
    const firstDoubt = steps.findIndex(mayDropAnything);
    const sure = firstDoubt < 0 ? steps : steps.slice(0, firstDoubt + 1);
    for (const { operation, before, head } of sure) {
      if (operation.kind !== 'createIndex' || !left) continue;
      const [here, later] = [tableOf(before, operation.table), tableOf(left, operation.table)];
      const covers = here ? coversOf(operation, here) : [];
      if (covers.length === 0 || !later) continue;
      // What a later step of the same migration drops is being replaced.
      const lasting = coversOf(operation, later).map(({ name }) => name);
      const cover = covers.find(({ name }) => lasting.includes(name));
      if (!cover) continue;
      const index = operation.name ?? 'The index';
      yield {
        span: head,
        message: `${index} is not needed on ${relationText(operation.table)}: ${cover.name} ${cover.same ? 'has' : 'begins with'} the same columns`,
      };
    }
  },
};

/** It could not be read, or runs code that nobody sees: the other index may be gone. */
function mayDropAnything({ operation, conditional }: AnalyzedStep): boolean {
  if (conditional || operation.kind === 'opaque') return true;
  return operation.kind === 'other' && after(emptySchema, operation).doubtful === true;
}
