import type { Name } from '../model/name.ts';
import type { Operation } from '../model/operation.ts';
import { nameFor } from './names.ts';
import type { Plan } from './plan.ts';
import { alone, shared } from './planned.ts';
import { setNotNullPlan } from './set-not-null.ts';

/**
 * A primary key whose index is built while everyone goes on, and that takes an instant in the end: the columns that may be NULL
 * become NOT NULL by way of a CHECK first, because the server would else read every row under the strongest lock.
 * Source: https://www.postgresql.org/docs/15/sql-altertable.html (ADD table_constraint_using_index).
 */
export function primaryKeyPlan(
  table: Name,
  columns: readonly string[],
  nullable: readonly string[],
  given: string | undefined,
): Plan & { readonly name: string } {
  const name = given ?? nameFor(table.name, 'pkey');
  const keys = columns.map((column) => ({ column }));
  const index: Operation = { kind: 'createIndex', table, name, keys, unique: true, concurrently: true };
  const key: Operation = {
    kind: 'addConstraint',
    table,
    constraint: { kind: 'primaryKey', name, columns, usingIndex: name },
  };
  if (nullable.length === 0) return { name, first: [alone(index), shared(key)], undoFirst: [], phases: [] };
  const plans = nullable.map((column) => setNotNullPlan(table, column));
  const later = plans.flatMap((plan) => plan.phases);
  const dropIndex: Operation = { kind: 'dropIndex', index: { ...table, name }, table, concurrently: true };
  const dropKey: Operation = { kind: 'dropConstraint', table, name, type: 'primaryKey' };
  return {
    name,
    first: [alone(index), ...plans.flatMap((plan) => plan.first)],
    undoFirst: [...plans.flatMap((plan) => plan.undoFirst), alone(dropIndex)],
    phases: [
      {
        title: `make ${name} the primary key of ${table.name}`,
        before: later.flatMap((phase) => phase.before),
        up: [...later.flatMap((phase) => phase.up), shared(key)],
        down: [shared(dropKey), ...later.flatMap((phase) => phase.down), alone(index)],
      },
    ],
  };
}
