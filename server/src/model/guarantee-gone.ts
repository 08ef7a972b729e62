import { type Constraint, constraintColumns } from './constraint.ts';
import { isDropped } from './dropped-constraint.ts';
import type { Name } from './name.ts';
import type { Operation } from './operation.ts';
import type { AnalyzedStep } from './rule.ts';
import { columnOf, indexColumns, isFresh, isSame, tableOf, tableOfIndex } from './schema.ts';

/** What a constraint or a unique index said of the rows of a table. */
export interface Guarantee {
  readonly table: Name;
  readonly name: string;
  /** Undefined where nobody knows what it was. */
  readonly kind: Constraint['kind'] | undefined;
  readonly columns: readonly string[];
}

/** The guarantee that ends with this step: its table and columns stay, and nothing of its kind comes in the same migration. */
export function guaranteeGone(step: AnalyzedStep, steps: readonly AnalyzedStep[]): Guarantee | undefined {
  if (step.effects.refused !== undefined || step.conditional) return undefined;
  const gone = droppedBy(step);
  if (!gone || isFresh(step.before, gone.table)) return undefined;
  const { table, kind, columns } = gone;
  const isReplaced = steps.some(
    ({ operation }) => isOver(operation, table) && (ends(operation, columns) || replaces(operation, kind)),
  );
  return isReplaced ? undefined : gone;
}

/** A constraint goes that guarantees nothing which is not said otherwise: a CHECK that NOT NULL says too, one that is not enforced. */
export function losesNothing({ operation, before }: AnalyzedStep): boolean {
  if (operation.kind !== 'dropConstraint' || operation.name === undefined) return false;
  const all = tableOf(before, operation.table)?.constraints ?? [];
  const known = all.find((each) => isDropped(each, operation, all));
  return known !== undefined && isSaidTwice(known, operation.table, before);
}

function droppedBy({ operation, before }: AnalyzedStep): Guarantee | undefined {
  if (operation.kind === 'dropIndex') {
    const found = operation.table ? tableOf(before, operation.table) : tableOfIndex(before, operation.index);
    const index = found?.indexes.find(({ name }) => name === operation.index.name);
    if (!found || !index?.unique) return undefined;
    return { table: found.name, name: operation.index.name, kind: 'unique', columns: indexColumns(index) };
  }
  if (operation.kind !== 'dropConstraint' || operation.replaced || operation.name === undefined) return undefined;
  const { table, name } = operation;
  const all = tableOf(before, table)?.constraints ?? [];
  const known = all.find((each) => isDropped(each, operation, all));
  const kind = known?.kind ?? operation.type;
  // A primary key has a rule of its own, and a CHECK that NOT NULL says too guarantees nothing more.
  if (kind === 'primaryKey' || kind === 'notNull' || (known && isSaidTwice(known, operation.table, before)))
    return undefined;
  return { table, name, kind, columns: known ? constraintColumns(known) : [] };
}

function isSaidTwice(constraint: Constraint, table: Name, before: AnalyzedStep['before']): boolean {
  if (constraint.kind !== 'check') return false;
  if (constraint.notEnforced) return true;
  const [, column] = /^\(*\s*["`]?(\w+)["`]?\s+is\s+not\s+null\s*\)*$/i.exec(constraint.expression) ?? [];
  return column !== undefined && columnOf(before, table, column)?.nullable === false;
}

function isOver(operation: Operation, table: Name): boolean {
  return 'table' in operation && operation.table !== undefined && isSame(operation.table, table);
}

/** Table or column go in the same migration; of one that nobody knows, any column of the table may be its own. */
function ends(operation: Operation, columns: readonly string[]): boolean {
  if (operation.kind === 'dropTable') return true;
  return operation.kind === 'dropColumn' && (columns.length === 0 || columns.includes(operation.column));
}

function replaces(operation: Operation, kind: Constraint['kind'] | undefined): boolean {
  if (operation.kind === 'createIndex') return operation.unique === true && (kind === 'unique' || kind === undefined);
  if (operation.kind === 'setNotNull') return kind === 'check';
  if (operation.kind === 'addColumn')
    return operation.constraints.some((each) => kind === undefined || each.kind === kind);
  if (operation.kind !== 'addConstraint') return false;
  const added = operation.constraint.kind;
  return kind === undefined || added === kind || (kind === 'unique' && (added === 'primaryKey' || added === 'exclude'));
}
