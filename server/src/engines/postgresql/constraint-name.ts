import { type Constraint, constraintColumns } from '../../model/constraint.ts';
import type { Name } from '../../model/name.ts';
import { type Schema, tableOf } from '../../model/schema.ts';
import { generatedName } from '../../model/server-names.ts';

/**
 * What the server calls a constraint that is given no name; undefined where that depends on what is there. Measured on PostgreSQL
 * 15; "ChooseConstraintName" of https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/indexcmds.c
 */
export function constraintName(constraint: Constraint, table: Name, schema: Schema): string | undefined {
  const known = tableOf(schema, table);
  const name = generatedName(constraint, { name: table, columns: known?.columns ?? new Map() });
  if (name === undefined) return undefined;
  const taken = known?.constraints.some(
    (each) => each.name === name || (each !== constraint && isAlike(each, constraint)),
  );
  return taken ? undefined : name;
}

/** Both would be called the same. */
function isAlike(one: Constraint, other: Constraint): boolean {
  if (one.name !== undefined || one.kind !== other.kind) return false;
  return one.kind === 'check' || constraintColumns(one).join() === constraintColumns(other).join();
}
