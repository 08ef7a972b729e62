import type { Effects } from '../../model/effects.ts';
import type { Locking, Queue } from '../../model/locking.ts';
import type { Operation } from '../../model/operation.ts';

/** One writer for the whole file; readers go on until it writes into the file itself, at the latest when it commits: https://www.sqlite.org/lockingv3.html */
export const locking: Locking = {
  modes: [
    {
      mode: 'EXCLUSIVE',
      blocks: 'writes',
      others:
        'writes to any table of the file wait; reads go on in WAL mode, and otherwise until it commits or has written more than the cache holds (2 MB)',
    },
  ],
  oneWriter: true,
  savepointsFree: false,
  queue,
  // https://www.sqlite.org/pragma.html#pragma_busy_timeout
  limit: {
    parameter: 'busy_timeout',
    fewSeconds: '5000',
    unit: 'ms',
    zero: 'at once',
    unset:
      'it gives up with “database is locked” once the busy timeout of its connection is over, which is none unless its driver sets one',
  },
};

/** Nobody queues: each tries again until the file is free, or gives up. */
function queue(_operation: Operation, { locks }: Effects): Queue | undefined {
  if (locks.length === 0) return undefined;
  return {
    waitsFor: 'any other transaction that writes to the file, whatever the table',
    stops: 'nothing',
    relations: locks.map(({ relation }) => relation),
  };
}
