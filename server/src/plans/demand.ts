import type { Effects } from '../model/effects.ts';
import type { Online, Operation } from '../model/operation.ts';

/**
 * What a statement can demand of the server, so that it refuses where it cannot do as expected instead of copying the table while
 * writes wait; undefined where there is nothing to demand, or it is demanded already.
 * https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html
 */
export function demandOf(operation: Operation, { algorithm, lock, assumed, refused }: Effects): Online | undefined {
  if (assumed !== undefined || refused !== undefined || operation.kind === 'renameTable') return undefined;
  if ('online' in operation && operation.online !== undefined) return undefined;
  if (algorithm === undefined || algorithm === 'COPY' || lock !== 'NONE') return undefined;
  return algorithm === 'INSTANT' ? { algorithm } : { algorithm, lock };
}
