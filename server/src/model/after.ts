import {
  afterOther,
  doubted,
  withColumnRenamed,
  withObjectRenamed,
  withOwnSequences,
  withoutReaders,
  withoutSequences,
  withRelationRenamed,
} from './after-objects.ts';
import type { Column } from './column.ts';
import { type Constraint, constraintColumns, type ForeignKey } from './constraint.ts';
import { isDropped } from './dropped-constraint.ts';
import { withEntry } from './layered.ts';
import type { Name } from './name.ts';
import { sequencesOf } from './objects.ts';
import type {
  AddColumn,
  AddEnumValue,
  ChangeType,
  CreateTable,
  DropColumn,
  DropConstraint,
  DropIndex,
  DropNotNull,
  DropTable,
  Operation,
  Other,
  RenameColumn,
  RenameTable,
  SetDefault,
  SetNotNull,
  SetParameter,
  ValidateConstraint,
} from './operation.ts';
import { renamedConstraint, renamedIndex, withTypeRenamed } from './renamed.ts';
import {
  indexColumns,
  noColumns,
  type Schema,
  schemaKey,
  type Table,
  tableOf,
  tableOfIndex,
  typeKey,
} from './schema.ts';

/** The schema that `operation` leaves behind; operations on unknown tables make a table that is not complete. */
export function after(schema: Schema, operation: Operation): Schema {
  switch (operation.kind) {
    case 'createTable':
      return createTable(schema, operation);
    case 'dropTable':
      return dropTable(schema, operation);
    case 'renameTable':
      return renameTable(schema, operation);
    case 'addColumn':
      return addColumn(schema, operation);
    case 'dropColumn':
      return dropColumn(schema, operation);
    case 'renameColumn':
      return renameColumn(schema, operation);
    case 'changeType':
      return changeColumn(schema, operation, {
        type: operation.type,
        ...(operation.generated && { generated: operation.generated }),
      });
    case 'setNotNull':
      return changeColumn(schema, operation, { nullable: false });
    case 'dropNotNull':
      return changeColumn(schema, operation, { nullable: true });
    case 'setDefault':
      return changeColumn(schema, operation, { default: operation.default });
    case 'addConstraint':
      return change(schema, operation.table, ({ constraints }) => ({
        constraints: [...constraints, operation.constraint],
      }));
    case 'dropConstraint':
      return dropConstraint(schema, operation);
    case 'validateConstraint':
      return validateConstraint(schema, operation);
    case 'createIndex':
      return change(schema, operation.table, ({ indexes }) => ({ indexes: [...indexes, operation] }));
    case 'dropIndex':
      return dropIndex(schema, operation);
    case 'createEnum':
      return {
        ...schema,
        enums: new Map(schema.enums).set(schemaKey(operation.type), operation.values),
        freshObjects: new Set(schema.freshObjects).add(typeKey(operation.type)),
      };
    case 'addEnumValue':
      return addEnumValue(schema, operation);
    case 'dropType':
      return { ...schema, enums: without(schema.enums, schemaKey(operation.type)) };
    case 'attachPartition':
      return change(schema, operation.partition, () => ({
        partitionOf: operation.table,
        isDefaultPartition: operation.bound.kind === 'default',
      }));
    case 'detachPartition':
      return tableOf(schema, operation.partition)
        ? change(schema, operation.partition, () => ({ partitionOf: undefined }))
        : schema;
    case 'setParameter':
      return { ...schema, parameters: told(schema, operation) };
    case 'other':
      return other(schema, operation);
    case 'insertRows':
    case 'updateRows':
      return written(schema, operation.table);
    case 'controlTransaction':
      return schema.written ? { ...schema, written: undefined } : schema;
    case 'opaque':
      return doubted(schema);
    case 'reindex':
    case 'refreshView':
    case 'deleteRows':
    case 'truncate':
    case 'backfill':
    case 'mirrorColumn':
    case 'stopMirror':
      return schema;
  }
}

function createTable(schema: Schema, operation: CreateTable): Schema {
  if (operation.ifNotExists && tableOf(schema, operation.table)) return schema;
  const parent = operation.partitionOf && tableOf(schema, operation.partitionOf);
  const made = put(schema, {
    name: operation.table,
    fresh: true,
    complete: operation.partitionOf === undefined && !operation.fromQuery && !operation.inherits,
    columns: parent?.columns ?? new Map(operation.columns.map((column) => [column.name, column])),
    freshColumns: noColumns,
    constraints: operation.constraints,
    indexes: [],
    partitioned: operation.partitioned === true,
    partitionOf: operation.partitionOf,
    isDefaultPartition: operation.isDefaultPartition,
    partitionKey: operation.partitionKey,
    charset: operation.charset,
    accessMethod: operation.accessMethod,
    inherits: operation.parents,
  });
  return withOwnSequences(made, operation.table, operation.columns);
}

