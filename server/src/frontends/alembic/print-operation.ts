import type { ExistingColumn } from '../../model/column.ts';
import type { ForeignKey } from '../../model/constraint.ts';
import type { EngineName } from '../../model/engine.ts';
import type { Name } from '../../model/name.ts';
import type {
  AddConstraint,
  CreateEnum,
  CreateIndex,
  CreateTable,
  DropConstraint,
  Operation,
} from '../../model/operation.ts';
import type { Doc } from '../../python/layout.ts';
import { code, type Statement } from '../../python/statement.ts';
import { printSql } from '../../sql/print.ts';
import { printBackfill } from './print-backfill.ts';
import { printColumn, printDefault, printTableConstraint, printText, referenceKeywords } from './print-column.ts';
import { printExecute } from './print-execute.ts';
import { printType } from './print-type.ts';
import { oneLine, sqlText } from './sql-text.ts';
import { call, constraintName, flag, keyword, list, type Style, text, textKeyword } from './style.ts';

/**
 * The statements that carry the operation out: a method of `op` where Alembic has one that says all of it, else its SQL.
 * Undefined where the model does not hold enough to say it (which rows, which opaque statement).
 */
export function printOperation(
  operation: Operation,
  style: Style,
  engine: EngineName,
): readonly Statement[] | undefined {
  if (operation.kind === 'backfill') return printBackfill(operation, style, engine);
  const method = printMethod(operation, style);
  if (method) return [code(...method)];
  const sql = printSql(operation, engine);
  return sql === undefined ? undefined : printExecute(sql, style, engine);
}

/** Keywords stand in the order of Alembic's autogenerate. */
function printMethod(operation: Operation, style: Style): Doc | undefined {
  const op = (method: string, ...items: readonly (Doc | undefined)[]): Doc => call(style.names.op(method), items);
  const name = (value: string): Doc => [text(style, value)];
  switch (operation.kind) {
    case 'createTable':
      return createTable(operation, style);
    case 'dropTable':
      if (operation.cascade) return undefined;
      return op('drop_table', name(operation.table.name), schema(operation.table, style), ifExists(operation));
    case 'renameTable':
      return op('rename_table', name(operation.table.name), name(operation.to), schema(operation.table, style));
    case 'addColumn': {
      const column = operation.constraints.length > 0 ? undefined : printColumn(operation.column, style);
      const rest = [schema(operation.table, style), flag('if_not_exists', operation.ifNotExists)];
      return column && op('add_column', name(operation.table.name), column, ...rest);
    }
    case 'dropColumn': {
      if (operation.cascade) return undefined;
      const rest = [schema(operation.table, style), ifExists(operation)];
      return op('drop_column', name(operation.table.name), name(operation.column), ...rest);
    }
    case 'renameColumn':
      return alterColumn(operation, style, { new_column_name: name(operation.to) });
    case 'changeType': {
      const type = operation.type && printType(operation.type, style);
      const using = operation.using === undefined ? undefined : name(operation.using);
      return type && alterColumn(operation, style, { type_: type, postgresql_using: using });
    }
    case 'setNotNull':
      return alterColumn(operation, style, { nullable: ['False'] });
    case 'dropNotNull':
      return alterColumn(operation, style, { nullable: ['True'] });
    case 'setDefault': {
      const value: Doc | undefined = operation.default ? printDefault(operation.default, style) : ['None'];
      return value && alterColumn(operation, style, { server_default: value });
    }
    case 'addConstraint':
      return addConstraint(operation, style);
    case 'dropConstraint':
      return dropConstraint(operation, style);
    case 'createIndex':
      return createIndex(operation, style);
    case 'dropIndex': {
      if (operation.cascade) return undefined;
      const { index, table } = operation;
      return op(
        'drop_index',
        name(index.name),
        textKeyword(style, 'table_name', table?.name),
        textKeyword(style, 'schema', index.schema ?? table?.schema),
        flag('postgresql_concurrently', operation.concurrently),
        ifExists(operation),
      );
    }
    case 'createEnum':
      return operation.ifNotExists ? createdType(operation, style) : undefined;
    case 'validateConstraint':
    case 'reindex':
    case 'addEnumValue':
    case 'dropType':
    case 'refreshView':
    case 'attachPartition':
    case 'detachPartition':
    case 'insertRows':
    case 'updateRows':
    case 'deleteRows':
    case 'truncate':
    case 'backfill':
    case 'mirrorColumn':
    case 'stopMirror':
    case 'setParameter':
    case 'controlTransaction':
    case 'other':
    case 'opaque':
      return undefined;
  }
}

/** `sa.Enum(…).create(op.get_bind(), checkfirst=True)` */
function createdType({ type, values }: CreateEnum, style: Style): Doc {
  const labels = values.map((value) => [text(style, value)]);
  const made = call(style.names.sa('Enum'), [
    ...labels,
    keyword('name', [text(style, type.name)]),
    textKeyword(style, 'schema', type.schema),
  ]);
  const bind = call(style.names.op('get_bind'), []);
  return [...made, ...call('.create', [bind, ['checkfirst=True']])];
}

