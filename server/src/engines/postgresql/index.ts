import type { Effects } from '../../model/effects.ts';
import type { Engine } from '../../model/engine.ts';
import { relationText } from '../../model/name.ts';
import type {
  AddEnumValue,
  ControlTransaction,
  CreateEnum,
  DropType,
  Opaque,
  Operation,
  SetParameter,
} from '../../model/operation.ts';
import { isFreshType, type Table } from '../../model/schema.ts';
import { isGrammarChecked } from '../../sql/checked.ts';
import { printSql } from '../../sql/print.ts';
import { changeType } from './change-type.ts';
import { addColumn, dropColumn, dropNotNull, renameColumn, setDefault, setNotNull } from './columns.ts';
import { addConstraint, dropConstraint, validateConstraint } from './constraints.ts';
import { costIn } from './cost.ts';
import type { At } from './facts.ts';
import { hold, settle } from './facts.ts';
import { createIndex, dropIndex, reindex } from './indexes.ts';
import { locking } from './locking.ts';
import { onlyOf } from './only.ts';
import { refusalOf } from './refusals.ts';
import { backfill, deleteRows, insertRows, mirrorColumn, stopMirror, updateRows } from './rows.ts';
import { otherStatement } from './statements.ts';
import {
  attachPartition,
  createTable,
  detachPartition,
  dropTable,
  refreshView,
  renameTable,
  truncate,
} from './tables.ts';
import { together } from './together.ts';
import { traits } from './traits.ts';

export const postgresql: Engine = {
  name: 'postgresql',
  title: 'PostgreSQL',
  versions: ['10', '11', '12', '13', '14', '15', '16', '17', '18'],
  assumedVersion: '15',
  locking,
  traits,
  effects: (operation, schema, version) => cascading(operation, { schema, version: major(version) }),
  together: (actions, version) => together(actions, major(version), cascading),
  print(operation: Operation): string | undefined {
    return printSql(operation, 'postgresql');
  },
  isChecked: (statement) => isGrammarChecked(statement, 'postgresql'),
};

function major(version: string): number {
  return Number.parseInt(version, 10) || 15;
}

function cascading(operation: Operation, everything: At): Effects {
  const at = { ...everything, only: onlyOf(operation) };
  const effects = refusedOr(effectsOf(operation, at), operation, at);
  const cost = costIn(operation, effects, at);
  return {
    ...effects,
    ...(cost && { cost }),
    ...('cascade' in operation && operation.cascade && { cascades: true }),
  };
}

/** What the server refuses does nothing; it was not asked whether it may stand in a transaction. */
function refusedOr(effects: Effects, operation: Operation, at: At): Effects {
  const refused = effects.refused === undefined ? refusalOf(operation, at) : undefined;
  if (refused === undefined) return effects;
  const [page = 'sql-commands'] = /[^/]+(?=\.html$)/.exec(effects.source) ?? [];
  return settle(
    { does: `PostgreSQL refuses it: ${refused}`, page, refused, forbidden: effects.transaction === 'forbidden' },
    at,
  );
}