/** CASCADE takes foreign keys and views along; partitions always go. */
function dropTable(whole: Schema, operation: DropTable): Schema {
  const { table, cascade } = operation;
  const key = schemaKey(table);
  let schema: Schema = { ...whole, tables: without(whole.tables, key), gone: new Set(whole.gone).add(key) };
  schema = withoutSequences(schema, sequencesOf(schema, table));
  if (!cascade) return schema;
  for (const child of schema.tables.values()) {
    const constraints = child.constraints.filter(
      (each) => each.kind !== 'foreignKey' || !isName(each.references, table),
    );
    if (constraints.length < child.constraints.length) schema = put(schema, { ...child, constraints });
  }
  return withoutReaders(schema, table);
}

/** Foreign keys, partitions, views and sequences follow the table. */
function renameTable(schema: Schema, { table, to }: RenameTable): Schema {
  const name = { ...table, name: to };
  if (!tableOf(schema, table) && (schema.views.has(schemaKey(table)) || schema.sequences.has(schemaKey(table))))
    return withObjectRenamed(schema, 'view', table, name);
  return moveTable(schema, table, name);
}

function moveTable(schema: Schema, table: Name, name: Name): Schema {
  const tables = without(schema.tables, schemaKey(table));
  const renamed = put({ ...schema, tables }, { ...known(schema, table), name });
  const followed = withForeignKeys(renamed, (key) =>
    isName(key.references, table) ? { ...key, references: name } : key,
  );
  const parts = [...followed.tables.values()].filter((each) => each.partitionOf && isName(each.partitionOf, table));
  return withRelationRenamed(
    parts.reduce((all, each) => put(all, { ...each, partitionOf: name }), followed),
    table,
    name,
  );
}

function withForeignKeys(schema: Schema, by: (key: ForeignKey) => ForeignKey): Schema {
  let result = schema;
  for (const table of schema.tables.values()) {
    const constraints = table.constraints.map((each) => (each.kind === 'foreignKey' ? by(each) : each));
    if (constraints.some((each, at) => each !== table.constraints[at])) result = put(result, { ...table, constraints });
  }
  return result;
}

function isName(name: Name, other: Name): boolean {
  return schemaKey(name) === schemaKey(other);
}

function addColumn(schema: Schema, { table, column, constraints }: AddColumn): Schema {
  const added = change(schema, table, (before) => ({
    columns: withEntry(before.columns, column.name, column),
    freshColumns: new Set(before.freshColumns).add(column.name),
    constraints: [...before.constraints, ...constraints],
  }));
  return withOwnSequences(added, table, [column]);
}

function dropColumn(whole: Schema, { table, column, cascade }: DropColumn): Schema {
  const apart = withoutSequences(whole, sequencesOf(whole, table, column));
  const schema = cascade ? withoutReaders(apart, table, column) : apart;
  return change(schema, table, ({ columns, constraints, indexes }) => ({
    columns: without(columns, column),
    constraints: constraints.filter((each) => !constraintColumns(each).includes(column)),
    indexes: indexes.filter((each) => !indexColumns(each).includes(column)),
  }));
}

function renameColumn(whole: Schema, { table, column: from, to }: RenameColumn): Schema {
  const schema = withForeignKeys(whole, (key) =>
    isName(key.references, table) && key.referencedColumns.includes(from)
      ? { ...key, referencedColumns: key.referencedColumns.map((each) => (each === from ? to : each)) }
      : key,
  );
  return change(
    withColumnRenamed(schema, table, from, to),
    table,
    ({ columns, freshColumns, constraints, indexes }) => ({
      columns: new Map(
        [...columns].map(([name, column]) => (name === from ? [to, { ...column, name: to }] : [name, column])),
      ),
      freshColumns: freshColumns.has(from) ? new Set(freshColumns).add(to) : freshColumns,
      constraints: constraints.map((each) => renamedConstraint(each, from, to)),
      indexes: indexes.map((each) => renamedIndex(each, from, to)),
    }),
  );
}

/** A column of which nothing else is known is as the author says that it was. */
function changeColumn(
  schema: Schema,
  { table, column: name, existing }: ChangeType | SetNotNull | DropNotNull | SetDefault,
  by: Partial<Column>,
): Schema {
  return change(schema, table, ({ columns }) => {
    const column = columns.get(name) ?? {
      name,
      type: existing?.type,
      nullable: existing?.nullable ?? true,
      default: existing?.default,
    };
    return { columns: withEntry(columns, name, { ...column, ...by }) };
  });
}

/** MySQL calls a unique index a constraint too, and the other way round. */
function dropConstraint(schema: Schema, operation: DropConstraint): Schema {
  const { name } = operation;
  return change(schema, operation.table, (table) => ({
    constraints: table.constraints.filter((each) => !isDropped(each, operation, table.constraints)),
    indexes: table.indexes.filter((each) => !each.unique || each.name === undefined || each.name !== name),
    validated: table.validated?.filter((each) => each !== name),
  }));
}

