import { looksAtKeys } from '../model/key-enforcement.ts';
import { listed } from '../model/listed.ts';
import { isMadeAnew } from '../model/made-anew.ts';
import { type Name, relationText } from '../model/name.ts';
import { pointingRows, refusingTables } from '../model/pointing-rows.ts';
import type { AnalyzedStep, Rule, Subject } from '../model/rule.ts';
import { turnedOff } from '../plans/keys-off.ts';

export const batchCascadesRows: Rule = {
  id: 'batch-cascades-rows',
  severity: 'error',
  inDowngrade: 'same',
  docs: {
    what: 'A table is made anew while foreign keys are looked at, and tables point at it.',
    why: 'To make a table anew, its old form is dropped, and SQLite deletes the rows of a table before it drops it. With PRAGMA foreign_keys=ON that deletes the rows that point there as well, or takes their keys away: the migration succeeds, the table has all its rows, and those of its children are gone. Keys without an action refuse instead: the migration fails as soon as one row points at the table, and the copy that Alembic had begun stays behind, so that the next try fails on that.',
    instead:
      'Turn foreign_keys off for the connection that migrates, in env.py, before the transaction begins: inside of one the pragma does nothing. In the migration itself it works only where no row was written before it.',
    links: [
      'https://www.sqlite.org/lang_altertable.html#otheralter',
      'https://www.sqlite.org/pragma.html#pragma_foreign_keys',
    ],
  },
  examples: [
    {
      engine: 'sqlite',
      history: [
        'op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String()))\nop.create_table("posts", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id", ondelete="CASCADE")))',
      ],
      bad: 'with op.batch_alter_table("users") as batch_op:\n    batch_op.alter_column("name", existing_type=sa.String(), nullable=False)',
      good: 'op.execute("PRAGMA foreign_keys = OFF")\nwith op.batch_alter_table("users") as batch_op:\n    batch_op.alter_column("name", existing_type=sa.String(), nullable=False)',
    },
  ],
  *check(subject) {
    for (const step of subject.steps) {
      const table = madeAnew(step, subject);
      const looks = table && looksAtKeys(step, subject);
      if (!table || looks === false) continue;
      const fate = fateOf(step, table, looks);
      if (fate === undefined) continue;
      yield {
        span: step.head,
        severity: looks ? 'error' : 'info',
        message: `Making ${relationText(table)} anew ${fate}${looks ? '' : ' if foreign_keys is ON'}`,
        fixes: turnedOff(step, subject),
      };
    }
  },
};

/** That it may fail is only said where keys are looked at for certain: nearly every table has others that point at it. */
function fateOf({ before, operation }: AnalyzedStep, table: Name, looks: boolean | undefined): string | undefined {
  const written = pointingRows(before, table);
  const refusing = looks ? refusingTables(before, table, 'rebuild' in operation) : [];
  const fails = refusing.length === 0 ? [] : [`fails while rows of ${listed(refusing)} point at it`];
  const fates = [...(written === undefined ? [] : [written]), ...fails];
  return fates.length === 0 ? undefined : fates.join(', or ');
}

/** The table whose old form is dropped with its rows, while a new one has them too. */
function madeAnew(step: AnalyzedStep, { steps }: Subject): Name | undefined {
  const { operation, effects } = step;
  if (!effects.deletesRows || !('table' in operation)) return undefined;
  const copied = operation.kind !== 'dropTable' || isMadeAnew(operation, step, steps);
  return copied ? operation.table : undefined;
}