function createTable(operation: CreateTable, style: Style): Doc | undefined {
  const { table, columns, constraints } = operation;
  if (operation.partitionOf || operation.partitioned || operation.fromQuery || operation.inherits) return undefined;
  const key = constraints.flatMap((each) => (each.kind === 'primaryKey' ? each.columns : []));
  const parts = [
    ...columns.map((each) => printColumn(each, style, key.includes(each.name))),
    ...constraints.map((each) => printTableConstraint(each, style)),
  ];
  if (parts.includes(undefined)) return undefined;
  return call(style.names.op('create_table'), [
    [text(style, table.name)],
    ...parts,
    schema(table, style),
    operation.temporary ? ['prefixes=', ...list(style, ['TEMPORARY'])] : undefined,
    flag('if_not_exists', operation.ifNotExists),
  ]);
}

/** The changes and what the author said of the column as it is, each in autogenerate's place. */
function alterColumn(
  at: { readonly table: Name; readonly column: string; readonly existing?: ExistingColumn | undefined },
  style: Style,
  changes: {
    readonly server_default?: Doc;
    readonly new_column_name?: Doc;
    readonly type_?: Doc;
    readonly nullable?: Doc;
    readonly postgresql_using?: Doc | undefined;
  },
): Doc {
  const { type, nullable, default: value, identity, comment } = at.existing ?? {};
  return call(style.names.op('alter_column'), [
    [text(style, at.table.name)],
    [text(style, at.column)],
    keyword('existing_type', type && printType(type, style)),
    keyword('server_default', changes.server_default),
    keyword('new_column_name', changes.new_column_name),
    keyword('type_', changes.type_),
    keyword('nullable', changes.nullable),
    nullable === undefined || changes.nullable ? undefined : [`existing_nullable=${nullable ? 'True' : 'False'}`],
    changes.server_default ? undefined : keyword('existing_server_default', value && printDefault(value, style)),
    flag('existing_autoincrement', identity === 'auto increment' || identity === 'serial'),
    textKeyword(style, 'existing_comment', comment),
    schema(at.table, style),
    keyword('postgresql_using', changes.postgresql_using),
  ]);
}

/** What PostgreSQL alone can say (`USING INDEX`, `EXCLUDE`, a named NOT NULL) has no method. */
function addConstraint({ table, constraint }: AddConstraint, style: Style): Doc | undefined {
  const { kind } = constraint;
  const name: Doc = constraint.name === undefined ? ['None'] : constraintName(style, kind, constraint.name);
  const method = (called: string, ...items: readonly (Doc | undefined)[]): Doc =>
    call(style.names.op(called), [name, [text(style, table.name)], ...items]);
  switch (constraint.kind) {
    case 'foreignKey':
      return constraint.referencedColumns.length === 0
        ? undefined
        : method('create_foreign_key', ...foreignKey(table, constraint, style));
    case 'check': {
      const rest = [schema(table, style), flag('postgresql_not_valid', constraint.notValid)];
      return method('create_check_constraint', [text(style, sqlText(oneLine(constraint.expression)))], ...rest);
    }
    case 'unique':
    case 'primaryKey': {
      if (constraint.usingIndex !== undefined || constraint.options !== undefined) return undefined;
      const called = constraint.kind === 'unique' ? 'create_unique_constraint' : 'create_primary_key';
      return method(called, list(style, constraint.columns), schema(table, style));
    }
    case 'exclude':
    case 'notNull':
      return undefined;
  }
}

function foreignKey(table: Name, key: ForeignKey, style: Style): readonly (Doc | undefined)[] {
  return [
    [text(style, key.references.name)],
    list(style, key.columns),
    list(style, key.referencedColumns),
    textKeyword(style, 'source_schema', table.schema),
    textKeyword(style, 'referent_schema', key.references.schema),
    ...referenceKeywords(key, style),
    flag('postgresql_not_valid', key.notValid),
  ];
}

function dropConstraint(operation: DropConstraint, style: Style): Doc | undefined {
  const { table, name, type } = operation;
  if (name === undefined || operation.cascade) return undefined;
  return call(style.names.op('drop_constraint'), [
    constraintName(style, type, name),
    [text(style, table.name)],
    schema(table, style),
    textKeyword(style, 'type_', type && constraintTypes.get(type)),
    ifExists(operation),
  ]);
}

const constraintTypes: ReadonlyMap<string, string> = new Map([
  ['foreignKey', 'foreignkey'],
  ['unique', 'unique'],
  ['primaryKey', 'primary'],
  ['check', 'check'],
]);

function createIndex(operation: CreateIndex, style: Style): Doc | undefined {
  const { table, name, keys, include } = operation;
  // Alembic has no words for ONLY.
  if (name === undefined || operation.options !== undefined || operation.only) return undefined;
  const items = keys.map((key) => ('column' in key ? [text(style, key.column)] : printText(key.expression, style)));
  return call(style.names.op('create_index'), [
    [text(style, name)],
    [text(style, table.name)],
    [{ open: '[', items, close: ']', commas: 'display' }],
    flag('unique', operation.unique),
    schema(table, style),
    textKeyword(style, 'postgresql_using', operation.method),
    keyword('postgresql_include', include && list(style, include)),
    keyword('postgresql_where', operation.where === undefined ? undefined : printText(operation.where, style)),
    flag('postgresql_concurrently', operation.concurrently),
    flag('if_not_exists', operation.ifNotExists),
  ]);
}

function schema(name: Name, style: Style): Doc | undefined {
  return textKeyword(style, 'schema', name.schema);
}

function ifExists(operation: { readonly ifExists?: boolean | undefined }): Doc | undefined {
  return flag('if_exists', operation.ifExists);
}
