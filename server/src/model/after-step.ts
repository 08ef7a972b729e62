import { after } from './after.ts';
import { withEntry } from './layered.ts';
import type { Step } from './migration.ts';
import { columnOf, keyOf, type Schema } from './schema.ts';
import { change } from './table-change.ts';

/** The schema behind a step: a column that its statement defines as a whole has nothing that is not said there. */
export function afterStep(
  before: Schema,
  { operation, redefines: says }: Pick<Step, 'operation' | 'redefines'>,
): Schema {
  const schema = after(before, operation);
  if (!says || !('table' in operation && operation.table && 'column' in operation)) return schema;
  const name = operation.kind === 'renameColumn' ? operation.to : operation.column;
  const column = typeof name === 'string' ? columnOf(schema, operation.table, name) : undefined;
  if (!column) return schema;
  const isKey = keyOf(schema, operation.table).includes(column.name);
  const left = {
    ...column,
    nullable: says.includes('nullability') || isKey ? column.nullable : true,
    default: says.includes('default') ? column.default : undefined,
    identity: says.includes('identity') ? column.identity : undefined,
    comment: says.includes('comment') ? column.comment : undefined,
  };
  return change(schema, operation.table, ({ columns }) => ({ columns: withEntry(columns, column.name, left) }));
}
