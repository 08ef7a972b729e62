import { withColumnRenamed, withObjectRenamed, withRelationRenamed } from './after-objects.ts';
import type { Constraint, ForeignKey } from './constraint.ts';
import { byReference } from './foreign-keys.ts';
import type { Name } from './name.ts';
import type { Other, RenameColumn, RenameTable } from './operation.ts';
import { renamedConstraint, renamedIndex, withTypeRenamed } from './renamed.ts';
import { isSame, type Schema, schemaKey, type Table, tableOf, tableOfIndex, typeKey } from './schema.ts';
import { constraintNames, withNamesKept } from './server-names.ts';
import { change, known, put, without } from './table-change.ts';

/** Foreign keys, partitions, views and sequences follow the table. */
export function renameTable(schema: Schema, { table, to }: RenameTable): Schema {
  const name = { ...table, name: to };
  if (!tableOf(schema, table) && (schema.views.has(schemaKey(table)) || schema.sequences.has(schemaKey(table))))
    return withObjectRenamed(schema, 'view', table, name);
  // PostgreSQL takes an index for a table here.
  if (!tableOf(schema, table) && tableOfIndex(schema, table)) return rename(schema, { what: 'index', from: table, to });
  return moveTable(schema, table, name);
}

export function moveTable(schema: Schema, table: Name, name: Name): Schema {
  const tables = without(schema.tables, [schemaKey(table)]);
  const renamed = put({ ...schema, tables }, { ...withNamesKept(known(schema, table)), name });
  const followed = withForeignKeys(renamed, table, (key) => ({ ...key, references: name }));
  const parts = [...followed.tables.values()].filter((each) => each.partitionOf && isSame(each.partitionOf, table));
  return withRelationRenamed(
    parts.reduce((all, each) => put(all, { ...each, partitionOf: name }), followed),
    table,
    name,
  );
}

export function renameColumn(whole: Schema, { table, column: from, to }: RenameColumn): Schema {
  const schema = withForeignKeys(whole, table, (key) => ({
    ...key,
    referencedColumns: key.referencedColumns.map((each) => (each === from ? to : each)),
  }));
  return change(withColumnRenamed(schema, table, from, to), table, (before) => {
    const { columns, freshColumns, constraints, indexes, triggers, policies } = withNamesKept(before);
    return {
      ...(triggers && { triggers: triggers.map((each) => renamedIn(each, from, to)) }),
      ...(policies && { policies: policies.map((each) => renamedIn(each, from, to)) }),
      columns: new Map(
        [...columns].map(([name, column]) => (name === from ? [to, { ...column, name: to }] : [name, column])),
      ),
      freshColumns: freshColumns.has(from) ? new Set(freshColumns).add(to) : freshColumns,
      constraints: constraints.map((each) => renamedConstraint(each, from, to)),
      indexes: indexes.map((each) => renamedIndex(each, from, to)),
    };
  });
}

function renamedIn<T extends { readonly columns: readonly string[] }>(each: T, from: string, to: string): T {
  return { ...each, columns: each.columns.map((column) => (column === from ? to : column)) };
}

export function rename(schema: Schema, { what, from, to }: NonNullable<Other['renames']>): Schema {
  if (what === 'type') return renameType(schema, from, to);
  if (what === 'domain') return withObjectRenamed(renameType(schema, from, to), what, from, { ...from, name: to });
  if (what === 'schema' || what === 'function') return schema;
  if (typeof what !== 'string' && 'labelOf' in what) return renameValue(schema, what.labelOf, from.name, to);
  if (what === 'view' || what === 'sequence') return withObjectRenamed(schema, what, from, { ...from, name: to });
  const now = <T extends { readonly name?: string | undefined }>(each: T) =>
    each.name === from.name ? { ...each, name: to } : each;
  const table = what === 'index' ? (tableOfIndex(schema, from) ?? ofConstraint(schema, from))?.name : what.constraintOf;
  if (!table) return schema;
  return change(schema, table, (before) => {
    if (what !== 'index') return { constraints: renamedTo(before, from.name, to) };
    const { indexes, constraints } = withNamesKept(before);
    // The index of a constraint has its name.
    return { indexes: indexes.map(now), constraints: renamedTo({ ...before, constraints }, from.name, to) };
  });
}

/** Keys have indexes of their names. */
function ofConstraint({ tables }: Schema, index: Name): Table | undefined {
  return [...tables.values()].find((table) => {
    const names = constraintNames(table);
    return table.constraints.some(
      ({ kind, name }, at) => /^(unique|primaryKey|exclude)$/.test(kind) && (name ?? names[at]) === index.name,
    );
  });
}

/** Also one that has its name from the server. */
function renamedTo(table: Table, from: string, to: string): readonly Constraint[] {
  const names = constraintNames(table);
  return table.constraints.map((each, at) => ((each.name ?? names[at]) === from ? { ...each, name: to } : each));
}

function renameType(schema: Schema, from: Name, to: string): Schema {
  const [old, now] = [schemaKey(from), schemaKey({ ...from, name: to })];
  const tables = new Map([...schema.tables].map(([name, table]) => [name, withTypeRenamed(table, old, now)]));
  const enums = new Map([...schema.enums].map(([name, values]) => [name === old ? now : name, values]));
  const isMade = schema.freshObjects?.has(typeKey(from)) === true;
  const made = new Set(schema.freshObjects).add(typeKey({ ...from, name: to }));
  return { ...schema, tables, enums, ...(isMade && { freshObjects: made }) };
}

function renameValue(schema: Schema, type: Name, from: string, to: string): Schema {
  const key = schemaKey(type);
  const values = schema.enums.get(key);
  if (!values) return schema;
  return {
    ...schema,
    enums: new Map(schema.enums).set(
      key,
      values.map((each) => (each === from ? to : each)),
    ),
  };
}

function withForeignKeys(schema: Schema, to: Name, by: (key: ForeignKey) => ForeignKey): Schema {
  return byReference(schema.tables, schemaKey(to)).reduce((all, child) => {
    const constraints = child.constraints.map((each) =>
      each.kind === 'foreignKey' && isSame(each.references, to) ? by(each) : each,
    );
    return put(all, { ...child, constraints });
  }, schema);
}
