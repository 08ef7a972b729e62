import type { Constraint, Name, Operation } from './operation.ts';

/** The constraints that an operation adds to a table that exists, by themselves or with a column. */
export function addedConstraints(
  operation: Operation,
): { readonly table: Name; readonly constraints: readonly Constraint[] } | undefined {
  if (operation.kind === 'addConstraint') return { table: operation.table, constraints: [operation.constraint] };
  return operation.kind === 'addColumn' ? operation : undefined;
}

/** The columns that a constraint is written on; a CHECK's and an EXCLUDE's are not parsed here. */
export function constraintColumns(constraint: Constraint): readonly string[] {
  switch (constraint.kind) {
    case 'foreignKey':
    case 'unique':
    case 'primaryKey':
      return constraint.columns;
    case 'notNull':
      return [constraint.column];
    case 'check':
    case 'exclude':
      return [];
  }
}
