import {
  afterOther,
  doubted,
  withObjectRenamed,
  withOwnSequences,
  withoutReaders,
  withoutSequences,
} from './after-objects.ts';
import { moveTable, rename, renameColumn, renameTable } from './after-rename.ts';
import type { Column } from './column.ts';
import { type Constraint, constraintColumns } from './constraint.ts';
import { isDropped } from './dropped-constraint.ts';
import { byReference } from './foreign-keys.ts';
import { indexNames } from './index-names.ts';
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
  SetDefault,
  SetNotNull,
  SetParameter,
  ValidateConstraint,
} from './operation.ts';
import {
  indexColumns,
  isSame,
  noColumns,
  parameterName,
  type Schema,
  schemaKey,
  type Table,
  tableOf,
  tableOfIndex,
  typeKey,
} from './schema.ts';
import { change, put, without } from './table-change.ts';

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
        ...(operation.identity && { identity: operation.identity }),
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
      return { ...schema, enums: without(schema.enums, [schemaKey(operation.type)]) };
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
      return schema.written || schema.freshLabels ? { ...schema, written: undefined, freshLabels: undefined } : schema;
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
    created: true,
    ...(operation.unlogged && { unlogged: true }),
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
    strict: operation.strict,
    accessMethod: operation.accessMethod,
    inherits: operation.parents,
    ofType: operation.ofType,
  });
  return withOwnSequences(made, operation.table, operation.columns);
}

/** CASCADE takes foreign keys and views along; partitions always go. */
function dropTable(whole: Schema, operation: DropTable): Schema {
  const { table, cascade } = operation;
  const key = schemaKey(table);
  let schema: Schema = { ...whole, tables: without(whole.tables, [key]), gone: new Set(whole.gone).add(key) };
  schema = withoutSequences(schema, sequencesOf(schema, table));
  if (!cascade) return schema;
  for (const child of byReference(schema.tables, key)) {
    const constraints = child.constraints.filter(
      (each) => each.kind !== 'foreignKey' || !isSame(each.references, table),
    );
    schema = put(schema, { ...child, constraints });
  }
  return withoutReaders(schema, table);
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
    columns: without(columns, [column]),
    constraints: constraints.filter((each) => !constraintColumns(each).includes(column)),
    indexes: indexes.filter((each) => !indexColumns(each).includes(column)),
  }));
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
  const before = tableOf(schema, operation.table)?.constraints ?? [];
  // Who knows which of them it is: what rests on one of them may rest on nothing now.
  const missed = before.length > 0 && !before.some((each) => isDropped(each, operation, before));
  return change(missed ? doubted(schema) : schema, operation.table, (table) => ({
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
  return change(schema, table, ({ name, indexes, constraints }) => ({
    indexes: withoutIndex(name, indexes, index.name),
    constraints: constraints.filter((each) => each.kind !== 'unique' || each.name !== index.name),
  }));
}

function withoutIndex(name: Name, indexes: Table['indexes'], gone: string): Table['indexes'] {
  const names = indexNames({ name, indexes });
  return indexes.flatMap((each, at) => (names[at] === gone ? [] : [{ ...each, name: names[at] }]));
}

function addEnumValue(schema: Schema, { type, value }: AddEnumValue): Schema {
  const key = schemaKey(type);
  const values = schema.enums.get(key);
  const labels = [...(schema.freshLabels?.get(key) ?? []), value];
  const told = { ...schema, freshLabels: new Map(schema.freshLabels).set(key, labels) };
  return values ? { ...told, enums: new Map(schema.enums).set(key, [...values, value]) } : told;
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

function other(schema: Schema, operation: Other): Schema {
  const { renames, toSchema, accessMethod, relations } = operation;
  const [relation] = relations;
  if (renames) return rename(schema, renames);
  if (relation && accessMethod !== undefined) return change(schema, relation, () => ({ accessMethod }));
  if (relation && /^ALTER TABLE SET (UN)?LOGGED$/.test(operation.statement))
    return change(schema, relation, () => ({ unlogged: operation.statement.endsWith('UNLOGGED') }));
  if (relation && /^ALTER TABLE (NOT )?OF$/.test(operation.statement))
    return change(schema, relation, () => ({ ofType: undefined }));
  if (relation && / ENFORCED$/.test(operation.statement)) return enforced(schema, relation, operation);
  if (relation && operation.column !== undefined && operation.statement.endsWith('ADD IDENTITY'))
    return withIdentity(schema, relation, operation.column);
  if (relation && /^ALTER TABLE (NO )?INHERIT$/.test(operation.statement)) return inherit(schema, operation);
  if (!relation || toSchema === undefined) return afterOther(schema, operation);
  const name = { ...relation, schema: toSchema };
  return tableOf(schema, relation)
    ? moveTable(schema, relation, name)
    : withObjectRenamed(schema, 'view', relation, name);
}

function enforced(schema: Schema, table: Name, { statement, objects = [] }: Other): Schema {
  const notEnforced = statement.endsWith('NOT ENFORCED');
  return change(schema, table, ({ constraints }) => ({
    constraints: constraints.map((each) =>
      'notEnforced' in each || each.kind === 'foreignKey'
        ? objects.some(({ name }) => name === each.name)
          ? { ...each, notEnforced }
          : each
        : each,
    ),
  }));
}

function withIdentity(schema: Schema, table: Name, name: string): Schema {
  const column = tableOf(schema, table)?.columns.get(name) ?? { name, nullable: false };
  const numbered = { ...column, identity: 'by default' } as const;
  const made = change(schema, table, ({ columns }) => ({ columns: withEntry(columns, name, numbered) }));
  return withOwnSequences(made, table, [numbered]);
}

function inherit(schema: Schema, { statement, relations: [child, parent] }: Other): Schema {
  if (!child || !parent) return schema;
  return change(schema, child, ({ inherits = [] }) => ({
    inherits: statement.includes('NO ') ? inherits.filter((each) => !isSame(each, parent)) : [...inherits, parent],
  }));
}

/** A row that is written twice in a transaction has its foreign keys looked up again. */
function written(schema: Schema, table: Name): Schema {
  const key = schemaKey(table);
  return schema.written?.has(key) ? schema : { ...schema, written: new Set(schema.written).add(key) };
}

function validated(constraint: Constraint): Constraint {
  return 'notValid' in constraint ? { ...constraint, notValid: false } : constraint;
}
