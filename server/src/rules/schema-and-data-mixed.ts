import { relationText } from '../model/name.ts';
import type { Rule } from '../model/rule.ts';
import { mixedRows } from '../plans/mixed-rows.ts';
import { rowsApart } from '../plans/parts.ts';
import { rewrittenTable } from '../plans/rewritten-table.ts';
import { splitFix } from '../plans/split.ts';

export const schemaAndDataMixed: Rule = {
  id: 'schema-and-data-mixed',
  severity: 'error',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'One migration changes the schema of existing tables and rewrites rows of existing tables.',
    why: 'Both share a transaction: the lock of the schema change is held until the last row is written, so that a change of an instant stops everyone for as long as the data takes. If the data change fails the schema change is gone as well. On MySQL and MariaDB each schema change commits what was done before it: what fails half-way stays half-done.',
    instead: 'Split it: the schema change in one migration, the data in the next, in batches that commit each.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: `op.add_column("users", sa.Column("plan", sa.String(length=20)))
op.execute("UPDATE users SET plan = 'free' WHERE plan IS NULL")`,
      good: 'op.add_column("users", sa.Column("plan", sa.String(length=20)))',
    },
  ],
  *check(subject) {
    const mixed = mixedRows(subject.steps);
    const table = mixed && rewrittenTable(mixed.data);
    if (!mixed || !table) return;
    const { data, change, behind } = mixed;
    const rows = `Rows of ${relationText(table)} are changed in the same`;
    // Where writing rows itself keeps other writers out, the order makes no difference.
    const alone = data.effects.blocks !== 'nothing';
    const held = alone ? heldOut : behind ? heldLocks : heldRows;
    const halfDone = change.effects.transaction === 'implicit commit';
    yield {
      span: data.head,
      // What fails half-way does so however few rows there are.
      ...(!halfDone && { growing: data }),
      message: halfDone
        ? `${rows} migration as the schema: each schema change commits what was done before it, so that a failure half-way cannot be rolled back`
        : `${rows} transaction as the schema: ${held}`,
      fixes: splitFix('Change schema and rows in migrations of their own', rowsApart(subject), subject),
    };
  },
};

const heldLocks = 'the locks of the schema change are held until the last row is done';
const heldOut = 'nobody else can write until both are done';
const heldRows = 'they stay locked until the schema change has got its locks and is done';
