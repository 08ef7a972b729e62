import type { EngineName } from '../../model/engine.ts';
import type { Backfill, Operation, SetParameter, Truncate } from '../../model/operation.ts';
import { inOwnTerms } from '../partner.ts';
import { rowValueText } from '../print-clause.ts';
import { printView } from '../print-view.ts';
import { constant, identifier, identifiers, qualified } from './identifier.ts';
import {
  addColumn,
  addConstraint,
  dropColumn,
  dropConstraint,
  modifyColumn,
  renameColumn,
  renameTable,
  setDefault,
} from './print-alter.ts';
import { createIndex, dropIndex, printRenamedIndex } from './print-index.ts';
import { printMirror, printStopMirror } from './print-mirror.ts';
import { createTable } from './print-table.ts';

/** Undefined also for what the other of the two says and this one refuses: `IF EXISTS` of a column is MariaDB's alone. */
export function printMysql(operation: Operation, engine: EngineName): string | undefined {
  switch (operation.kind) {
    case 'createTable':
      return createTable(operation, engine);
    case 'dropTable':
      return `DROP ${operation.temporary ? 'TEMPORARY ' : ''}TABLE ${operation.ifExists ? 'IF EXISTS ' : ''}${qualified(operation.table)}`;
    case 'renameTable':
      return renameTable(operation);
    case 'addColumn':
      return addColumn(operation, engine);
    case 'dropColumn':
      return dropColumn(operation, engine);
    case 'renameColumn':
      return renameColumn(operation);
    case 'changeType':
      if (!operation.type || operation.using !== undefined) return undefined;
      return modifyColumn(operation, { type: operation.type }, engine);
    case 'setNotNull':
      return modifyColumn(operation, { nullable: false }, engine);
    case 'dropNotNull':
      return modifyColumn(operation, { nullable: true }, engine);
    case 'setDefault':
      return setDefault(operation, engine);
    case 'addConstraint':
      return addConstraint(operation, engine);
    case 'dropConstraint':
      return dropConstraint(operation, engine);
    case 'createIndex':
      return createIndex(operation, engine);
    case 'dropIndex':
      return dropIndex(operation, engine);
    case 'truncate':
      return truncate(operation);
    case 'backfill':
      return backfill(inOwnTerms(operation, engine));
    case 'mirrorColumn':
      return printMirror(operation);
    case 'stopMirror':
      return printStopMirror(operation);
    case 'setParameter':
      return setParameter(operation);
    case 'controlTransaction':
      return operation.what.toUpperCase();
    case 'other':
      return printView(operation, qualified) ?? printRenamedIndex(operation);
    case 'validateConstraint':
    case 'reindex':
    case 'createEnum':
    case 'addEnumValue':
    case 'dropType':
    case 'refreshView':
    case 'attachPartition':
    case 'detachPartition':
    case 'insertRows':
    case 'updateRows':
    case 'deleteRows':
    case 'opaque':
      return undefined;
  }
}

/** One table a statement is all that it takes. */
function truncate({ tables, cascade }: Truncate): string | undefined {
  if (cascade || tables.length === 0) return undefined;
  return tables.map((table) => `TRUNCATE TABLE ${qualified(table)}`).join(';\n');
}

/** One of its batches. */
function backfill({ table, column, value, key, batchRows }: Backfill): string {
  const what = identifier(column);
  const set = `UPDATE ${qualified(table)} SET ${what} = ${rowValueText(value, identifier)} WHERE`;
  const [first] = key.map(identifier);
  if (first === undefined) return `${set} ${what} IS NULL LIMIT ${batchRows}`;
  const columns = key.length === 1 ? first : `(${identifiers(key)})`;
  return `${set} ${columns} >= :first AND ${columns} < :next AND ${what} IS NULL`;
}

/** A name is `x` in the session, `global.x` wider, `@x` the user's own, and `names` the character set of the connection. */
function setParameter({ name, value, local }: SetParameter): string | undefined {
  if (local) return undefined;
  const text = bareValue.test(value) ? value : constant(value);
  if (name === 'names') return /^\w+$/.test(value) ? `SET NAMES ${value}` : undefined;
  const [, scope, variable = ''] = /^(?:(global|persist|persist_only)\.)?(@?[\w.]+)$/i.exec(name) ?? [];
  if (variable === '') return undefined;
  return `SET ${scope === undefined ? '' : `${scope.toUpperCase()} `}${variable} = ${text}`;
}

/** Numbers, switches, variables and expressions stand bare; all else is quoted. */
const bareValue = /^([+-]?\d+(\.\d+)?|default|on|off|true|false|null|@.*|.*[(@'"].*)$/is;
