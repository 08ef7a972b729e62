import type { Name } from '../../model/name.ts';
import type { Operation } from '../../model/operation.ts';
import type { SqlStatement } from '../../sql/parse.ts';

/** Whether a statement may run before or after these operations alike: it names nothing that they make, and takes nothing from them. */
export function isIndependent(operations: readonly Operation[], statement: SqlStatement): boolean {
  return statement.operations.every(({ operation }) =>
    operations.every((moved) => apart(moved, operation, statement.text)),
  );
}

function apart(moved: Operation, other: Operation, text: string): boolean {
  if (other.kind === 'setParameter' || other.kind === 'controlTransaction') return true;
  if (other.kind === 'opaque' || /^(DO|CALL)\b/.test(other.kind === 'other' ? other.statement : '')) return false;
  if (ownNames(moved).some((name) => mentions(text, name))) return false;
  const tables = tablesOf(moved);
  const named = tables.length === 0 || tables.some((table) => mentions(text, table.name));
  if (!named) return true;
  // A row that is there already is what a unique index or a key is about.
  const guards = (moved.kind === 'createIndex' && moved.unique === true) || moved.kind === 'addConstraint';
  return !guards && !takesAway.has(other.kind);
}

/** What the operation itself makes, drops or changes, beside its table. */
function ownNames(operation: Operation): readonly string[] {
  switch (operation.kind) {
    case 'createIndex':
      return operation.name === undefined ? [] : [operation.name];
    case 'dropIndex':
      return [operation.index.name];
    case 'reindex':
      return [operation.name.name];
    case 'addEnumValue':
      return [operation.value];
    case 'detachPartition':
    case 'attachPartition':
      return [operation.partition.name];
    case 'addConstraint':
      return operation.constraint.name === undefined ? [] : [operation.constraint.name];
    case 'validateConstraint':
      return [operation.name];
    case 'refreshView':
      return [operation.view.name];
    default:
      return 'relations' in operation ? operation.relations.map((each) => each.name) : [];
  }
}

function tablesOf(operation: Operation): readonly Name[] {
  return 'table' in operation && operation.table ? [operation.table] : [];
}

const takesAway: ReadonlySet<Operation['kind']> = new Set([
  'dropTable',
  'renameTable',
  'dropColumn',
  'renameColumn',
  'dropConstraint',
]);

function mentions(text: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`, 'i').test(text);
}
