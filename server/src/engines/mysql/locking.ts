import type { Effects } from '../../model/effects.ts';
import type { Locking, Queue, WaitLimit } from '../../model/locking.ts';
import { relationText } from '../../model/name.ts';
import type { Operation } from '../../model/operation.ts';
import type { Server } from './server.ts';

/** What MySQL and MariaDB do alike, but for the time that a server waits where nobody tells it. */
export function lockingOf(name: Server['name']): Locking {
  return {
    modes: [
      { mode: 'SHARED', blocks: 'writes' },
      { mode: 'EXCLUSIVE', blocks: 'reads and writes' },
    ],
    // "InnoDB does not release the row locks that were stored in memory after the savepoint."
    savepointsFree: false,
    queue,
    limit: limits[name],
  };
}

/**
 * https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_lock_wait_timeout
 * https://mariadb.com/docs/server/server-management/variables-and-modes/server-system-variables#lock_wait_timeout
 */
const limits: Readonly<Record<Server['name'], WaitLimit>> = {
  mysql: limit('a year'),
  mariadb: limit('a day'),
};

function limit(time: string): WaitLimit {
  return {
    parameter: 'lock_wait_timeout',
    fewSeconds: '5',
    unit: 's',
    zero: 'at once',
    unset: `no lock_wait_timeout is set here, so that it waits for up to ${time}`,
  };
}

/**
 * Every change of a table needs its metadata lock for a moment, even one that lets reads and writes go on meanwhile:
 * https://dev.mysql.com/doc/refman/8.4/en/metadata-locking.html
 */
function queue(operation: Operation, effects: Effects): Queue | undefined {
  const { transaction, refused, algorithm, locks } = effects;
  if (transaction !== 'implicit commit' || refused !== undefined) return undefined;
  const own = algorithm && 'table' in operation && operation.table ? [relationText(operation.table)] : [];
  const other = algorithm && operation.kind === 'other' ? operation.relations.slice(0, 1).map(relationText) : [];
  const relations = [...new Set([...own, ...other, ...locks.map(({ relation }) => relation)])];
  if (relations.length === 0) return undefined;
  const when = algorithm === undefined || algorithm === 'INSTANT' ? '' : ', before it begins and again before it ends';
  return {
    waitsFor: `every open transaction that has used ${relations.join(' or ')}, if only to read${when}`,
    stops: 'reads and writes',
    relations,
  };
}
