import { relationText } from '../model/name.ts';
import { addedConstraints, type DropConstraint } from '../model/operation.ts';
import type { AnalyzedStep, Rule, Subject } from '../model/rule.ts';
import { isSame } from '../model/schema.ts';
import { dropsPrimaryKey, primaryKeyFix } from '../plans/primary-key.ts';
import { inStatement, untilCommit } from '../plans/transaction.ts';

export const primaryKeyBlocks: Rule = {
  id: 'primary-key-blocks',
  severity: 'error',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
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
      if (operation.kind === 'dropConstraint' && dropsPrimaryKey(step, operation)) {
        if (effects.work === 'instant' && isExchanged(step, operation, subject)) continue;
        const table = relationText(operation.table);
        yield effects.work === 'instant'
          ? { span: step.head, severity: 'warning', message: `${table} is left without its primary key` }
          : {
              span: step.head,
              growing: step,
              message: `Dropping the primary key writes all of ${table} anew while ${effects.blocks} wait`,
            };
        continue;
      }
      const added = addedConstraints(operation);
      const key = added?.constraints.find((each) => each.kind === 'primaryKey');
      const isSaidOfColumn = operation.kind === 'addColumn' && operation.column.identity && effects.work === 'rewrite';
      if (!added || !key || effects.work === 'instant' || isSaidOfColumn) continue;
      // The safe way itself, where only the server knows that the columns are NOT NULL.
      if (key.usingIndex !== undefined && effects.assumed !== undefined) continue;
      const doing = key.usingIndex === undefined ? 'builds its index' : 'is checked for NULLs';
      yield {
        span: step.head,
        growing: step,
        message: `The primary key ${doing} while ${effects.blocks} on ${relationText(added.table)} wait`,
        fixes:
          operation.kind === 'addConstraint' && key.usingIndex === undefined
            ? primaryKeyFix(step, operation, subject)
            : [],
      };
    }
  },
};

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
