import { isDropped } from '../model/dropped-constraint.ts';
import { byReference } from '../model/foreign-keys.ts';
import type { DropConstraint, Operation } from '../model/operation.ts';
import { isSame, type Schema, schemaKey, tableOf } from '../model/schema.ts';

/** The constraint as history knew it, by the name that it is dropped by; CASCADE takes the foreign keys that rest on it. */
export function droppedConstraint(operation: DropConstraint, before: Schema): readonly Operation[] | undefined {
  const { table, name, cascade } = operation;
  const all = tableOf(before, table)?.constraints ?? [];
  const dropped = all.find((each) => each.name === name) ?? all.find((each) => isDropped(each, operation, all));
  if (!dropped || (name === undefined && dropped.kind !== 'primaryKey')) return undefined;
  const again: Operation = { kind: 'addConstraint', table, constraint: { ...dropped, name: name ?? dropped.name } };
  if (!cascade || !('columns' in dropped) || dropped.kind === 'foreignKey') return [again];
  const pointing = byReference(before.tables, schemaKey(table)).flatMap((child) =>
    child.constraints.flatMap((constraint): readonly Operation[] => {
      if (constraint.kind !== 'foreignKey' || !isSame(constraint.references, table)) return [];
      const { referencedColumns } = constraint;
      const rests =
        referencedColumns.length === 0
          ? dropped.kind === 'primaryKey'
          : referencedColumns.join() === dropped.columns.join();
      return rests ? [{ kind: 'addConstraint', table: child.name, constraint }] : [];
    }),
  );
  return [again, ...pointing];
}
