import type { Constraint } from '../model/constraint.ts';
import type { Phase } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import { isNotNull } from './expression.ts';
import { nameFor } from './names.ts';
import type { Plan } from './plan.ts';
import { alone, shared } from './planned.ts';

/**
 * NOT NULL without reading the table under a lock that stops everyone: a CHECK that binds new rows at once (`first`), and in a
 * later migration its validation, which blocks nobody, and SET NOT NULL, which then needs no scan of its own.
 * The validation commits by itself, so that the plan holds even where all pending migrations share one transaction.
 * Source: https://www.postgresql.org/docs/15/sql-altertable.html (SET NOT NULL, VALIDATE CONSTRAINT).
 */
export function setNotNullPlan(table: Name, column: string): Plan {
  const name = nameFor('ck', table.name, column, 'not_null');
  const check: Constraint = { kind: 'check', name, expression: isNotNull(column), notValid: true };
  const add = shared({ kind: 'addConstraint', table, constraint: check });
  const drop = shared({ kind: 'dropConstraint', table, name, type: 'check' });
  return {
    first: [add],
    undoFirst: [drop],
    phases: [
      {
        title: `set ${table.name} ${column} not null`,
        before: [
          `The application writes ${column} in every new row of ${table.name}.`,
          `No row of ${table.name} has NULL in ${column} any more; otherwise the validation fails and names the constraint ${name}.`,
        ],
        up: [alone({ kind: 'validateConstraint', table, name }), shared({ kind: 'setNotNull', table, column }), drop],
        down: [add, shared({ kind: 'dropNotNull', table, column })],
      },
    ],
  };
}

/** The same behind a backfill: its migration adds the CHECK as well, when old rows are filled. */
export function filledNotNull(fill: Phase, table: Name, column: string): readonly Phase[] {
  const plan = setNotNullPlan(table, column);
  return [{ ...fill, up: [...fill.up, ...plan.first], down: plan.undoFirst }, ...plan.phases];
}
