import type { Constraint } from './constraint.ts';
import type { Name } from './name.ts';
import type { Operation } from './operation.ts';

/**
 * The names that an operation gives. A server that names foreign keys after their tables puts `foreignKeySuffix` behind
 * the table's name for those that have none.
 */
export function newNames(operation: Operation, foreignKeySuffix = ''): readonly string[] {
  if (operation.kind === 'createTable') {
    const { table, columns, constraints } = operation;
    return [table.name, ...columns.map(({ name }) => name), ...ofConstraints(table, constraints, foreignKeySuffix)];
  }
  if (operation.kind === 'addColumn')
    return [operation.column.name, ...ofConstraints(operation.table, operation.constraints, foreignKeySuffix)];
  if (operation.kind === 'addConstraint')
    return ofConstraints(operation.table, [operation.constraint], foreignKeySuffix);
  if (operation.kind === 'createIndex') return operation.name === undefined ? [] : [operation.name];
  if (operation.kind === 'renameTable' || operation.kind === 'renameColumn') return [operation.to];
  if (operation.kind === 'createEnum') return [operation.type.name];
  if (operation.kind !== 'other') return [];
  const { renames, view, sequence } = operation;
  return [renames?.to, view?.name, sequence?.name.name].flatMap((name) => name ?? []);
}

function ofConstraints(table: Name, constraints: readonly Constraint[], suffix: string): readonly string[] {
  return constraints.flatMap((each) => {
    const generated = each.kind === 'foreignKey' && suffix !== '' ? `${table.name}${suffix}` : undefined;
    return each.name ?? generated ?? [];
  });
}
