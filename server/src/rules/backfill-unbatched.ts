import { relationText } from '../model/name.ts';
import type { AnalyzedStep, Found, Rule, Subject } from '../model/rule.ts';
import { batchedFix } from '../plans/batched.ts';
import { mixedRows } from '../plans/mixed-rows.ts';
import { changedTable, isBounded, picksValue, rowByRow } from '../plans/rows.ts';

export const backfillUnbatched: Rule = {
  id: 'backfill-unbatched',
  severity: 'warning',
  inDowngrade: 'silent',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'One statement, or a loop over all rows, changes as many rows of a table in use as there happen to be.',
    why: 'It takes as long as the table is large, in one transaction: every row that it has changed stays locked until the end, writers of those rows wait, replicas fall behind, and a failure near the end takes all of it back.',
    instead:
      'Change some thousand rows at a time along the key, and commit after each batch, outside the migration’s transaction. Rows that are named by a key, a list of keys or a range are few enough.',
    links: [
      'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-ROWS',
      'https://alembic.sqlalchemy.org/en/latest/api/runtime.html#alembic.runtime.migration.MigrationContext.autocommit_block',
      'https://dev.mysql.com/doc/refman/8.4/en/innodb-locks-set.html',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      bad: `op.execute("UPDATE users SET plan = 'free' WHERE plan IS NULL AND active")`,
      good: `op.execute("UPDATE users SET plan = 'free' WHERE plan IS NULL AND id BETWEEN 1 AND 5000")`,
    },
    {
      engine: 'mysql',
      tool: 'sql',
      bad: "DELETE FROM events WHERE created_at < '2020-01-01';",
      good: "DELETE FROM events WHERE created_at < '2020-01-01' LIMIT 5000;",
    },
  ],
  *check(subject) {
    const told = new Set<unknown>([mixedRows(subject.steps)?.data]);
    for (const step of subject.steps) {
      if (told.has(step) || (step.loop && told.has(step.loop))) continue;
      const found = step.loop && rowByRow(step, subject) ? inLoop(step) : atOnce(step, subject);
      if (found && step.loop) told.add(step.loop);
      if (found) yield found;
    }
  },
};

/** Of a statement without a WHERE another rule speaks. */
function atOnce(step: AnalyzedStep, subject: Subject): Found | undefined {
  const { operation, taken, before, head } = step;
  const table = changedTable(step, subject);
  if (!table || !taken || isBounded(taken, table, before)) return undefined;
  if ('rows' in operation && operation.rows !== 'some') return undefined;
  // What a variable of the code says is not known here; rows of a query that are gone through one by one are few each time.
  if (step.varies && (step.inCode || step.loop)) return undefined;
  const { kind } = operation;
  const what = done[kind === 'deleteRows' || kind === 'insertRows' ? kind : 'updateRows'];
  return {
    span: head,
    growing: step,
    message: `${what} ${relationText(table)} in one statement, however many they are`,
    ...(subject.rowsOf(table, before) === undefined && picksValue(taken) && { severity: 'info' }),
    fixes: batchedFix(step),
  };
}

function inLoop({ loop, operation, head }: AnalyzedStep): Found {
  const [first] = loop?.query?.tables ?? [];
  const of = first ? ` of ${relationText(first)}` : ' of a query';
  const table = 'table' in operation && operation.table ? ` ${relationText(operation.table)}` : ' rows';
  return { span: head, message: `A loop over every row${of} changes${table} one by one in one transaction` };
}

const done = {
  updateRows: 'All rows that the condition finds are changed in',
  deleteRows: 'All rows that the condition finds are deleted from',
  insertRows: 'All rows that a query finds are inserted into',
} as const;
