import type { Column, Default } from '../../model/column.ts';
import type { Name } from '../../model/name.ts';
import type {
  AddColumn,
  AddEnumValue,
  Backfill,
  CreateIndex,
  CreateTable,
  Operation,
  PartitionBound,
  Reindex,
  SetParameter,
} from '../../model/operation.ts';
import { inOwnTerms } from '../partner.ts';
import { rowValueText } from '../print-clause.ts';
import { printView } from '../print-view.ts';
import { constant, identifier, identifiers, qualified } from './identifier.ts';
import { printConstraint, printInlineConstraint } from './print-constraint.ts';
import { printMirror, printStopMirror } from './print-mirror.ts';
import { printOther } from './print-other.ts';
import { printType, serialOf } from './print-type.ts';

export function printPostgresql(operation: Operation): string | undefined {
  switch (operation.kind) {
    case 'createTable':
      return createTable(operation);
    case 'dropTable':
      return `DROP TABLE ${ifExists(operation)}${qualified(operation.table)}${cascade(operation)}`;
    case 'renameTable':
      return `${alter(operation)} RENAME TO ${identifier(operation.to)}`;
    case 'addColumn':
      return addColumn(operation);
    case 'dropColumn':
      return `${alter(operation)} DROP COLUMN ${ifExists(operation)}${identifier(operation.column)}${cascade(operation)}`;
    case 'renameColumn':
      return `${alter(operation)} RENAME ${identifier(operation.column)} TO ${identifier(operation.to)}`;
    case 'changeType': {
      if (!operation.type || operation.type.elsewhere) return undefined;
      const using = operation.using === undefined ? '' : ` USING ${operation.using}`;
      return `${alterColumn(operation)} TYPE ${printType(operation.type)}${using}`;
    }
    case 'setNotNull':
      return `${alterColumn(operation)} SET NOT NULL`;
    case 'dropNotNull':
      return `${alterColumn(operation)} DROP NOT NULL`;
    case 'setDefault': {
      if (!operation.default) return `${alterColumn(operation)} DROP DEFAULT`;
      const value = defaultText(operation.default);
      return value === undefined ? undefined : `${alterColumn(operation)} SET DEFAULT ${value}`;
    }
    case 'addConstraint':
      return `${alter(operation)} ADD ${printConstraint(operation.constraint)}`;
    case 'dropConstraint':
      if (operation.name === undefined) return undefined;
      return `${alter(operation)} DROP CONSTRAINT ${ifExists(operation)}${identifier(operation.name)}${cascade(operation)}`;
    case 'validateConstraint':
      return `${alter(operation)} VALIDATE CONSTRAINT ${identifier(operation.name)}`;
    case 'createIndex':
      return createIndex(operation);
    case 'dropIndex':
      return `DROP INDEX ${concurrently(operation)}${ifExists(operation)}${qualified(indexName(operation))}${cascade(operation)}`;
    case 'reindex':
      return reindex(operation);
    case 'createEnum':
      return `CREATE TYPE ${qualified(operation.type)} AS ENUM (${operation.values.map(constant).join(', ')})`;
    case 'addEnumValue':
      return addEnumValue(operation);
    case 'dropType':
      return `DROP TYPE ${ifExists(operation)}${qualified(operation.type)}${cascade(operation)}`;
    case 'refreshView':
      return `REFRESH MATERIALIZED VIEW ${concurrently(operation)}${qualified(operation.view)}${operation.withNoData ? ' WITH NO DATA' : ''}`;
    case 'attachPartition':
      return `${alter(operation)} ATTACH PARTITION ${qualified(operation.partition)} ${boundText(operation.bound)}`;
    case 'detachPartition':
      return `${alter(operation)} DETACH PARTITION ${qualified(operation.partition)}${operation.concurrently ? ' CONCURRENTLY' : ''}`;
    case 'truncate':
      return `TRUNCATE TABLE ${operation.tables.map((table) => `${only(operation)}${qualified(table)}`).join(', ')}${cascade(operation)}`;
    case 'backfill':
      return backfill(inOwnTerms(operation, 'postgresql'));
    case 'mirrorColumn':
      return printMirror(operation);
    case 'stopMirror':
      return printStopMirror(operation);
    case 'setParameter':
      return setParameter(operation);
    case 'controlTransaction':
      return operation.what.toUpperCase();
    case 'other':
      return printView(operation, qualified) ?? printOther(operation);
    case 'insertRows':
    case 'updateRows':
    case 'deleteRows':
    case 'opaque':
      return undefined;
  }
}

/** One of its batches. */
function backfill({ table, column, value, key, batchRows }: Backfill): string {
  const [where, what] = [qualified(table), identifier(column)];
  const set = `UPDATE ${where} SET ${what} = ${rowValueText(value, identifier)} WHERE`;
  const [first] = key.map(identifier);
  if (first === undefined)
    return `${set} ctid = ANY (ARRAY(SELECT ctid FROM ${where} WHERE ${what} IS NULL LIMIT ${batchRows}))`;
  const columns = key.length === 1 ? first : `(${key.map(identifier).join(', ')})`;
  return `${set} ${columns} >= :first AND ${columns} < :next AND ${what} IS NULL`;
}

/** How a partition is bounded, how a table is partitioned and what it takes from elsewhere are not in the model. */
function createTable(operation: CreateTable): string | undefined {
  if (operation.partitionOf || operation.partitioned || operation.fromQuery || operation.inherits) return undefined;
  const columns = operation.columns.map(columnText);
  const lines = [...columns, ...operation.constraints.map(printConstraint)].map((line) => `    ${line}`);
  if (columns.includes(undefined)) return undefined;
  const temporary = operation.temporary ? 'TEMPORARY ' : '';
  const create = `CREATE ${temporary}TABLE ${ifNotExists(operation)}${qualified(operation.table)} (\n${lines.join(',\n')}\n)`;
  return [create, ...operation.columns.flatMap((column) => comment(operation.table, column))].join(';\n');
}

