import { after } from './after.ts';
import type { Column } from './column.ts';
import type { Operation, OperationKind } from './operation.ts';
import { type Schema, schemaKey, tableOf } from './schema.ts';
import { change } from './table-change.ts';

/**
 * The schema with the tables and columns that these operations take for granted and history never saw: whoever drops or changes
 * a column says that it is there. What else is true of it nobody knows.
 */
export function presupposed(schema: Schema, operations: readonly Operation[]): Schema {
  let now = schema;
  let before = schema;
  for (const operation of operations) {
    const column = columnOf(operation);
    if ('table' in operation && operation.table && isOld(operation)) {
      const { table } = operation;
      const known = tableOf(now, table);
      // A name that the operations before this one gave says nothing of what was there.
      const isOwn = known === undefined ? !now.gone?.has(schemaKey(table)) : tableOf(before, table) !== undefined;
      if (isOwn && !known?.complete && (column === undefined ? !known : !known?.columns.has(column.name))) {
        const add = (each: Schema) =>
          change(each, table, ({ columns }) => (column ? { columns: new Map(columns).set(column.name, column) } : {}));
        before = add(before);
        now = add(now);
      }
    }
    now = after(now, operation);
  }
  return before;
}

/** It is about a table that must be there; `IF EXISTS` takes nothing for granted. */
function isOld(operation: Operation): boolean {
  return operation.kind !== 'createTable' && !('ifExists' in operation && operation.ifExists);
}

/** The column that it finds in its table. */
function columnOf(operation: Operation): Column | undefined {
  if (!('column' in operation) || typeof operation.column !== 'string' || !changing.has(operation.kind))
    return undefined;
  const existing = 'existing' in operation ? operation.existing : undefined;
  return {
    name: operation.column,
    type: existing?.type,
    nullable: existing?.nullable ?? operation.kind !== 'dropNotNull',
    default: existing?.default,
  };
}

const changing: ReadonlySet<OperationKind> = new Set([
  'dropColumn',
  'renameColumn',
  'changeType',
  'setDefault',
  'setNotNull',
  'dropNotNull',
]);
