import type { Operation, OperationKind } from './operation.ts';
import { schemaKey } from './schema.ts';

/** Whether one operation takes back what the other has done: the opposite kind, of the very same thing. */
export function undoes(down: Operation, up: Operation): boolean {
  const thing = opposites.get(up.kind) === down.kind ? thingOf(up, 'left') : undefined;
  return thing !== undefined && thing === thingOf(down, 'met');
}

const pairs: readonly (readonly [OperationKind, OperationKind])[] = [
  ['createTable', 'dropTable'],
  ['addColumn', 'dropColumn'],
  ['addConstraint', 'dropConstraint'],
  ['createIndex', 'dropIndex'],
  ['createEnum', 'dropType'],
  ['setNotNull', 'dropNotNull'],
  ['attachPartition', 'detachPartition'],
  ['mirrorColumn', 'stopMirror'],
  ['renameTable', 'renameTable'],
  ['renameColumn', 'renameColumn'],
  ['changeType', 'changeType'],
  ['setDefault', 'setDefault'],
];

const opposites: ReadonlyMap<OperationKind, OperationKind> = new Map(
  pairs.flatMap(([one, other]) => [
    [one, other],
    [other, one],
  ]),
);

/** What an operation is about, as it meets it or as it leaves it behind; undefined where it has no name. */
function thingOf(operation: Operation, at: 'met' | 'left'): string | undefined {
  switch (operation.kind) {
    case 'createTable':
    case 'dropTable':
      return schemaKey(operation.table);
    case 'renameTable':
      return schemaKey(at === 'met' ? operation.table : { ...operation.table, name: operation.to });
    case 'addColumn':
      return `${schemaKey(operation.table)} ${operation.column.name}`;
    case 'renameColumn':
      return `${schemaKey(operation.table)} ${at === 'met' ? operation.column : operation.to}`;
    case 'dropColumn':
    case 'changeType':
    case 'setNotNull':
    case 'dropNotNull':
    case 'setDefault':
      return `${schemaKey(operation.table)} ${operation.column}`;
    case 'addConstraint':
      return operation.constraint.name && `${schemaKey(operation.table)} ${operation.constraint.name}`;
    case 'dropConstraint':
      return operation.name && `${schemaKey(operation.table)} ${operation.name}`;
    case 'createIndex':
      return operation.name;
    case 'dropIndex':
      return operation.index.name;
    case 'createEnum':
    case 'dropType':
      return schemaKey(operation.type);
    case 'attachPartition':
    case 'detachPartition':
      return schemaKey(operation.partition);
    case 'mirrorColumn':
    case 'stopMirror':
      return operation.name;
    case 'validateConstraint':
    case 'reindex':
    case 'addEnumValue':
    case 'refreshView':
    case 'insertRows':
    case 'updateRows':
    case 'deleteRows':
    case 'truncate':
    case 'backfill':
    case 'setParameter':
    case 'controlTransaction':
    case 'other':
    case 'opaque':
      return undefined;
  }
}
