import { type Constraint, constraintColumns } from './constraint.ts';
import { columnText, relationText } from './name.ts';
import type { Operation } from './operation.ts';

/** What an operation on a table does, as the beginning of a sentence: "Changing users.name"; undefined for any other. */
export function actionText(operation: Operation): string | undefined {
  switch (operation.kind) {
    case 'addColumn':
      return `Adding ${columnText(operation.table, operation.column.name)}`;
    case 'dropColumn':
      return `Dropping ${columnText(operation.table, operation.column)}`;
    case 'renameColumn':
      return `Renaming ${columnText(operation.table, operation.column)}`;
    case 'changeType':
      return `Changing the type of ${columnText(operation.table, operation.column)}`;
    case 'setNotNull':
      return `Making ${columnText(operation.table, operation.column)} NOT NULL`;
    case 'dropNotNull':
      return `Letting ${columnText(operation.table, operation.column)} be NULL`;
    case 'setDefault':
      return `Changing the default of ${columnText(operation.table, operation.column)}`;
    case 'addConstraint':
      return `Adding ${constraintText(operation.constraint)} to ${relationText(operation.table)}`;
    case 'dropConstraint':
      return `Dropping ${operation.name ?? 'a constraint'} of ${relationText(operation.table)}`;
    case 'createIndex':
      return `Building ${operation.name ?? 'an index'} on ${relationText(operation.table)}`;
    case 'dropIndex':
      return `Dropping ${operation.index.name}`;
    case 'createTable':
      return `Creating ${relationText(operation.table)}`;
    case 'dropTable':
      return `Dropping ${relationText(operation.table)}`;
    case 'renameTable':
      return `Renaming ${relationText(operation.table)}`;
    case 'validateConstraint':
    case 'reindex':
    case 'createEnum':
    case 'addEnumValue':
    case 'dropType':
    case 'refreshView':
    case 'attachPartition':
    case 'detachPartition':
    case 'insertRows':
    case 'updateRows':
    case 'deleteRows':
    case 'truncate':
    case 'backfill':
    case 'mirrorColumn':
    case 'stopMirror':
    case 'setParameter':
    case 'controlTransaction':
    case 'other':
    case 'opaque':
      return undefined;
  }
}

/** `uq_users_email`, or what it is where it has no name. */
function constraintText(constraint: Constraint): string {
  if (constraint.name !== undefined) return constraint.name;
  const columns = constraintColumns(constraint);
  return `${kinds[constraint.kind]}${columns.length > 0 ? ` on ${columns.join(', ')}` : ''}`;
}

const kinds: Readonly<Record<Constraint['kind'], string>> = {
  foreignKey: 'a foreign key',
  check: 'a CHECK',
  unique: 'a UNIQUE constraint',
  primaryKey: 'a primary key',
  exclude: 'an EXCLUDE constraint',
  notNull: 'a NOT NULL constraint',
};
