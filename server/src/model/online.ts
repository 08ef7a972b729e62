import type { Online, Operation } from './operation.ts';

/** The operation with the author's ALGORITHM and LOCK; undefined for one that takes none. */
export function withOnline(operation: Operation, online: Online): Operation | undefined {
  return takesDemands(operation) ? { ...operation, online } : undefined;
}

type Demanding<O> = O extends unknown ? ('online' extends keyof O ? O : never) : never;

function takesDemands(operation: Operation): operation is Demanding<Operation> {
  return kinds.has(operation.kind);
}

const kinds: ReadonlySet<Operation['kind']> = new Set<Demanding<Operation>['kind']>([
  'renameTable',
  'addColumn',
  'dropColumn',
  'renameColumn',
  'changeType',
  'setNotNull',
  'dropNotNull',
  'setDefault',
  'addConstraint',
  'dropConstraint',
  'createIndex',
  'dropIndex',
  'other',
]);
