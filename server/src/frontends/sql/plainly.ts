import type { EngineName } from '../../model/engine.ts';
import type { Planned } from '../../model/finding.ts';
import { inOneGo } from './print-backfill.ts';

/** The same inside of a transaction: what a file has to say that cannot leave it. It waits and blocks, but it is right. */
export function plainly(planned: Planned, engine: EngineName): Planned {
  const { operation } = planned;
  if (operation.kind === 'backfill') return { ...planned, transaction: 'shared', sql: inOneGo(operation, engine) };
  if (!('concurrently' in operation) || !operation.concurrently) return planned;
  return { operation: { ...operation, concurrently: false }, transaction: 'shared' };
}
