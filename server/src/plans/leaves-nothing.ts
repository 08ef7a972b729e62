import type { Operation } from '../model/operation.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { isFresh, isSame } from '../model/schema.ts';
import { inverseOf } from './inverse.ts';

/** All that is to be undone is done to tables that it makes itself and that are gone when it is done. */
export function leavesNothing(steps: readonly AnalyzedStep[]): boolean {
  return steps.every((step, at) => {
    const { operation, before } = step;
    if (inverseOf([step])?.length === 0) return true;
    if (operation.kind !== 'createTable')
      return 'table' in operation && operation.table !== undefined && isFresh(before, operation.table);
    const { table, temporary } = operation;
    const goes = (each: Operation) => each.kind === 'dropTable' && isSame(each.table, table);
    return temporary === true || steps.slice(at + 1).some((each) => goes(each.operation));
  });
}

/** The schema is the same on both sides, or, of what could not be read, nobody knows whether there is anything to undo. */
export function leavesSchema(step: AnalyzedStep): boolean {
  const { kind } = step.operation;
  return kind === 'opaque' || isOfRows(step);
}

/** Rows that are gone or written over come back from no migration: whoever writes `pass` there says so. */
export function isOfRows(step: AnalyzedStep): boolean {
  const { kind } = step.operation;
  return /^(updateRows|deleteRows|truncate|backfill)$/.test(kind) || inverseOf([step])?.length === 0;
}
