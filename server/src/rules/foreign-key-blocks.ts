import type { ForeignKey } from '../model/constraint.ts';
import type { Fix } from '../model/finding.ts';
import { relationText } from '../model/name.ts';
import { type AddConstraint, addedConstraints } from '../model/operation.ts';
import type { AnalyzedStep, Rule, Subject } from '../model/rule.ts';
import { nameFor } from '../plans/names.ts';
import { notValidFirst } from '../plans/validate-later.ts';

export const foreignKeyBlocks: Rule = {
  id: 'foreign-key-blocks',
  severity: 'error',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'A foreign key is added to a table that is in use, and every existing row is checked at once.',
    why: 'Both tables, the one that refers and the one that is referred to, are held under SHARE ROW EXCLUSIVE while each row is looked up: no writes to either of them until it is done. MySQL and MariaDB (before 11.2) copy the table for it while writes wait, unless foreign_key_checks is 0.',
    instead:
      'Add it NOT VALID, which checks new rows only and takes an instant, and validate it in a later migration, which lets reads and writes through. MySQL and MariaDB know no NOT VALID: look for rows without a partner first, then add it with foreign_key_checks = 0 in the session, which copies nothing and checks new rows only.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.create_foreign_key("fk_orders_user", "orders", "users", ["user_id"], ["id"])',
      good: `op.create_foreign_key(
    "fk_orders_user",
    "orders",
    "users",
    ["user_id"],
    ["id"],
    postgresql_not_valid=True,
)`,
    },
  ],
  *check(subject) {
    for (const step of subject.steps) {
      const { operation, effects } = step;
      if (effects.blocks === 'nothing' || !checksRows(step)) continue;
      const added = addedConstraints(operation);
      const key = added?.constraints.find((each) => each.kind === 'foreignKey');
      if (!added || !key) continue;
      const table = relationText(added.table);
      yield {
        span: step.head,
        growing: step,
        message: `The foreign key from ${table} to ${relationText(key.references)} blocks ${blocked(step, table, relationText(key.references))} while every row of ${table} is checked`,
        fixes: operation.kind === 'addConstraint' ? notValid(step, operation, key, subject) : [],
      };
    }
  },
};

/**
 * Every row is looked up, or copied on the way; a column with its key may cost that for other reasons. Where the tool makes the
 * table anew nobody looks anything up.
 */
function checksRows({ operation, effects }: AnalyzedStep): boolean {
  if (operation.kind !== 'addConstraint') return effects.work === 'scan';
  return effects.work !== 'instant' && !operation.rebuild;
}

/** What other actions of the statement lock beside the two is not this key's; they may make its own table's lock the stronger. */
function blocked({ effects: { blocks, locks } }: AnalyzedStep, table: string, references: string): string {
  const modeOf = (wanted: string) => locks.find(({ relation }) => relation === wanted)?.mode;
  const [own, other] = [modeOf(table), modeOf(references)];
  if (own === undefined || other === undefined || table === references) return `${blocks} on ${table}`;
  if (own === other) return `${blocks} on both tables`;
  return blocks === 'writes' ? `writes on ${table}` : `${blocks} on ${table} and writes on ${references}`;
}

function notValid(step: AnalyzedStep, operation: AddConstraint, key: ForeignKey, { effects }: Subject): readonly Fix[] {
  const name = key.name ?? nameFor('fk', operation.table.name, ...key.columns);
  const to = { ...operation, constraint: { ...key, name, notValid: true } };
  return notValidFirst(step, to, name, effects);
}
