import { relationText } from '../model/name.ts';
import type { CreateTable } from '../model/operation.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { isFresh } from '../model/schema.ts';
import { rewrittenTable } from '../plans/rewritten-table.ts';
import { rowsLater } from '../plans/rows-later.ts';

export const schemaAndDataMixed: Rule = {
  id: 'schema-and-data-mixed',
  severity: 'error',
  inDowngrade: 'lower',
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
    const { steps } = subject;
    const shared = steps.filter((step) => step.transaction === 'shared');
    const schema = shared.findIndex(alters);
    const change = shared[schema];
    if (!change) return;
    const behind = shared.slice(schema).find(rewrittenTable);
    const data = behind ?? shared.find(rewrittenTable);
    const table = data && rewrittenTable(data);
    if (!data || !table) return;
    const rows = `Rows of ${relationText(table)} are changed in the same`;
    // Where writing rows itself keeps other writers out, the order makes no difference.
    const alone = data.effects.blocks !== 'nothing';
    const held = alone ? heldOut : behind ? heldLocks : heldRows;
    yield {
      span: data.head,
      message:
        change.effects.transaction === 'implicit commit'
          ? `${rows} migration as the schema: each schema change commits what was done before it, so that a failure half-way cannot be rolled back`
          : `${rows} transaction as the schema: ${held}`,
      fixes: rowsLater(steps.filter(rewrittenTable), subject),
    };
  },
};

const heldLocks = 'the locks of the schema change are held until the last row is done';
const heldOut = 'nobody else can write until both are done';
const heldRows = 'they stay locked until the schema change has got its locks and is done';

/** It changes the schema of a table that exists, and others wait for it or it commits what is open. */
function alters(step: AnalyzedStep): boolean {
  const { operation, effects, before } = step;
  if (rewrittenTable(step) || effects.refused !== undefined) return false;
  if (operation.kind === 'createTable') return effects.locks.some(({ relation }) => refersTo(operation, relation));
  if (effects.blocks !== 'nothing') return true;
  const table = 'table' in operation ? operation.table : undefined;
  return effects.transaction === 'implicit commit' && table !== undefined && !isFresh(before, table);
}

/** A new table concerns those that it references or is a part of. */
function refersTo({ constraints, partitionOf }: CreateTable, relation: string): boolean {
  const references = constraints.flatMap((each) => (each.kind === 'foreignKey' ? [each.references] : []));
  return [...references, ...(partitionOf ? [partitionOf] : [])].some((each) => relationText(each) === relation);
}
