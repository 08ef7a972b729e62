import { relationText } from './name.ts';
import type { DropTable } from './operation.ts';
import type { AnalyzedStep } from './rule.ts';
import { isSame } from './schema.ts';

/**
 * Whether the dropped table's name goes to one that was filled from its rows before: the table is made anew, as SQLite has it
 * done, and its rows were moved. https://www.sqlite.org/lang_altertable.html#otheralter
 */
export function isMadeAnew({ table }: DropTable, dropped: AnalyzedStep, steps: readonly AnalyzedStep[]): boolean {
  const at = steps.indexOf(dropped);
  return steps.slice(at + 1).some(({ operation }) => {
    if (operation.kind !== 'renameTable' || !isSame({ ...operation.table, name: operation.to }, table)) return false;
    return steps.slice(0, at).some((step) => isFilled(step, relationText(operation.table)) && reads(step, table.name));
  });
}

/** Its text has to say so: a query that only the tool words may read anything. */
function reads({ sql }: AnalyzedStep, table: string): boolean {
  const behind =
    sql
      ?.split(/\bselect\b/i)
      .slice(1)
      .join(' ') ?? '';
  return behind.split(/[^\p{L}\p{N}_$]+/u).some((word) => word.toLowerCase() === table.toLowerCase());
}

function isFilled({ operation }: AnalyzedStep, table: string): boolean {
  const filled =
    (operation.kind === 'insertRows' && operation.from === 'query') ||
    (operation.kind === 'createTable' && operation.fromQuery === true);
  return filled && relationText(operation.table) === table;
}
