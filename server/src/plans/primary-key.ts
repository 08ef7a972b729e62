import type { Fix } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { AddConstraint, DropConstraint, Operation } from '../model/operation.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import { columnOf, isFresh, tableOf } from '../model/schema.ts';
import { nameFor } from './names.ts';
import { type Plan, planFix } from './plan.ts';
import { alone, shared } from './planned.ts';
import { setNotNullPlan } from './set-not-null.ts';
import { inStatement } from './transaction.ts';

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

/** The plan in the place of a step that adds the key by itself, where the engine builds indexes while others go on. */
export function primaryKeyFix(
  step: AnalyzedStep,
  { table, constraint }: AddConstraint,
  subject: Subject,
): readonly Fix[] {
  if (constraint.kind !== 'primaryKey' || constraint.options !== undefined) return [];
  // The old key would be gone before the new one is there.
  const beside = inStatement(subject.steps, step);
  if (beside.some(({ operation }) => operation.kind === 'dropConstraint' && dropsPrimaryKey(step, operation)))
    return [];
  const nullable = constraint.columns.filter((column) => columnOf(step.before, table, column)?.nullable !== false);
  const plan = primaryKeyPlan(table, constraint.columns, nullable, constraint.name);
  const index = plan.first[0];
  if (!index || subject.effects(index.operation, step.before).transaction !== 'forbidden') return [];
  const mirror = subject.opposite.find(
    ({ operation: other }) =>
      other.kind === 'dropConstraint' && other.name === plan.name && other.table.name === table.name,
  );
  return [planFix('Build a unique index concurrently, then make it the primary key', plan, step, mirror)];
}

/** Whether it is the primary key that goes: as the tool says, or history, or by the name that it has unless it was given another. */
export function dropsPrimaryKey({ before }: AnalyzedStep, { table, name, type }: DropConstraint): boolean {
  if (isFresh(before, table)) return false;
  const known = tableOf(before, table)?.constraints.find((each) => each.name === name && name !== undefined);
  return (known?.kind ?? type) === 'primaryKey' || name === `${table.name}_pkey`;
}
