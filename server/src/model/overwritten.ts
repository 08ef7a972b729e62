import { relationText } from './name.ts';
import type { Operation, UpdateRows } from './operation.ts';
import type { RowsTaken } from './rows-taken.ts';
import type { AnalyzedStep, Subject } from './rule.ts';
import { columnOf, isFresh, isFreshColumn, isSame } from './schema.ts';

/**
 * The columns whose values an UPDATE writes over, and that nothing keeps: neither a copy that was made before, nor a way back
 * that writes them again. What was NULL, or is new, had no value to lose; what is computed from others can be computed again.
 */
export function overwritten(step: AnalyzedStep, operation: UpdateRows, subject: Subject): readonly string[] {
  const { table } = operation;
  if (
    isOfServer.test(relationText(table)) ||
    isFresh(step.before, table) ||
    step.effects.refused !== undefined ||
    isCopied(step, operation, subject)
  )
    return [];
  return operation.columns.filter(
    (column) =>
      !isFreshColumn(step.before, table, column) && !isFilled(step, column, subject) && !isKept(step, column, subject),
  );
}

/** What a server keeps of itself is no data of the application's. */
const isOfServer = /^(pg_|information_schema[.]|sqlite_|mysql[.])/i;

/** It had no value, or one that nobody gave it: it is new, or about to be NOT NULL. */
function isFilled(step: AnalyzedStep, column: string, { steps, ancestors }: Subject): boolean {
  const { operation, before, taken } = step;
  if (operation.kind !== 'updateRows') return false;
  if (taken && isNullIn(taken, column)) return true;
  const isOf = (each: Operation) => 'table' in each && each.table !== undefined && isSame(each.table, operation.table);
  const adds = (each: Operation) => isOf(each) && each.kind === 'addColumn' && each.column.name === column;
  const isNew = ancestors.slice(0, near).some(({ up }) => up.some((each) => adds(each.operation)));
  if (isNew && !readsItself(step, column)) return true;
  const behind = steps.slice(steps.indexOf(step) + 1).map((each) => each.operation);
  const goes = behind.some(
    (each) => (each.kind === 'setNotNull' || each.kind === 'dropColumn') && isOf(each) && each.column === column,
  );
  return goes || (isComputed(step, column) && columnOf(before, operation.table, column)?.nullable !== false);
}

/** The rows are asked for that have none: by the statement, or by a query over the same rows that finds them for it. */
function isNullIn({ conditions }: RowsTaken, column: string): boolean {
  return conditions.some(
    ({ test, column: tested, query }) =>
      (test === 'null' && tested === column) || (query !== undefined && isNullIn(query, column)),
  );
}

/** Migrations of one change come one after the other. */
const near = 5;

function isComputed(step: AnalyzedStep, column: string): boolean {
  return readBy(step, column).length > 0 && !readsItself(step, column);
}

/** A value that is made of the old one supposes that there is one. */
function readsItself(step: AnalyzedStep, column: string): boolean {
  return readBy(step, column).includes(column.toLowerCase());
}

function readBy({ taken }: AnalyzedStep, column: string): readonly string[] {
  return taken?.sets.find((each) => each.column === column)?.reads ?? [];
}

/** The way back writes it again, or takes it away. */
function isKept({ operation }: AnalyzedStep, column: string, { opposite }: Subject): boolean {
  return opposite.some(({ operation: back }) => {
    if (!('table' in back) || !back.table || !('table' in operation) || !operation.table) return false;
    if (!isSame(back.table, operation.table)) return false;
    if (back.kind === 'updateRows') return back.columns.length === 0 || back.columns.includes(column);
    return (
      (back.kind === 'dropColumn' && back.column === column) || /^(dropTable|deleteRows|truncate)$/.test(back.kind)
    );
  });
}

/** The rows, or the values, were put elsewhere before. */
function isCopied(step: AnalyzedStep, { table, columns }: UpdateRows, { steps }: Subject): boolean {
  return steps.slice(0, steps.indexOf(step)).some(({ operation, taken, before, sql }) => {
    if (operation.kind === 'updateRows')
      return (
        isSame(operation.table, table) &&
        operation.columns.some((each) => isFreshColumn(before, table, each)) &&
        taken?.sets.some(({ reads }) => columns.some((each) => reads.includes(each.toLowerCase()))) === true
      );
    const fromQuery =
      (operation.kind === 'insertRows' && operation.from === 'query') ||
      (operation.kind === 'createTable' && operation.fromQuery === true);
    return fromQuery && !isSame(operation.table, table) && (sql === undefined || sql.includes(table.name));
  });
}

/** `users.email, users.name`, as a sentence lists them. */
export function columnsText({ table }: UpdateRows, columns: readonly string[]): string {
  const named = columns.slice(0, 3).map((each) => `${relationText(table)}.${each}`);
  return columns.length > 3 ? `${named.join(', ')} and ${columns.length - 3} more` : named.join(', ');
}
