import type { Phase } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
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
