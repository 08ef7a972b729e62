import { addColumn, changeColumn, dropColumn, numberColumn, withoutNullDefault } from './after-column.ts';
import {
  addConstraint,
  createIndex,
  dropConstraint,
  dropIndex,
  enforced,
  validateConstraint,
} from './after-constraint.ts';
import {
  afterOther,
  doubted,
  withObjectRenamed,
  withOwnSequences,
  withoutReaders,
  withoutSequences,
} from './after-objects.ts';
import { moveTable, rename, renameColumn, renameTable } from './after-rename.ts';
import { byReference } from './foreign-keys.ts';
import type { Name } from './name.ts';
import { sequencesOf } from './objects.ts';
import type { AddEnumValue, CreateTable, DropTable, Operation, Other, SetParameter } from './operation.ts';
import { isSame, noColumns, parameterName, type Schema, schemaKey, tableOf, typeKey } from './schema.ts';
import { change, put, without } from './table-change.ts';
import { withoutTwins } from './twin-keys.ts';

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
      return addConstraint(schema, operation);
    case 'dropConstraint':
      return dropConstraint(schema, operation);
    case 'validateConstraint':
      return validateConstraint(schema, operation);
    case 'createIndex':
      return createIndex(schema, operation);
    case 'dropIndex':
      return dropIndex(schema, operation);
    case 'createEnum':
      if (operation.ifNotExists && schema.enums.has(schemaKey(operation.type))) return schema;
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
    columns: parent?.columns ?? new Map(operation.columns.map((column) => [column.name, withoutNullDefault(column)])),
    freshColumns: noColumns,
    constraints: schema.mergesKeys ? withoutTwins(operation.constraints) : operation.constraints,
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

function addEnumValue(schema: Schema, { type, value, beside }: AddEnumValue): Schema {
  const key = schemaKey(type);
  const values = schema.enums.get(key);
  const labels = [...(schema.freshLabels?.get(key) ?? []), value];
  const told = { ...schema, freshLabels: new Map(schema.freshLabels).set(key, labels) };
  if (!values || values.includes(value)) return told;
  return { ...told, enums: new Map(schema.enums).set(key, inOrder(values, value, beside)) };
}

function inOrder(values: readonly string[], value: string, beside: AddEnumValue['beside']): readonly string[] {
  const at = beside ? values.indexOf(beside.value) : -1;
  return at < 0 ? [...values, value] : values.toSpliced(at + (beside?.side === 'after' ? 1 : 0), 0, value);
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
  if (relation && operation.column !== undefined && /(ADD|SET|DROP) IDENTITY$/.test(operation.statement))
    return numberColumn(schema, relation, operation.column, operation);
  if (relation && /^ALTER TABLE (NO )?INHERIT$/.test(operation.statement)) return inherit(schema, operation);
  if (!relation || toSchema === undefined) return afterOther(schema, operation);
  const name = { ...relation, schema: toSchema };
  return tableOf(schema, relation)
    ? moveTable(schema, relation, name)
    : withObjectRenamed(schema, 'view', relation, name);
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
