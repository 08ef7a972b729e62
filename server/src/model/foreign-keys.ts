import { constraintColumns, type ForeignKey } from './constraint.ts';
import { finder } from './layered.ts';
import type { Name } from './name.ts';
import { addedConstraints, type Operation } from './operation.ts';
import { type Schema, schemaKey, type Table, tableOf } from './schema.ts';

/** Foreign keys of other tables, or its own, that point at these columns of the table. */
export function foreignKeysTo(
  schema: Schema,
  table: Name,
  columns: readonly string[] | 'all',
): readonly { readonly child: Name; readonly key: ForeignKey }[] {
  const primary = tableOf(schema, table)?.constraints.find((each) => each.kind === 'primaryKey');
  const name = schemaKey(table);
  return byReference(schema.tables, name).flatMap((child) =>
    child.constraints.flatMap((key) => {
      if (key.kind !== 'foreignKey' || schemaKey(key.references) !== name) return [];
      const pointed = key.referencedColumns.length > 0 ? key.referencedColumns : primary && constraintColumns(primary);
      const hit = columns === 'all' || pointed === undefined || pointed.some((column) => columns.includes(column));
      return hit ? [{ child: child.name, key }] : [];
    }),
  );
}

/** The foreign keys that an operation makes, with the table that has them. */
export function newForeignKeys(operation: Operation): readonly { readonly table: Name; readonly key: ForeignKey }[] {
  const added = operation.kind === 'createTable' ? operation : addedConstraints(operation);
  if (!added) return [];
  const { table, constraints } = added;
  return constraints.flatMap((key) => (key.kind === 'foreignKey' ? [{ table, key }] : []));
}

/** The tables with a foreign key that points at this one. */
export const byReference = finder<Table>(({ constraints }) =>
  constraints.flatMap((each) => (each.kind === 'foreignKey' ? [schemaKey(each.references)] : [])),
);

/** What it does when a row that it points at is deleted: write the rows that point there, or refuse. */
export function onDelete({ onDelete: action = '' }: ForeignKey): 'writes' | 'refuses' {
  return /^(cascade|set )/i.test(action) ? 'writes' : 'refuses';
}
