import { listed } from '../model/listed.ts';
import { isCopyOf, type Lost, lostByCopy } from '../model/lost-by-copy.ts';
import { relationText } from '../model/name.ts';
import { isRebuildable } from '../model/operation.ts';
import type { AnalyzedStep, Rule, Subject } from '../model/rule.ts';
import { tableOf } from '../model/schema.ts';
import { makeAgain } from '../plans/made-again.ts';
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
        fixes: makeAgain(step, lost, subject),
      };
    }
  },
};

/** What the author describes, takes away himself or makes again is not lost. */
function lostBy(step: AnalyzedStep, subject: Subject): readonly Lost[] {
  const { operation, before, block } = step;
  const table =
    isRebuildable(operation) && isCopyOf(step, operation.table) ? tableOf(before, operation.table) : undefined;
  if (!table) return [];
  return lostByCopy(table).filter((lost) => !(block?.described && lost.defined) && !recreated(lost, step, subject));
}
