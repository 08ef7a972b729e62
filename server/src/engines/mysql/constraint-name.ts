import type { Constraint } from '../../model/constraint.ts';
import type { Name } from '../../model/name.ts';
import { type Schema, tableOf } from '../../model/schema.ts';

/**
 * A UNIQUE without a name is called as its first column; foreign keys and CHECKs are numbered in the order of their making, which
 * may differ from server to server. https://dev.mysql.com/doc/refman/8.4/en/create-table.html
 */
export function constraintName(constraint: Constraint, table: Name, schema: Schema): string | undefined {
  const known = tableOf(schema, table);
  if (constraint.kind !== 'unique' || !known?.complete) return undefined;
  const [name] = constraint.columns;
  const taken = [...known.constraints, ...known.indexes].some(
    (each) =>
      each !== constraint &&
      (each.name === name || ('kind' in each && each.kind === 'unique' && each.name === undefined)),
  );
  return taken ? undefined : name;
}
