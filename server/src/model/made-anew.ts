import { relationText } from './name.ts';
import type { DropTable } from './operation.ts';
import type { AnalyzedStep } from './rule.ts';

/**
 * Whether the dropped table's name goes to one that was filled from a query before: the table is made anew, as SQLite has it
 * done, and its rows were moved. https://www.sqlite.org/lang_altertable.html#otheralter
 */
export function isMadeAnew({ table }: DropTable, dropped: AnalyzedStep, steps: readonly AnalyzedStep[]): boolean {
  const at = steps.indexOf(dropped);
  return steps.slice(at + 1).some(({ operation }) => {
    if (
      operation.kind !== 'renameTable' ||
      relationText({ ...operation.table, name: operation.to }) !== relationText(table)
    )
      return false;
    return steps.slice(0, at).some((step) => isFilled(step, relationText(operation.table)));
  });
}

function isFilled({ operation }: AnalyzedStep, table: string): boolean {
  const filled =
    (operation.kind === 'insertRows' && operation.from === 'query') ||
    (operation.kind === 'createTable' && operation.fromQuery === true);
  return filled && relationText(operation.table) === table;
}
