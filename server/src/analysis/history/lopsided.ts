import type { Migration, Step } from '../../model/migration.ts';
import { relationText } from '../../model/name.ts';
import { addedConstraints, type Operation } from '../../model/operation.ts';

/**
 * Whether the way back drops what the way there did not make, makes what it did not drop, or could not be read: then it
 * leaves another schema behind than the one that its migration met.
 */
export function isLopsided({ up }: Migration, down: readonly Step[]): boolean {
  const known = told.get(up);
  if (known?.down === down) return known.lopsided;
  const unread = down.some(({ operation }) => operation.kind === 'opaque');
  const lopsided = unread || leavesMore(up, down) || leavesMore(down, up) || bringsMore(down, up);
  told.set(up, { down, lopsided });
  return lopsided;
}

/** Whether the one drops what the other did not make. */
function leavesMore(makers: readonly Step[], droppers: readonly Step[]): boolean {
  const dropped = droppers.flatMap(({ operation }) => drops(operation));
  if (dropped.length === 0) return false;
  const made = new Set(makers.flatMap(({ operation }) => makes(operation)));
  return dropped.some(({ thing, table }) => !made.has(thing) && !made.has(`all of ${table}`));
}

/** Whether the one makes tables or columns that the other did not drop. */
function bringsMore(makers: readonly Step[], droppers: readonly Step[]): boolean {
  const dropped = new Set(droppers.flatMap(({ operation }) => drops(operation).map(({ thing }) => thing)));
  return makers.some(({ operation }) => {
    if (operation.kind !== 'createTable' && operation.kind !== 'addColumn') return false;
    const table = relationText(operation.table);
    if (dropped.has(`table ${table}`)) return false;
    return operation.kind === 'createTable' || !dropped.has(`column ${table}.${operation.column.name}`);
  });
}

/** Asked of every migration whenever another one changes. */
const told = new WeakMap<readonly Step[], { readonly down: readonly Step[]; readonly lopsided: boolean }>();

/** What may have come about: who made the table made all that stands in it. */
function makes(operation: Operation): readonly string[] {
  if (!('table' in operation) || operation.table === undefined) return [];
  const { kind, table } = operation;
  const name = relationText(table);
  if (kind === 'createTable') return [`table ${name}`, `all of ${name}`];
  if (kind === 'renameTable') return [`table ${relationText({ ...table, name: operation.to })}`];
  if (kind === 'renameColumn') return [`column ${name}.${operation.to}`];
  const constraints = addedConstraints(operation)?.constraints.length ? [`constraint ${name}`] : [];
  if (kind === 'addColumn') return [`column ${name}.${operation.column.name}`, ...constraints];
  // A unique index is a constraint for MySQL.
  return kind === 'createIndex' && operation.unique ? [`constraint ${name}`] : constraints;
}

function drops(operation: Operation): readonly { readonly thing: string; readonly table: string }[] {
  if (!('table' in operation) || operation.table === undefined) return [];
  const table = relationText(operation.table);
  if (operation.kind === 'dropTable') return [{ thing: `table ${table}`, table: '' }];
  if (operation.kind === 'dropColumn') return [{ thing: `column ${table}.${operation.column}`, table }];
  return operation.kind === 'dropConstraint' ? [{ thing: `constraint ${table}`, table }] : [];
}
