import type { Fix, Phase } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { AddConstraint, ValidateConstraint } from '../model/operation.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import { alone } from './planned.ts';

/**
 * The second half of a constraint that was added NOT VALID: existing rows are checked under a lock that lets readers and
 * writers through. It commits by itself: in one transaction with the first half nothing would be gained.
 * Source: https://www.postgresql.org/docs/15/sql-altertable.html (VALIDATE CONSTRAINT, Notes).
 */
export function validateLater(table: Name, name: string): Phase {
  return {
    title: `validate ${name}`,
    before: [`Existing rows of ${table.name} satisfy ${name}; otherwise the validation fails and changes nothing.`],
    up: [alone({ kind: 'validateConstraint', table, name })],
    down: [],
  };
}

/** The constraint binds new rows at once, and old ones are checked in a later migration; none where the engine has no such thing. */
export function notValidFirst(
  step: AnalyzedStep,
  to: AddConstraint,
  name: string,
  ask: Subject['effects'],
): readonly Fix[] {
  if (ask(to, step.before).refused !== undefined) return [];
  return [
    {
      title: 'Add it NOT VALID, and validate it in a later migration',
      rewrites: [
        { kind: 'set', step, to: { operation: to, transaction: step.transaction } },
        { kind: 'follow', phases: [validateLater(to.table, name)] },
      ],
    },
  ];
}

/** For a validation that shares the transaction of the constraint's first half. */
export function validationFixes(step: AnalyzedStep, { table, name }: ValidateConstraint): readonly Fix[] {
  const follow = { kind: 'follow', phases: [validateLater(table, name)] } as const;
  return [
    { title: 'Validate it in a later migration', rewrites: [{ kind: 'replace', step, by: [] }, follow] },
    validateApart(step),
  ];
}

export function validateApart(step: AnalyzedStep): Fix {
  const to = { operation: step.operation, transaction: 'autocommit' } as const;
  return { title: 'Validate it outside the transaction', rewrites: [{ kind: 'set', step, to }] };
}
