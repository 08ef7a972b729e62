import { relationText } from './name.ts';
import type { Operation } from './operation.ts';

/** What a migration is called that does nothing else: "add index ix_users_email"; undefined where no name tells. */
export function operationTitle(operation: Operation): string | undefined {
  switch (operation.kind) {
    case 'createTable':
      return `create ${relationText(operation.table)}`;
    case 'dropTable':
      return `drop ${relationText(operation.table)}`;
    case 'renameTable':
      return `rename ${relationText(operation.table)} to ${operation.to}`;
    case 'addColumn':
      return `add ${operation.column.name} to ${relationText(operation.table)}`;
    case 'dropColumn':
      return `drop ${operation.column} of ${relationText(operation.table)}`;
    case 'renameColumn':
      return `rename ${operation.column} of ${relationText(operation.table)} to ${operation.to}`;
    case 'changeType':
    case 'setNotNull':
    case 'dropNotNull':
    case 'setDefault':
      return `change ${operation.column} of ${relationText(operation.table)}`;
    case 'addConstraint':
      return `add ${operation.constraint.name ?? `constraint to ${operation.table.name}`}`;
    case 'dropConstraint':
      return `drop ${operation.name ?? `constraint of ${operation.table.name}`}`;
    case 'validateConstraint':
      return `validate ${operation.name}`;
    case 'createIndex':
      return `add index ${operation.name ?? relationText(operation.table)}`;
    case 'dropIndex':
      return `drop index ${operation.index.name}`;
    case 'reindex':
      return `reindex ${operation.name.name}`;
    case 'createEnum':
      return `create ${operation.type.name}`;
    case 'addEnumValue':
      return `add ${operation.value} to ${operation.type.name}`;
    case 'dropType':
      return `drop ${operation.type.name}`;
    case 'refreshView':
      return `refresh ${operation.view.name}`;
    case 'attachPartition':
      return `attach ${operation.partition.name}`;
    case 'detachPartition':
      return `detach ${operation.partition.name}`;
    case 'insertRows':
    case 'updateRows':
    case 'deleteRows':
    case 'backfill':
    case 'mirrorColumn':
    case 'stopMirror':
      return `change rows of ${relationText(operation.table)}`;
    case 'truncate':
    case 'setParameter':
    case 'controlTransaction':
    case 'other':
    case 'opaque':
      return undefined;
  }
}
