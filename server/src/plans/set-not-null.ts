import type { Constraint } from '../model/constraint.ts';
import type { Fix, Phase } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { SetNotNull } from '../model/operation.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import { isNotNull } from './expression.ts';
import { nameFor } from './names.ts';
import { type Plan, planFix, proven } from './plan.ts';
import { alone, shared } from './planned.ts';
import { validateLater } from './validate-later.ts';

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

/**
 * The same where NOT NULL is a constraint that can be validated later: it needs no CHECK beside it.
 * Source: https://www.postgresql.org/docs/18/sql-altertable.html (ADD table_constraint NOT VALID).
 */
export function notNullLaterPlan(table: Name, column: string): Plan {
  const name = nameFor(table.name, column, 'not_null');
  const constraint: Constraint = { kind: 'notNull', name, column, notValid: true };
  return {
    first: [shared({ kind: 'addConstraint', table, constraint })],
    undoFirst: [shared({ kind: 'dropConstraint', table, name })],
    phases: [validateLater(table, name)],
  };
}

/** The plan in the place of a step that makes the column NOT NULL, where it spares the server the scan. */
export function setNotNullFix(
  step: AnalyzedStep,
  operation: SetNotNull,
  { opposite, effects }: Subject,
): readonly Fix[] {
  const { table, column } = operation;
  const later = notNullLaterPlan(table, column);
  const isShort = later.first.every((each) => effects(each.operation, step.before).refused === undefined);
  const plan = isShort ? later : setNotNullPlan(table, column);
  // Where the server does not take the CHECK for a proof the plan would end in the same scan.
  if (!isShort && effects(operation, proven(plan, step.before)).work !== 'instant') return [];
  const mirror = opposite.find(
    ({ operation: other }) =>
      other.kind === 'dropNotNull' && other.table.name === table.name && other.column === column,
  );
  const title = `Set ${column} NOT NULL in two migrations: ${
    isShort ? 'NOT VALID now, validated later' : 'CHECK NOT VALID now, validate and SET NOT NULL later'
  }`;
  return [planFix(title, plan, step, mirror)];
}

/** The same behind a backfill: its migration adds the CHECK as well, when old rows are filled. */
export function filledNotNull(
  fill: Phase,
  table: Name,
  column: string,
  plan = setNotNullPlan(table, column),
): readonly Phase[] {
  return [{ ...fill, up: [...fill.up, ...plan.first], down: plan.undoFirst }, ...plan.phases];
}
