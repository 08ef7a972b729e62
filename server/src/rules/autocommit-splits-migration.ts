import { relationText } from '../model/name.ts';
import type { OperationKind } from '../model/operation.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { inverseOf } from '../plans/inverse.ts';
import { type Part, splitFix } from '../plans/split.ts';

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
    if (migration.transaction === 'statement') return;
    for (const [at, step] of steps.entries()) {
      if (step.transaction !== 'autocommit' || step.effects.refused !== undefined) continue;
      const before = steps.slice(0, at).find((each) => isShared(each) && !canRunAgain(each));
      const isBetween = before === undefined && !canRunAgain(step) && steps.slice(at).some(isShared);
      if (!before && !isBetween) continue;
      yield {
        span: step.head,
        message: before
          ? `This commits what the migration did before it${placeOf(before)}: should it fail, that stays, and the migration cannot simply run again`
          : 'This commits by itself: should anything behind it fail, it stays, and the migration cannot simply run again',
        fixes: splitFix('Move what commits by itself to a migration of its own', partsOf(steps), subject),
      };
      // What is said of the first holds for all of them.
      return;
    }
  },
};

/** It waits for the end of the transaction, and leaves something behind. */
function isShared(step: AnalyzedStep): boolean {
  const { transaction, operation, effects } = step;
  if (transaction !== 'shared' || operation.kind === 'opaque' || operation.kind === 'controlTransaction') return false;
  if (effects.refused !== undefined || effects.transaction !== 'allowed') return false;
  return inverseOf([step])?.length !== 0;
}

/** A second time it does nothing, or the same again. */
function canRunAgain({ operation }: AnalyzedStep): boolean {
  if ('ifNotExists' in operation && operation.ifNotExists) return true;
  return ('ifExists' in operation && operation.ifExists === true) || repeatable.has(operation.kind);
}

const repeatable: ReadonlySet<OperationKind> = new Set<OperationKind>([
  'setDefault',
  'setNotNull',
  'dropNotNull',
  'changeType',
  'validateConstraint',
  'reindex',
  'refreshView',
  'setParameter',
  'updateRows',
  'deleteRows',
  'backfill',
]);

function placeOf({ operation }: AnalyzedStep): string {
  return 'table' in operation && operation.table ? ` to ${relationText(operation.table)}` : '';
}

/** Cut where one way of running ends and the other begins; what is set for a statement goes with it. The first part stays. */
function partsOf(steps: readonly AnalyzedStep[]): readonly Part[] {
  const parts: AnalyzedStep[][] = [];
  let settings: AnalyzedStep[] = [];
  for (const step of steps) {
    if (step.operation.kind === 'setParameter') {
      settings.push(step);
      continue;
    }
    const last = parts.at(-1);
    if (last?.at(-1)?.transaction === step.transaction) last.push(...settings, step);
    else parts.push([...settings, step]);
    settings = [];
  }
  return parts.slice(1).map((each) => ({ steps: each }));
}