function validateConstraint(schema: Schema, { table, name }: ValidateConstraint): Schema {
  return change(schema, table, (before) => ({
    constraints: before.constraints.map((each) => (each.name === name ? validated(each) : each)),
    validated: [...(before.validated ?? []), ...(isUnknown(before, name) ? [name] : [])],
  }));
}

function dropIndex(schema: Schema, { index, table: given }: DropIndex): Schema {
  const table = given ?? tableOfIndex(schema, index)?.name;
  if (!table) return schema;
  return change(schema, table, ({ indexes, constraints }) => ({
    indexes: indexes.filter((each) => each.name !== index.name),
    constraints: constraints.filter((each) => each.kind !== 'unique' || each.name !== index.name),
  }));
}

function addEnumValue(schema: Schema, { type, value }: AddEnumValue): Schema {
  const values = schema.enums.get(schemaKey(type));
  return values ? { ...schema, enums: new Map(schema.enums).set(schemaKey(type), [...values, value]) } : schema;
}

function isUnknown({ complete, constraints }: Table, name: string): boolean {
  return !complete && !constraints.some((each) => each.name === name);
}

/** `RESET` takes back what the migration said. */
function told({ parameters }: Schema, { name, value }: SetParameter): ReadonlyMap<string, string> {
  const now = name === 'ALL' ? new Map<string, string>() : new Map(parameters);
  if (value.toUpperCase() === 'DEFAULT') now.delete(parameterName(name));
  else if (name !== 'ALL') now.set(parameterName(name), value);
  return now;
}

function parameterName(written: string): string {
  return written.replace(/^@@(session[.])?/i, '').toLowerCase();
}

function other(schema: Schema, operation: Other): Schema {
  const { renames, toSchema, accessMethod, relations } = operation;
  const [relation] = relations;
  if (renames) return rename(schema, renames);
  if (relation && accessMethod !== undefined) return change(schema, relation, () => ({ accessMethod }));
  if (!relation || toSchema === undefined) return afterOther(schema, operation);
  const name = { ...relation, schema: toSchema };
  return tableOf(schema, relation)
    ? moveTable(schema, relation, name)
    : withObjectRenamed(schema, 'view', relation, name);
}

/** A row that is written twice in a transaction has its foreign keys looked up again. */
function written(schema: Schema, table: Name): Schema {
  const key = schemaKey(table);
  return schema.written?.has(key) ? schema : { ...schema, written: new Set(schema.written).add(key) };
}

function rename(schema: Schema, { what, from, to }: NonNullable<Other['renames']>): Schema {
  if (what === 'type') return renameType(schema, from, to);
  if (what === 'domain') return withObjectRenamed(renameType(schema, from, to), what, from, { ...from, name: to });
  if (what === 'view' || what === 'sequence') return withObjectRenamed(schema, what, from, { ...from, name: to });
  const now = <T extends { readonly name?: string | undefined }>(each: T) =>
    each.name === from.name ? { ...each, name: to } : each;
  const table = what === 'index' ? tableOfIndex(schema, from)?.name : what.constraintOf;
  if (!table) return schema;
  return change(schema, table, ({ constraints, indexes }) =>
    what === 'index' ? { indexes: indexes.map(now) } : { constraints: constraints.map(now) },
  );
}

function renameType(schema: Schema, from: Name, to: string): Schema {
  const [old, now] = [schemaKey(from), schemaKey({ ...from, name: to })];
  const tables = new Map([...schema.tables].map(([name, table]) => [name, withTypeRenamed(table, old, now)]));
  const enums = new Map([...schema.enums].map(([name, values]) => [name === old ? now : name, values]));
  return { ...schema, tables, enums };
}

function put(schema: Schema, table: Table): Schema {
  const name = schemaKey(table.name);
  const tables = withEntry(schema.tables, name, table);
  if (!schema.gone?.has(name)) return { ...schema, tables };
  return { ...schema, tables, gone: new Set([...schema.gone].filter((each) => each !== name)) };
}

function known(schema: Schema, name: Name): Table {
  return (
    tableOf(schema, name) ?? {
      name,
      fresh: false,
      complete: false,
      columns: new Map(),
      freshColumns: noColumns,
      constraints: [],
      indexes: [],
      partitioned: false,
    }
  );
}

function change(schema: Schema, name: Name, by: (table: Table) => Partial<Table>): Schema {
  const table = known(schema, name);
  return put(schema, { ...table, ...by(table) });
}

function validated(constraint: Constraint): Constraint {
  return 'notValid' in constraint ? { ...constraint, notValid: false } : constraint;
}

function without<T>(all: ReadonlyMap<string, T>, name: string): ReadonlyMap<string, T> {
  const rest = new Map(all);
  rest.delete(name);
  return rest;
}