function effectsOf(operation: Operation, at: At): Effects {
  switch (operation.kind) {
    case 'createTable':
      return createTable(operation, at);
    case 'dropTable':
      return dropTable(operation, at);
    case 'renameTable':
      return renameTable(operation, at);
    case 'addColumn':
      return addColumn(operation, at);
    case 'dropColumn':
      return dropColumn(operation, at);
    case 'renameColumn':
      return renameColumn(operation, at);
    case 'changeType':
      return changeType(operation, at);
    case 'setNotNull':
      return setNotNull(operation, at);
    case 'dropNotNull':
      return dropNotNull(operation, at);
    case 'setDefault':
      return setDefault(operation, at);
    case 'addConstraint':
      return addConstraint(operation, at);
    case 'dropConstraint':
      return dropConstraint(operation, at);
    case 'validateConstraint':
      return validateConstraint(operation, at);
    case 'createIndex':
      return createIndex(operation, at);
    case 'dropIndex':
      return dropIndex(operation, at);
    case 'reindex':
      return reindex(operation, at);
    case 'createEnum':
      return createEnum(operation, at);
    case 'addEnumValue':
      return addEnumValue(operation, at);
    case 'dropType':
      return dropType(operation, at);
    case 'refreshView':
      return refreshView(operation, at);
    case 'attachPartition':
      return attachPartition(operation, at);
    case 'detachPartition':
      return detachPartition(operation, at);
    case 'insertRows':
      return insertRows(operation, at);
    case 'updateRows':
      return updateRows(operation, at);
    case 'deleteRows':
      return deleteRows(operation, at);
    case 'truncate':
      return truncate(operation, at);
    case 'backfill':
      return backfill(operation, at);
    case 'mirrorColumn':
      return mirrorColumn(operation, at);
    case 'stopMirror':
      return stopMirror(operation, at);
    case 'setParameter':
      return setParameter(operation, at);
    case 'controlTransaction':
      return controlTransaction(operation, at);
    case 'other':
      return otherStatement(operation, at);
    case 'opaque':
      return opaque(operation, at);
  }
}

function createEnum({ type, values }: CreateEnum, at: At): Effects {
  return settle(
    {
      does: `Creates the type ${relationText(type)} of ${values.length} values; no table is locked`,
      page: 'sql-createtype',
    },
    at,
  );
}

/** Before PostgreSQL 12 only a type of the very transaction takes it in one; since 17 such a type's values can be used at once. */
function addEnumValue({ type, value }: AddEnumValue, at: At): Effects {
  const fresh = isFreshType(at.schema, type);
  const later = at.version >= 12 && !(fresh && at.version >= 17);
  const effects = settle(
    {
      does: `Adds the value ${value} to the type ${relationText(type)}; no table is locked`,
      page: 'sql-altertype',
      forbidden: at.version < 12 && !fresh,
      notes: [later ? 'the value cannot be used before the transaction commits' : undefined],
    },
    at,
  );
  return later ? { ...effects, afterCommit: true } : effects;
}

function dropType({ type, cascade }: DropType, at: At): Effects {
  const users = [...at.schema.tables.values()].filter((table) => usesType(table, type.name));
  const kept = !cascade && users.length > 0 && !at.schema.doubtful;
  const refused = kept ? `cannot drop type ${type.name} because other objects depend on it` : undefined;
  return settle(
    {
      refused,
      does: kept
        ? `PostgreSQL refuses it: ${refused}`
        : cascade
          ? `Drops the type ${relationText(type)} and every column of that type`
          : `Drops the type ${relationText(type)}, which is refused while a column uses it`,
      page: 'sql-droptype',
      subject: users[0]?.name,
      holds: cascade ? users.flatMap((table) => hold(at, table.name, 'ACCESS EXCLUSIVE')) : [],
      dataLoss: cascade,
      breaksRunningCode: cascade,
    },
    at,
  );
}

function usesType(table: Table, type: string): boolean {
  return [...table.columns.values()].some((column) => column.type?.name === type);
}

function setParameter({ name, value, local }: SetParameter, at: At): Effects {
  return settle({ does: `Sets ${name} to ${value} for the ${local ? 'transaction' : 'session'}`, page: 'sql-set' }, at);
}

function controlTransaction({ what, joined }: ControlTransaction, at: At): Effects {
  const verbs = {
    begin: 'Begins a transaction',
    commit: joined ? 'Sends what the session holds; the transaction goes on' : 'Commits the transaction',
    rollback: 'Rolls the transaction back',
  };
  return settle({ does: verbs[what], page: `sql-${what}` }, at);
}

function opaque({ why }: Opaque, at: At): Effects {
  return { ...settle({ does: `Not analysed: ${why}`, page: 'sql-commands' }, at), unknown: true };
}
