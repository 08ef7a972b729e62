import type { Backfill, CreateIndex, DropIndex, Operation, Reindex, SetParameter } from '../../model/operation.ts';
import { inOwnTerms } from '../partner.ts';
import { list, rowValueText } from '../print-clause.ts';
import { printView } from '../print-view.ts';
import { constant, identifier, qualified } from './identifier.ts';
import { printMirror, printStopMirror } from './print-mirror.ts';
import { addColumn, createTable } from './print-table.ts';

/** Undefined for what SQLite can only do by copying the table: https://www.sqlite.org/lang_altertable.html */
export function printSqlite(operation: Operation): string | undefined {
  switch (operation.kind) {
    case 'createTable':
      return createTable(operation);
    case 'dropTable':
      return `DROP TABLE ${operation.ifExists ? 'IF EXISTS ' : ''}${qualified(operation.table)}`;
    case 'renameTable':
      return `ALTER TABLE ${qualified(operation.table)} RENAME TO ${identifier(operation.to)}`;
    case 'addColumn':
      return addColumn(operation);
    case 'dropColumn':
      if (operation.ifExists) return undefined;
      return `ALTER TABLE ${qualified(operation.table)} DROP COLUMN ${identifier(operation.column)}`;
    case 'renameColumn':
      return `ALTER TABLE ${qualified(operation.table)} RENAME COLUMN ${identifier(operation.column)} TO ${identifier(operation.to)}`;
    case 'createIndex':
      return createIndex(operation);
    case 'dropIndex':
      return dropIndex(operation);
    case 'reindex':
      return reindex(operation);
    case 'backfill':
      return backfill(inOwnTerms(operation, 'sqlite'));
    case 'mirrorColumn':
      return printMirror(operation);
    case 'stopMirror':
      return printStopMirror(operation);
    case 'setParameter':
      return setParameter(operation);
    case 'controlTransaction':
      return operation.what.toUpperCase();
    case 'other':
      return printView(operation, qualified);
    case 'changeType':
    case 'setNotNull':
    case 'dropNotNull':
    case 'setDefault':
    case 'addConstraint':
    case 'dropConstraint':
    case 'validateConstraint':
    case 'createEnum':
    case 'addEnumValue':
    case 'dropType':
    case 'refreshView':
    case 'attachPartition':
    case 'detachPartition':
    case 'insertRows':
    case 'updateRows':
    case 'deleteRows':
    // There is no TRUNCATE.
    case 'truncate':
    case 'opaque':
      return undefined;
  }
}

/** An index is in the schema of its table, and only the index says so. */
function createIndex(operation: CreateIndex): string | undefined {
  const { table, name, keys, unique, ifNotExists, method, include, where, options } = operation;
  if (name === undefined || method !== undefined || include !== undefined || options !== undefined) return undefined;
  const texts = keys.map((key) => rowValueText(key, identifier));
  return [
    `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${ifNotExists ? 'IF NOT EXISTS ' : ''}`,
    `${qualified({ schema: table.schema, name })} ON ${identifier(table.name)} (${texts.join(', ')})`,
    where === undefined ? '' : ` WHERE ${where}`,
  ].join('');
}

function dropIndex({ index, table, ifExists }: DropIndex): string {
  const name = { name: index.name, schema: index.schema ?? table?.schema };
  return `DROP INDEX ${ifExists ? 'IF EXISTS ' : ''}${qualified(name)}`;
}

function reindex({ target, name }: Reindex): string | undefined {
  switch (target) {
    case 'index':
    case 'table':
      return `REINDEX ${qualified(name)}`;
    case 'database':
      return name.name === '' ? 'REINDEX' : undefined;
    case 'schema':
      return undefined;
  }
}

/** One of its batches. Every table has a rowid, unless it was made without. */
function backfill({ table, column, value, key, batchRows }: Backfill): string {
  const [where, what] = [qualified(table), identifier(column)];
  const set = `UPDATE ${where} SET ${what} = ${rowValueText(value, identifier)} WHERE`;
  const [first] = key.map(identifier);
  if (first === undefined) {
    return `${set} rowid IN (SELECT rowid FROM ${where} WHERE ${what} IS NULL LIMIT ${batchRows})`;
  }
  const columns = key.length === 1 ? first : `(${list(key, identifier)})`;
  return `${set} ${columns} >= :first AND ${columns} < :next AND ${what} IS NULL`;
}

function setParameter({ name, value, local }: SetParameter): string | undefined {
  if (local || !/^\w+$/.test(name)) return undefined;
  return `PRAGMA ${name} = ${/^[+-]?[\w.]+$/.test(value) ? value : constant(value)}`;
}
