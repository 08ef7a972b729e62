import type { Fix } from '../model/finding.ts';
import { relationText } from '../model/name.ts';
import { type AddConstraint, addedConstraints, type DropConstraint } from '../model/operation.ts';
import type { AnalyzedStep, Rule, Subject } from '../model/rule.ts';
import { columnOf, isFresh, isSame, tableOf } from '../model/schema.ts';
import { planFix } from '../plans/plan.ts';
import { primaryKeyPlan } from '../plans/primary-key.ts';
import { inStatement, untilCommit } from '../plans/transaction.ts';

export const primaryKeyBlocks: Rule = {
  id: 'primary-key-blocks',
  severity: 'error',
  inDowngrade: 'lower',
  docs: {
    what: 'The primary key of a table that is in use is added, and its index is built on the spot; or it is dropped.',
    why: 'Adding it holds the strongest lock while every row is read, once for the index and once to see that no column is NULL: neither reads nor writes get through, and one duplicate or NULL makes it fail. Without a key rows cannot be told apart: replication, upserts and foreign keys lose what they rest on.',
    instead:
      'Build a unique index CONCURRENTLY, make the columns NOT NULL by way of a validated CHECK, then add the primary key USING INDEX, which takes an instant. Exchange a key in one statement, so that the table is never without one.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.create_primary_key("users_pkey", "users", ["id"])',
      good: `with op.get_context().autocommit_block():
    op.create_index(
        "users_pkey", "users", ["id"], unique=True, postgresql_concurrently=True
    )
op.create_check_constraint(
    "ck_users_id_not_null", "users", "id IS NOT NULL", postgresql_not_valid=True
)`,
    },
  ],
  *check(subject) {
    for (const step of subject.steps) {
      const { operation, effects } = step;
      if (effects.blocks === 'nothing' || effects.refused !== undefined) continue;
      // One copy of the table serves all that is done to it at once.
      if ('rebuild' in operation && operation.rebuild === 'along') continue;
      if (operation.kind === 'dropConstraint' && isPrimaryKey(step, operation)) {
        if (effects.work === 'instant' && isExchanged(step, operation, subject)) continue;
        const table = relationText(operation.table);
        yield effects.work === 'instant'
          ? { span: step.head, severity: 'warning', message: `${table} is left without its primary key` }
          : {
              span: step.head,
              message: `Dropping the primary key writes all of ${table} anew while ${effects.blocks} wait`,
            };
        continue;
      }
      const added = addedConstraints(operation);
      const key = added?.constraints.find((each) => each.kind === 'primaryKey');
      if (!added || !key || effects.work === 'instant') continue;
      // The safe way itself, where only the server knows that the columns are NOT NULL.
      if (key.usingIndex !== undefined && effects.assumed !== undefined) continue;
      const doing = key.usingIndex === undefined ? 'builds its index' : 'is checked for NULLs';
      yield {
        span: step.head,
        message: `The primary key ${doing} while ${effects.blocks} on ${relationText(added.table)} wait`,
        fixes:
          operation.kind === 'addConstraint' && key.usingIndex === undefined ? phased(step, operation, subject) : [],
      };
    }
  },
};

function isPrimaryKey({ before }: AnalyzedStep, { table, name, type }: DropConstraint): boolean {
  if (isFresh(before, table)) return false;
  const known = tableOf(before, table)?.constraints.find((each) => each.name === name && name !== undefined);
  return (known?.kind ?? type) === 'primaryKey' || name === `${table.name}_pkey`;
}

/** Nobody sees the table without a key: the same statement, or the same transaction, gives it another. */
function isExchanged(step: AnalyzedStep, { table }: DropConstraint, { steps }: Subject): boolean {
  const behind = steps.slice(steps.indexOf(step) + 1);
  const together = step.transaction === 'shared' ? untilCommit(behind) : [];
  return [...inStatement(steps, step), ...together].some(({ operation }) => {
    const added = addedConstraints(operation);
    return (
      added !== undefined && isSame(added.table, table) && added.constraints.some((each) => each.kind === 'primaryKey')
    );
  });
}

function phased(step: AnalyzedStep, { table, constraint }: AddConstraint, subject: Subject): readonly Fix[] {
  if (constraint.kind !== 'primaryKey' || constraint.options !== undefined) return [];
  // The old key would be gone before the new one is there.
  const beside = inStatement(subject.steps, step);
  if (beside.some(({ operation }) => operation.kind === 'dropConstraint' && isPrimaryKey(step, operation))) return [];
  const nullable = constraint.columns.filter((column) => columnOf(step.before, table, column)?.nullable !== false);
  const plan = primaryKeyPlan(table, constraint.columns, nullable, constraint.name);
  const index = plan.first[0];
  if (!index || subject.effects(index.operation, step.before).transaction !== 'forbidden') return [];
  const mirror = subject.opposite.find(
    ({ operation: other }) =>
      other.kind === 'dropConstraint' && other.name === plan.name && other.table.name === table.name,
  );
  return [planFix('Build a unique index concurrently, then make it the primary key', plan, step, mirror)];
}
