import { type Name, relationText } from '../model/name.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { isSame } from '../model/schema.ts';

export const downgradeLosesData: Rule = {
  id: 'downgrade-loses-data',
  severity: 'info',
  inDowngrade: 'same',
  docs: {
    what: 'The downgrade drops a table or column that the upgrade itself filled with rows or values.',
    why: 'A rollback destroys them, and whatever the application wrote there since. Where the upgrade moved values out of their old place, the downgrade has to move them back before it drops the new one.',
    instead:
      'Let the downgrade copy back what has no other place, before it drops anything. A backup taken before the rollback is the last resort.',
    links: ['https://www.postgresql.org/docs/current/ddl-alter.html'],
  },
  examples: [
    {
      engine: 'postgresql',
      part: 'file',
      bad: `def upgrade():
    op.add_column("users", sa.Column("full_name", sa.Text()))
    op.execute("UPDATE users SET full_name = first_name || ' ' || last_name")


def downgrade():
    op.drop_column("users", "full_name")`,
      good: `def upgrade():
    op.add_column("users", sa.Column("full_name", sa.Text()))


def downgrade():
    op.drop_column("users", "full_name")`,
    },
  ],
  *check({ direction, steps, opposite }) {
    if (direction !== 'down') return;
    for (const [at, { operation, head }] of steps.entries()) {
      if (operation.kind !== 'dropColumn' && operation.kind !== 'dropTable') continue;
      const { table } = operation;
      const column = operation.kind === 'dropColumn' ? operation.column : undefined;
      if (!opposite.some((step) => fills(step, table, column)) || isCopiedBack(steps.slice(0, at), table)) continue;
      const what = column === undefined ? `the table ${relationText(table)}` : `${relationText(table)}.${column}`;
      yield {
        span: head,
        message: `The way back drops ${what} with all that the upgrade put there and the application wrote since`,
      };
    }
  },
};

function fills({ operation }: AnalyzedStep, table: Name, column: string | undefined): boolean {
  if (operation.kind === 'backfill')
    return isSame(operation.table, table) && (column ?? operation.column) === operation.column;
  if (operation.kind === 'createTable')
    return operation.fromQuery === true && isSame(operation.table, table) && column === undefined;
  if (operation.kind === 'updateRows')
    return isSame(operation.table, table) && (column === undefined || operation.columns.includes(column));
  // Rows that the migration itself writes out are there again after the next upgrade.
  return (
    operation.kind === 'insertRows' &&
    operation.from === 'query' &&
    isSame(operation.table, table) &&
    column === undefined
  );
}

/** Something was written from it to another place before it goes. */
function isCopiedBack(before: readonly AnalyzedStep[], table: Name): boolean {
  return before.some(
    ({ operation }) =>
      operation.kind === 'opaque' ||
      operation.kind === 'updateRows' ||
      (operation.kind === 'insertRows' && operation.from === 'query' && !isSame(operation.table, table)),
  );
}
