import { relationText } from '../model/name.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { byCommit } from '../plans/parts.ts';
import { canRunAgain, leavesSomething } from '../plans/run-again.ts';
import { splitFix } from '../plans/split.ts';

export const autocommitSplitsMigration: Rule = {
  id: 'autocommit-splits-migration',
  severity: 'warning',
  inDowngrade: 'lower',
  docs: {
    what: 'A statement that commits by itself stands in one migration with others that do not.',
    why: 'It commits what the migration has done before it, whatever comes of itself and of the rest. If a later statement fails, half of the migration is there for good, though it is not noted as run: the next attempt stops at the first thing that exists already.',
    instead:
      'Give what commits by itself a migration of its own. Where they must stay together, write each so that it can run again (IF NOT EXISTS, IF EXISTS).',
    links: [
      'https://alembic.sqlalchemy.org/en/latest/api/runtime.html#alembic.runtime.migration.MigrationContext.autocommit_block',
      'https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      bad: `op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))
with op.get_context().autocommit_block():
    op.create_index(
        "ix_users_age", "users", ["age"], postgresql_concurrently=True
    )`,
      good: 'op.add_column("users", sa.Column("age", sa.Integer(), nullable=True))',
    },
  ],
  *check(subject) {
    const { steps, migration } = subject;
    const commits = steps.filter((step) => step.transaction === 'autocommit' && step.effects.refused === undefined);
    if (migration.transaction === 'statement' || commits.length === 0) return;
    const together = subject.transactions().filter(({ scope }) => scope !== 'statement');
    const shared = new Set(together.flatMap((each) => each.steps.filter(leavesSomething)));
    for (const step of commits) {
      const at = steps.indexOf(step);
      const isInTheWay = (each: AnalyzedStep) => !canRunAgain(each, steps.slice(0, steps.indexOf(each)));
      const before = steps.slice(0, at).find((each) => shared.has(each) && isInTheWay(each));
      const isFollowed = leavesSomething(step) && isInTheWay(step) && steps.slice(at).some((each) => shared.has(each));
      if (!before && !isFollowed) continue;
      yield {
        span: step.head,
        message: before
          ? `This commits what the migration did before it${placeOf(before)}: should it fail, that stays, and the migration cannot simply run again`
          : 'This commits by itself: should anything behind it fail, it stays, and the migration cannot simply run again',
        fixes: splitFix('Move what commits by itself to a migration of its own', byCommit(steps), subject),
      };
      // What is said of the first holds for all of them.
      return;
    }
  },
};

function placeOf({ operation }: AnalyzedStep): string {
  return 'table' in operation && operation.table ? ` to ${relationText(operation.table)}` : '';
}
