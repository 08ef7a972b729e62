import type { Planned } from '../model/finding.ts';
import type { Operation } from '../model/operation.ts';

/** In the transaction of its migration. */
export function shared(operation: Operation): Planned {
  return { operation, transaction: 'shared' };
}

/** By itself: it commits at once, or may not run in a transaction at all. */
export function alone(operation: Operation): Planned {
  return { operation, transaction: 'autocommit' };
}
