import { constraintColumns } from './constraint.ts';
import { foreignKeysTo } from './foreign-keys.ts';
import { columnText, type Name, relationText } from './name.ts';
import { viewsAbove, viewsOn } from './objects.ts';
import type { DropConstraint } from './operation.ts';
import type { AnalyzedStep } from './rule.ts';
import { keyOf, type Schema, tableOf } from './schema.ts';

/** What history knows to depend on the thing that a step drops: foreign keys that point at it, columns of the type. */
export function dependents({ operation, before }: AnalyzedStep): readonly string[] {
  if (operation.kind === 'dropType') {
    return [...before.tables.values()].flatMap((table) =>
      [...table.columns.values()]
        .filter((column) => column.type?.name === operation.type.name)
        .map((column) => columnText(table.name, column.name)),
    );
  }
  if (operation.kind === 'truncate') return operation.tables.flatMap((table) => keysTo(table, before));
  if (operation.kind === 'dropTable') return [...keysTo(operation.table, before), ...viewsTo(operation.table, before)];
  if (operation.kind === 'dropConstraint') return keysOn(operation, before);
  if (operation.kind === 'other') return operation.relations.flatMap((name) => viewsTo(name, before));
  if (operation.kind !== 'dropColumn') return [];
  const { table, column } = operation;
  return [...keysTo(table, before, (to) => to.includes(column)), ...viewsTo(table, before, column)];
}

/** Views that read it, and views that read those. */
function viewsTo(relation: Name, before: Schema, column?: string): readonly string[] {
  const { sure } = viewsOn(before, relation, column);
  return viewsAbove(before, sure).map(
    ({ name, materialized }) => `the ${materialized ? 'materialized view' : 'view'} ${relationText(name)}`,
  );
}

/** Foreign keys rest on the constraint that makes the columns unique which they point at. */
function keysOn({ table, name }: DropConstraint, before: Schema): readonly string[] {
  const dropped = tableOf(before, table)?.constraints.find((each) => each.name === name);
  if (!dropped && name !== `${table.name}_pkey`) return [];
  const columns = dropped ? constraintColumns(dropped) : keyOf(before, table);
  return keysTo(table, before, (to) => to.length === columns.length && to.every((each) => columns.includes(each)));
}

function keysTo(
  table: Name,
  before: Schema,
  rests: (on: readonly string[]) => boolean = () => true,
): readonly string[] {
  return foreignKeysTo(before, table, 'all').flatMap(({ child, key }) => {
    const pointed = key.referencedColumns.length > 0 ? key.referencedColumns : keyOf(before, table);
    if (!rests(pointed)) return [];
    return [`the foreign key ${key.name ?? `on ${key.columns.join(', ')}`} of ${relationText(child)}`];
  });
}