function addColumn(operation: AddColumn): string | undefined {
  const { table, column, constraints } = operation;
  const definition = columnText(column);
  if (definition === undefined) return undefined;
  const inline = constraints.map((each) => ` ${printInlineConstraint(each)}`).join('');
  const add = `${alter(operation)} ADD COLUMN ${ifNotExists(operation)}${definition}${inline}`;
  return [add, ...comment(table, column)].join(';\n');
}

function columnText(column: Column): string | undefined {
  if (!column.type || column.type.elsewhere) return undefined;
  const type = column.identity === 'serial' ? serialOf(column.type) : printType(column.type);
  const value = column.default && defaultText(column.default);
  if (type === undefined || (column.default && value === undefined)) return undefined;
  const parts = [identifier(column.name), type];
  if (value !== undefined) parts.push(`DEFAULT ${value}`);
  if (column.generated) {
    parts.push(`GENERATED ALWAYS AS (${column.generated.expression})${column.generated.stored ? ' STORED' : ''}`);
  }
  const numbered = column.identity === 'always' || column.identity === 'by default';
  if (numbered) parts.push(`GENERATED ${column.identity.toUpperCase()} AS IDENTITY`);
  if (!column.nullable && !numbered) parts.push('NOT NULL');
  return parts.join(' ');
}

function comment(table: Name, column: Column): readonly string[] {
  if (column.comment === undefined) return [];
  return [`COMMENT ON COLUMN ${qualified(table)}.${identifier(column.name)} IS ${constant(column.comment)}`];
}

function createIndex(operation: CreateIndex): string {
  const keys = operation.keys.map((key) => rowValueText(key, identifier));
  return [
    `CREATE ${operation.unique ? 'UNIQUE ' : ''}INDEX `,
    concurrently(operation),
    ifNotExists(operation),
    operation.name === undefined ? '' : `${identifier(operation.name)} `,
    `ON ${only(operation)}${qualified(operation.table)} `,
    operation.method === undefined ? '' : `USING ${operation.method} `,
    `(${keys.join(', ')})`,
    operation.include === undefined ? '' : ` INCLUDE (${identifiers(operation.include)})`,
    operation.options === undefined ? '' : ` ${operation.options}`,
    operation.where === undefined ? '' : ` WHERE ${operation.where}`,
  ].join('');
}

/** An index lives in the schema of its table. */
function indexName({ index, table }: { readonly index: Name; readonly table?: Name | undefined }): Name {
  return { name: index.name, schema: index.schema ?? table?.schema };
}

function defaultText(value: Default): string | undefined {
  switch (value.kind) {
    case 'constant':
      return constant(value.value);
    case 'expression':
      return value.sql;
    case 'unknown':
      return undefined;
  }
}

function addEnumValue(operation: AddEnumValue): string {
  const { type, value, beside } = operation;
  const place = beside ? ` ${beside.side.toUpperCase()} ${constant(beside.value)}` : '';
  return `ALTER TYPE ${qualified(type)} ADD VALUE ${ifNotExists(operation)}${constant(value)}${place}`;
}

/** The current database needs no name. */
function reindex(operation: Reindex): string {
  const name = operation.name.name === '' ? '' : qualified(operation.name);
  return `REINDEX ${operation.target.toUpperCase()} ${concurrently(operation)}${name}`.trimEnd();
}

function setParameter({ name, value, local }: SetParameter): string {
  if (name === 'ALL') return 'RESET ALL';
  const parameter = name.split('.').map(identifier).join('.');
  return `SET ${local ? 'LOCAL ' : ''}${parameter} = ${parameterValue(value)}`;
}

/** A number, the word DEFAULT or a list stands bare; all else is quoted. */
function boundText(bound: PartitionBound): string {
  switch (bound.kind) {
    case 'default':
      return 'DEFAULT';
    case 'range':
      return `FOR VALUES FROM (${bound.from.join(', ')}) TO (${bound.to.join(', ')})`;
    case 'list':
      return `FOR VALUES IN (${bound.values.join(', ')})`;
    case 'hash':
      return `FOR VALUES WITH (MODULUS ${bound.modulus}, REMAINDER ${bound.remainder})`;
  }
}

function parameterValue(value: string): string {
  return bareValue.test(value) ? value : constant(value);
}

const bareValue = /^(-?(0|[1-9]\d*)(\.\d+)?|DEFAULT|([\w"$]+|'[^']*')(, *([\w"$]+|'[^']*'))+)$/;

function alter(operation: { readonly table: Name; readonly only?: boolean | undefined }): string {
  return `ALTER TABLE ${only(operation)}${qualified(operation.table)}`;
}

type AtColumn = Parameters<typeof alter>[0] & { readonly column: string };

function alterColumn(at: AtColumn): string {
  return `${alter(at)} ALTER COLUMN ${identifier(at.column)}`;
}

function only(operation: { readonly only?: boolean | undefined }): string {
  return operation.only ? 'ONLY ' : '';
}

function ifExists(operation: { readonly ifExists?: boolean | undefined }): string {
  return operation.ifExists ? 'IF EXISTS ' : '';
}

function ifNotExists(operation: { readonly ifNotExists?: boolean | undefined }): string {
  return operation.ifNotExists ? 'IF NOT EXISTS ' : '';
}

function concurrently(operation: { readonly concurrently?: boolean | undefined }): string {
  return operation.concurrently ? 'CONCURRENTLY ' : '';
}

function cascade(operation: { readonly cascade?: boolean | undefined }): string {
  return operation.cascade ? ' CASCADE' : '';
}
