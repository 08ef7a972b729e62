import type { Migration, Step } from '../model/migration.ts';
import { relationText } from '../model/name.ts';
import { addedConstraints, type Operation } from '../model/operation.ts';

/**
 * Whether the way back drops what the way there did not make, or could not be read: then it leaves another schema behind
 * than the one that its migration met.
 */
export function isLopsided({ up }: Migration, down: readonly Step[]): boolean {
  const known = told.get(up);
  if (known?.down === down) return known.lopsided;
  const made = new Set(up.flatMap(({ operation }) => makes(operation)));
  const lopsided = down.some(
    ({ operation }) => operation.kind === 'opaque' || drops(operation).some((each) => !made.has(each)),
  );
  told.set(up, { down, lopsided });
  return lopsided;
}

/** Asked of every migration whenever another one changes. */
const told = new WeakMap<readonly Step[], { readonly down: readonly Step[]; readonly lopsided: boolean }>();

/** What may have come about, by its table: who made the table made all that stands in it. */
function makes(operation: Operation): readonly string[] {
  if (!('table' in operation) || operation.table === undefined) return [];
  const { kind, table } = operation;
  const name = relationText(table);
  if (kind === 'createTable') return [`table ${name}`, ...partsOf(name)];
  if (kind === 'renameTable') return [`table ${relationText({ ...table, name: operation.to })}`];
  if (kind === 'renameColumn') return [`column ${name}`];
  if (kind === 'addColumn') return addedConstraints(operation)?.constraints.length ? partsOf(name) : [`column ${name}`];
  // A unique index is a constraint for MySQL.
  return kind === 'addConstraint' || (kind === 'createIndex' && operation.unique) ? [`constraint ${name}`] : [];
}

function partsOf(table: string): readonly string[] {
  return [`column ${table}`, `constraint ${table}`];
}

function drops(operation: Operation): readonly string[] {
  if (operation.kind === 'dropTable') return [`table ${relationText(operation.table)}`];
  if (operation.kind === 'dropColumn') return [`column ${relationText(operation.table)}`];
  return operation.kind === 'dropConstraint' ? [`constraint ${relationText(operation.table)}`] : [];
}
