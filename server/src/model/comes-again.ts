import type { Step } from './migration.ts';
import type { Name } from './name.ts';
import { isSame } from './schema.ts';

/** Whether later steps bring a column, or a table, of that name again, or put a view in the place of the table. */
export function comesAgain(
  table: Name,
  column: string | undefined,
  later: readonly Pick<Step, 'operation'>[],
): boolean {
  return later.some(({ operation }) => {
    if (operation.kind === 'createTable') return isSame(operation.table, table);
    if (operation.kind === 'renameTable') return operation.to === table.name;
    if (operation.kind === 'other') return operation.view !== undefined && isSame(operation.view, table);
    if (column === undefined) return false;
    if (operation.kind === 'addColumn') return isSame(operation.table, table) && operation.column.name === column;
    return operation.kind === 'renameColumn' && isSame(operation.table, table) && operation.to === column;
  });
}
