import type { Fix, Insert } from '../model/finding.ts';
import { listed } from '../model/listed.ts';
import { type Lost, lostByCopy } from '../model/lost-by-copy.ts';
import { type Name, relationText } from '../model/name.ts';
import { isRebuildable } from '../model/operation.ts';
import type { AnalyzedStep, Rule, Subject } from '../model/rule.ts';
import { isSame, tableOf } from '../model/schema.ts';
import { copied } from '../plans/copy-table.ts';
import { recreated } from '../plans/recreate.ts';

export const batchLosesObjects: Rule = {
  id: 'batch-loses-objects',
  severity: 'warning',
  inDowngrade: 'same',
  docs: {
    what: 'A table is made anew, and the new one lacks what batch mode does not find in the old one: triggers, indexes over expressions, CHECKs without a name, collations, AUTOINCREMENT.',
    why: 'Batch mode makes the new table from what SQLAlchemy reads in the database, and it does not read these. The migration succeeds, and values that the CHECK forbade come in, or what the trigger did is not done any more.',
    instead:
      'Make triggers and such indexes again behind the batch. Give a CHECK a name, which keeps it from then on, or hand the table as it is to batch_alter_table(): copy_from, table_args, reflect_args.',
    links: [
      'https://alembic.sqlalchemy.org/en/latest/batch.html#including-check-constraints',
      'https://www.sqlite.org/lang_altertable.html#otheralter',
    ],
  },
  examples: [
    {
      engine: 'sqlite',
      history: [
        'op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String()))\nop.execute("CREATE INDEX ix_users_lower ON users (lower(name))")',
      ],
      bad: 'with op.batch_alter_table("users") as batch_op:\n    batch_op.alter_column("name", existing_type=sa.String(), nullable=False)',
      good: 'with op.batch_alter_table("users") as batch_op:\n    batch_op.alter_column("name", existing_type=sa.String(), nullable=False)\nop.create_index("ix_users_lower", "users", [sa.text("lower(name)")])',
    },
  ],
  *check(subject) {
    for (const step of subject.steps) {
      const lost = lostBy(step, subject);
      if (lost.length === 0) continue;
      const { operation } = step;
      const table = isRebuildable(operation) ? relationText(operation.table) : 'the table';
      yield {
        span: step.head,
        message: `Making ${table} anew loses ${listed(lost.map(({ what }) => what))}`,
        fixes: again(step, lost, subject),
      };
    }
  },
};

/** What the author describes, takes away himself or makes again is not lost. */
function lostBy(step: AnalyzedStep, subject: Subject): readonly Lost[] {
  const { operation, before, block } = step;
  const table =
    isRebuildable(operation) && isCopy(step, operation.table) ? tableOf(before, operation.table) : undefined;
  if (!table) return [];
  return lostByCopy(table).filter((lost) => !(block?.described && lost.defined) && !recreated(lost, step, subject));
}

/** The way back makes the table anew as well, and loses the same again but for a CHECK that has got a name. */
function again(step: AnalyzedStep, lost: readonly Lost[], subject: Subject): readonly Fix[] {
  const inserts = [madeAgain(step, lost, subject.steps), ...onWayBack(step, lost, subject)].flatMap(
    (each) => each ?? [],
  );
  return inserts.length === 0 ? [] : [{ title: 'Make it again behind the batch', rewrites: inserts }];
}

function madeAgain(step: AnalyzedStep, lost: readonly Lost[], steps: readonly AnalyzedStep[]): Insert | undefined {
  const last = steps.findLast(({ block }) => block && block.span.start === step.block?.span.start);
  const operations = lost.flatMap(({ again: made }) =>
    made
      ? [
          {
            ...made,
            operation:
              made.operation.kind === 'addConstraint' ? copied(made.operation, step.before.naming) : made.operation,
            transaction: 'shared' as const,
          },
        ]
      : [],
  );
  return last && operations.length > 0 ? { kind: 'insert', step: last, side: 'behind', operations } : undefined;
}

function onWayBack({ operation }: AnalyzedStep, lost: readonly Lost[], { direction, opposite }: Subject) {
  if (direction === 'down' || !isRebuildable(operation)) return [];
  return opposite
    .filter((each) => isCopy(each, operation.table))
    .map((each) => {
      const left = lost.filter(
        (one) => one.again?.operation.kind !== 'addConstraint' && !recreated(one, each, { steps: opposite }),
      );
      return madeAgain(each, left, opposite);
    });
}

function isCopy({ operation, effects }: AnalyzedStep, table: Name): boolean {
  if (!isRebuildable(operation) || effects.refused !== undefined || !isSame(operation.table, table)) return false;
  return operation.rebuild === 'copy' || operation.rebuild === 'alone';
}
