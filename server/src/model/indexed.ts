import { constraintColumns } from './constraint.ts';
import type { Name } from './name.ts';
import type { CreateIndex } from './operation.ts';
import type { Subject } from './rule.ts';
import { indexColumns, isSame, type Table } from './schema.ts';

/** Whether an index of the table, or of one of its keys, begins with one of the columns and has all their values. */
export function isLedBy({ indexes, constraints }: Pick<Table, 'indexes' | 'constraints'>, columns: readonly string[]) {
  const keys = constraints.filter(({ kind }) => kind === 'primaryKey' || kind === 'unique').map(constraintColumns);
  const whole = indexes.filter((each) => isOrdered(each) && hasAll(each, columns)).map(indexColumns);
  return [...keys, ...whole].some(([first]) => first !== undefined && columns.includes(first));
}

/** Whether a migration behind this one builds such an index: what is built beside running writers has a migration to itself. */
export function isLedLater(
  table: Name,
  columns: readonly string[],
  { migration, upgrades }: Pick<Subject, 'migration' | 'upgrades'>,
): boolean {
  const at = upgrades.findIndex((each) => each.migration.path === migration.path);
  if (at < 0) return false;
  const built = upgrades
    .slice(at + 1)
    .flatMap((each) => each.migration.up)
    .flatMap(({ operation }) =>
      operation.kind === 'createIndex' && isSame(operation.table, table) ? [operation] : [],
    );
  return isLedBy({ indexes: built, constraints: [] }, columns);
}

/** Its keys are looked up one by one, from the first on. */
export function isOrdered({ method }: CreateIndex): boolean {
  return method === undefined || /^(btree|hash)$/i.test(method);
}

/** A condition that only leaves NULLs out leaves out none that a key could point with. */
function hasAll({ where }: CreateIndex, columns: readonly string[]): boolean {
  if (where === undefined) return true;
  const [, column, ...rest] = /^\W*(\w+)\W+is\s+not\s+null\W*$/i.exec(where.replace(/^\W*\w+\W*\.\W*(?=\w)/, '')) ?? [];
  return column !== undefined && rest.length === 0 && columns.includes(column);
}
