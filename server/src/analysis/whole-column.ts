import type { ExistingColumn } from '../model/column.ts';
import type { Operation } from '../model/operation.ts';
import type { Subject } from '../model/rule.ts';
import { columnOf, type Schema, settled } from '../model/schema.ts';

/** Where a column is changed by saying all of it again, what history knows of it is said too. */
export function wholeColumn(operation: Operation, schema: Schema, ask: Subject['effects']): Operation {
  switch (operation.kind) {
    case 'changeType':
    case 'setNotNull':
    case 'dropNotNull':
    case 'renameColumn':
      break;
    default:
      return operation;
  }
  const column = columnOf(schema, operation.table, operation.column);
  // Only where a column is defined as a whole there is more than one way to do it, for a table that others use.
  if (!column || column.generated || ask(operation, settled(schema)).algorithm === undefined) return operation;
  const { type, nullable, default: value, identity, comment } = column;
  const known: ExistingColumn = {
    ...(operation.kind !== 'changeType' && type && { type }),
    nullable,
    ...(value && { default: value }),
    ...(identity && { identity }),
    ...(comment !== undefined && { comment }),
  };
  return { ...operation, existing: { ...known, ...operation.existing } };
}
