import { constraintColumns } from './constraints.ts';
import type {
  Column,
  ColumnType,
  Constraint,
  CreateIndex,
  DropConstraint,
  ExistingColumn,
  Name,
  Operation,
  Other,
  SetParameter,
} from './operation.ts';
import { renamedConstraint, renamedIndex, withTypeRenamed } from './renamed.ts';

/** What is known of the database at one point of the history. What is not in here may exist all the same. */
export interface Schema {
  readonly tables: ReadonlyMap<string, Table>;
  /** Labels of the enumerated types that history created. */
  readonly enums: ReadonlyMap<string, readonly string[]>;
  /** What the migration that is looked at has set in its session, by names in lower case. */
  readonly parameters?: ReadonlyMap<string, string> | undefined;
}

export interface Table {
  readonly name: Name;
  /** Created by the very migration that is looked at: it has no rows and no readers yet. */
  readonly fresh: boolean;
  /** History saw the table's creation, so that these are all its columns. */
  readonly complete: boolean;
  readonly columns: ReadonlyMap<string, Column>;
  /** Names of columns that the very migration that is looked at has added: no code knows them yet, and they hold nothing of worth. */
  readonly freshColumns: ReadonlySet<string>;
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly CreateIndex[];
  /** Names of constraints that are valid, though nobody knows what they say. */
  readonly validated?: readonly string[] | undefined;
  readonly partitioned: boolean;
  readonly partitionKey?: readonly string[] | undefined;
  /** It takes the rows that no other partition takes. */
  readonly isDefaultPartition?: boolean | undefined;
  readonly charset?: string | undefined;
  /** The table that it is a partition of. */
  readonly partitionOf?: Name | undefined;
}

export const emptySchema: Schema = { tables: new Map(), enums: new Map() };

export function tableOf(schema: Schema, name: Name): Table | undefined {
  return schema.tables.get(key(name));
}

/** The table that carries the index, where history knows it. */
export function tableOfIndex(schema: Schema, index: Name): Table | undefined {
  for (const table of schema.tables.values()) if (table.indexes.some((each) => each.name === index.name)) return table;
  return undefined;
}

export function isFresh(schema: Schema, name: Name): boolean {
  return tableOf(schema, name)?.fresh === true;
}

/** The migration that is looked at has itself added the column, or its whole table. */
export function isFreshColumn(schema: Schema, table: Name, column: string): boolean {
  const found = tableOf(schema, table);
  return found !== undefined && (found.fresh || found.freshColumns.has(column));
}

export function columnOf(schema: Schema, table: Name, column: string): Column | undefined {
  return tableOf(schema, table)?.columns.get(column);
}

/** What the session has been told of a parameter; undefined where the migration says nothing of it. */
export function parameterOf(schema: Schema, name: string): string | undefined {
  return schema.parameters?.get(name);
}

