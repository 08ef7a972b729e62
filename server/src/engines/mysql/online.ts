import type { Algorithm, Online, OnlineLock } from '../../model/operation.ts';
import type { Way } from './facts.ts';
import type { Server } from './server.ts';

/**
 * The way that a statement takes: the server's own choice, or what the author demands of it. A demand that it cannot meet
 * makes it give up before it locks anything.
 * https://dev.mysql.com/doc/refman/8.4/en/alter-table.html#alter-table-performance
 */
export function demanded(
  { online, algorithm: own, lock, work, inPlace }: Way & { readonly online?: Online | undefined },
  server: Server,
): Way | { readonly refused: string } {
  if (own === undefined) return { lock, work };
  const algorithm = server.name === 'mysql' && own === 'NOCOPY' ? 'INPLACE' : own;
  const way = { algorithm, lock: lock ?? leastLock(algorithm, server), work, inPlace } as const;
  const wanted = algorithmOf(online) ?? algorithm;
  if (wanted === 'NOCOPY' && server.name === 'mysql') return { refused: "Unknown ALGORITHM 'NOCOPY'" };
  if (order.indexOf(wanted) < order.indexOf(algorithm))
    return { refused: `ALGORITHM=${wanted} is not supported for this operation. Try ALGORITHM=${algorithm}` };
  return locked(carriedOut(way, wanted, server), lockOf(online), wanted === 'INSTANT' && online?.algorithm, server);
}

/** https://mariadb.com/kb/en/mariadb-11-2-changes-improvements/ */
function leastLock(algorithm: Algorithm, server: Server): OnlineLock {
  const online = server.name === 'mariadb' && server.since(11, 2);
  return algorithm === 'COPY' && !online ? 'SHARED' : 'NONE';
}

const order: readonly Algorithm[] = ['INSTANT', 'NOCOPY', 'INPLACE', 'COPY'];
const locks: readonly OnlineLock[] = ['NONE', 'SHARED', 'EXCLUSIVE'];

interface Whole extends Way {
  readonly algorithm: Algorithm;
  readonly lock: OnlineLock;
}

/** MariaDB takes ALGORITHM for the worst that it may do, and does better where it can; only COPY is done as it is said. */
function carriedOut(way: Whole, wanted: Algorithm, server: Server): Whole {
  if (wanted === way.algorithm) return way;
  if (wanted === 'COPY') {
    return { algorithm: 'COPY', work: 'rewrite', lock: stronger(way.lock, leastLock('COPY', server)) };
  }
  return server.name === 'mariadb' ? way : { ...way, algorithm: wanted, work: way.inPlace ?? way.work };
}

function locked(
  way: Whole,
  wanted: OnlineLock | undefined,
  instant: unknown,
  server: Server,
): Way | { readonly refused: string } {
  if (wanted === undefined) return way;
  if (instant && server.name === 'mysql')
    return { refused: `Incorrect usage of ALGORITHM=INSTANT and LOCK=${wantedNames}` };
  if (locks.indexOf(wanted) < locks.indexOf(way.lock)) {
    const reason = way.algorithm === 'COPY' ? ' Reason: COPY algorithm requires a lock.' : '';
    return {
      refused: `LOCK=${wanted} is not supported${reason ? `.${reason}` : ' for this operation.'} Try LOCK=${way.lock}`,
    };
  }
  return { ...way, lock: wanted };
}

const wantedNames = 'NONE/SHARED/EXCLUSIVE';

function stronger(a: OnlineLock, b: OnlineLock): OnlineLock {
  return locks.indexOf(a) > locks.indexOf(b) ? a : b;
}

function algorithmOf(online: Online | undefined): Algorithm | undefined {
  return online?.algorithm === 'DEFAULT' ? undefined : online?.algorithm;
}

function lockOf(online: Online | undefined): OnlineLock | undefined {
  return online?.lock === 'DEFAULT' ? undefined : online?.lock;
}
