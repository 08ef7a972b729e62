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

/** Rows that the migration itself writes out, and constants, are there again after the next upgrade. */
function fills({ operation, taken }: AnalyzedStep, table: Name, column: string | undefined): boolean {
  if (!('table' in operation) || !operation.table || !isSame(operation.table, table)) return false;
  if (operation.kind === 'backfill') return column === undefined || column === operation.column;
  if (operation.kind === 'updateRows') return column === undefined || isMoved(taken, operation.columns, column);
  if (column !== undefined) return false;
  return operation.kind === 'createTable'
    ? operation.fromQuery === true
    : operation.kind === 'insertRows' && operation.from === 'query';
}

function isMoved(taken: AnalyzedStep['taken'], columns: readonly string[], column: string): boolean {
  const set = taken?.sets.find((each) => each.column === column);
  return columns.includes(column) && (set === undefined || set.reads.length > 0 || set.queried === true);
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