/** MySQL and MariaDB: `foreign_key_checks` is on unless the migration turned it off. */
export function checksForeignKeys(schema: Schema): boolean {
  return !/^'?(0|off|false)'?$/i.test(parameterOf(schema, 'foreign_key_checks') ?? '');
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

/** The columns of the table's primary key; none where it has none or it is not known. */
export function keyOf(schema: Schema, table: Name): readonly string[] {
  const key = tableOf(schema, table)?.constraints.find((each) => each.kind === 'primaryKey');
  return key ? constraintColumns(key) : [];
}

/** The same schema after the migration has been released: nothing in it is fresh any more. */
export function settled(whole: Schema): Schema {
  const { parameters: _, ...schema } = whole;
  const isNew = (table: Table) => table.fresh || table.freshColumns.size > 0;
  if (![...schema.tables.values()].some(isNew)) return schema;
  const tables = new Map(
    [...schema.tables].map(([name, table]) => [
      name,
      isNew(table) ? { ...table, fresh: false, freshColumns: noColumns } : table,
    ]),
  );
  return { ...schema, tables };
}

const noColumns: ReadonlySet<string> = new Set();

/** The schema that `operation` leaves behind; operations on unknown tables make a table that is not complete. */
export function after(schema: Schema, operation: Operation): Schema {
  switch (operation.kind) {
    case 'createTable': {
      if (operation.ifNotExists && tableOf(schema, operation.table)) return schema;
      const parent = operation.partitionOf && tableOf(schema, operation.partitionOf);
      return put(schema, {
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
      });
    }
    case 'dropTable': {
      const tables = new Map(schema.tables);
      tables.delete(key(operation.table));
      return { ...schema, tables };
    }
    case 'renameTable': {
      const table = known(schema, operation.table);
      const tables = new Map(schema.tables);
      tables.delete(key(operation.table));
      const name = { ...operation.table, name: operation.to };
      return { ...schema, tables: tables.set(key(name), { ...table, name }) };
    }
    case 'addColumn':
      return change(schema, operation.table, (table) => ({
        columns: new Map(table.columns).set(operation.column.name, operation.column),
        freshColumns: new Set(table.freshColumns).add(operation.column.name),
        constraints: [...table.constraints, ...operation.constraints],
      }));
    case 'dropColumn':
      return change(schema, operation.table, (table) => {
        const columns = new Map(table.columns);
        columns.delete(operation.column);
        return {
          columns,
          constraints: table.constraints.filter((each) => !constraintColumns(each).includes(operation.column)),
          indexes: table.indexes.filter((each) => !indexColumns(each).includes(operation.column)),
        };
      });
    case 'renameColumn':
      return change(schema, operation.table, (table) => ({
        columns: new Map(
          [...table.columns].map(([name, column]) =>
            name === operation.column ? [operation.to, { ...column, name: operation.to }] : [name, column],
          ),
        ),
        freshColumns: table.freshColumns.has(operation.column)
          ? new Set(table.freshColumns).add(operation.to)
          : table.freshColumns,
        constraints: table.constraints.map((each) => renamedConstraint(each, operation.column, operation.to)),
        indexes: table.indexes.map((each) => renamedIndex(each, operation.column, operation.to)),
      }));
    case 'changeType':
      return changeColumn(schema, operation, operation.existing, {
        type: operation.type,
        ...(operation.generated && { generated: operation.generated }),
      });
    case 'setNotNull':
      return changeColumn(schema, operation, operation.existing, { nullable: false });
    case 'dropNotNull':
      return changeColumn(schema, operation, operation.existing, { nullable: true });
    case 'setDefault':
      return changeColumn(schema, operation, operation.existing, { default: operation.default });
    case 'addConstraint':
      return change(schema, operation.table, (table) => ({
        constraints: [...table.constraints, operation.constraint],
      }));
    case 'dropConstraint':
      return change(schema, operation.table, (table) => ({
        constraints: table.constraints.filter((each) => !isDropped(each, operation, table)),
        // MySQL calls a unique index a constraint too, and the other way round.
        indexes: table.indexes.filter(
          (each) => !each.unique || each.name === undefined || each.name !== operation.name,
        ),
        validated: table.validated?.filter((each) => each !== operation.name),
      }));
    case 'validateConstraint':
      return change(schema, operation.table, (table) => ({
        constraints: table.constraints.map((each) => (each.name === operation.name ? validated(each) : each)),
        validated: [...(table.validated ?? []), ...(isUnknown(table, operation.name) ? [operation.name] : [])],
      }));
    case 'createIndex':
      return change(schema, operation.table, (table) => ({ indexes: [...table.indexes, operation] }));
    case 'dropIndex': {
      const table = operation.table ?? tableOfIndex(schema, operation.index)?.name;
      if (!table) return schema;
      return change(schema, table, ({ indexes, constraints }) => ({
        indexes: indexes.filter((each) => each.name !== operation.index.name),
        constraints: constraints.filter((each) => each.kind !== 'unique' || each.name !== operation.index.name),
      }));
    }
    case 'createEnum':
      return { ...schema, enums: new Map(schema.enums).set(key(operation.type), operation.values) };
    case 'addEnumValue': {
      const values = schema.enums.get(key(operation.type));
      if (!values) return schema;
      return { ...schema, enums: new Map(schema.enums).set(key(operation.type), [...values, operation.value]) };
    }
    case 'dropType': {
      const enums = new Map(schema.enums);
      enums.delete(key(operation.type));
      return { ...schema, enums };
    }
    case 'attachPartition':
      return change(schema, operation.partition, () => ({
        partitionOf: operation.table,
        isDefaultPartition: operation.bound.kind === 'default',
      }));
    case 'detachPartition': {
      const partition = tableOf(schema, operation.partition);
      return partition ? put(schema, { ...partition, partitionOf: undefined }) : schema;
    }
    case 'reindex':
    case 'refreshView':
    case 'insertRows':
    case 'updateRows':
    case 'deleteRows':
    case 'truncate':
    case 'backfill':
    case 'mirrorColumn':
    case 'stopMirror':
    case 'controlTransaction':
    case 'opaque':
      return schema;
    case 'setParameter':
      return { ...schema, parameters: told(schema, operation) };
    case 'other':
      return operation.renames ? rename(schema, operation.renames) : schema;
  }
}

function isUnknown({ complete, constraints }: Table, name: string): boolean {
  return !complete && !constraints.some((each) => each.name === name);
}

/** What was made without a name may be dropped by the one that the server gave it: `users_pkey`, MySQL's `users_ibfk_2`. */
function isDropped(constraint: Constraint, { name, type }: DropConstraint, { constraints }: Table): boolean {
  if (constraint.kind === 'primaryKey' && type === 'primaryKey' && name === undefined) return true;
  if (constraint.name !== undefined) return constraint.name === name;
  if (constraint.kind === 'primaryKey') return type === 'primaryKey' || name?.endsWith('_pkey') === true;
  const place = Number(/_ibfk_(\d+)$/.exec(name ?? '')?.[1] ?? 0);
  if (constraint.kind !== 'foreignKey' || place === 0) return false;
  const unnamed = constraints.filter((each) => each.kind === 'foreignKey' && each.name === undefined);
  return constraint === (unnamed[place - 1] ?? unnamed.at(-1));
}

export function indexColumns(index: CreateIndex): readonly string[] {
  return index.keys.flatMap((key) => ('column' in key ? [key.column] : []));
}

/** The type a column has before an operation: what the author says it is, else what history knows. */
export function typeBefore(
  schema: Schema,
  operation: {
    readonly table: Name;
    readonly column: string;
    readonly existing?: { readonly type?: ColumnType | undefined } | undefined;
  },
): ColumnType | undefined {
  return operation.existing?.type ?? columnOf(schema, operation.table, operation.column)?.type;
}

/** `public` is where PostgreSQL looks for a name without a schema unless it is told otherwise. */
function key(name: Name): string {
  return name.schema === undefined || name.schema === 'public' ? name.name : `${name.schema}.${name.name}`;
}

function rename(schema: Schema, { what, from, to }: NonNullable<Other['renames']>): Schema {
  if (what === 'type') return renameType(schema, from, to);
  const now = <T extends { readonly name?: string | undefined }>(each: T) =>
    each.name === from.name ? { ...each, name: to } : each;
  const table = what === 'index' ? tableOfIndex(schema, from)?.name : what.constraintOf;
  if (!table) return schema;
  return change(schema, table, ({ constraints, indexes }) =>
    what === 'index' ? { indexes: indexes.map(now) } : { constraints: constraints.map(now) },
  );
}

function renameType(schema: Schema, from: Name, to: string): Schema {
  const [old, now] = [key(from), key({ ...from, name: to })];
  const tables = new Map([...schema.tables].map(([name, table]) => [name, withTypeRenamed(table, old, now)]));
  const enums = new Map([...schema.enums].map(([name, values]) => [name === old ? now : name, values]));
  return { ...schema, tables, enums };
}

function put(schema: Schema, table: Table): Schema {
  return { ...schema, tables: new Map(schema.tables).set(key(table.name), table) };
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

function changeColumn(
  schema: Schema,
  at: { readonly table: Name; readonly column: string },
  existing: ExistingColumn | undefined,
  by: Partial<Column>,
): Schema {
  return change(schema, at.table, (table) => {
    const column = table.columns.get(at.column) ?? {
      name: at.column,
      type: existing?.type,
      nullable: existing?.nullable ?? true,
      default: existing?.default,
    };
    return { columns: new Map(table.columns).set(at.column, { ...column, ...by }) };
  });
}

function validated(constraint: Constraint): Constraint {
  return 'notValid' in constraint ? { ...constraint, notValid: false } : constraint;
}
