import type { Effects } from '../../model/effects.ts';
import type { Engine } from '../../model/engine.ts';
import type { ControlTransaction, Operation, SetParameter } from '../../model/operation.ts';
import { isGrammarChecked } from '../../sql/checked.ts';
import { redefineColumn } from '../../sql/mysql/print-redefined.ts';
import { printSql } from '../../sql/print.ts';
import { paidTogether } from '../cost.ts';
import { addColumn } from './add-column.ts';
import { changeType } from './change-type.ts';
import { dropColumn, dropNotNull, renameColumn, setDefault, setNotNull } from './columns.ts';
import { addConstraint, dropConstraint } from './constraints.ts';
import { costIn } from './cost.ts';
import type { At } from './facts.ts';
import { settle, unheardOf } from './facts.ts';
import { createIndex, dropIndex } from './indexes.ts';
import { lockingOf } from './locking.ts';
import { backfill, deleteRows, insertRows, mirrorColumn, stopMirror, updateRows } from './rows.ts';
import { serverOf } from './server.ts';
import { otherStatement } from './statements.ts';
import { createTable, dropTable, renameTable, truncate } from './tables.ts';
import { together } from './together.ts';
import { traits } from './traits.ts';

/** A bare 8.0 is its latest release; releases behind which facts changed are listed, so that older ones are heeded too. */
export const mysql: Engine = {
  name: 'mysql',
  title: 'MySQL',
  versions: ['5.7', '8.0', '8.0.11', '8.0.12', '8.0.16', '8.0.28', '8.0.29', '8.4', '9'],
  assumedVersion: '8.0',
  longTermVersion: '8.4',
  oneStatementACall: true,
  locking: lockingOf('mysql'),
  traits,
  effects: (operation, schema, version) => priced(operation, { schema, server: serverOf('mysql', version) }),
  together: (actions, version) => paidTogether(actions, together(actions, serverOf('mysql', version), priced)),
  print: (operation) => printSql(operation, 'mysql'),
  printRedefined: (operations) => redefineColumn(operations, 'mysql'),
  isChecked: (statement) => isGrammarChecked(statement, 'mysql'),
};

export const mariadb: Engine = {
  name: 'mariadb',
  title: 'MariaDB',
  versions: ['10.4', '10.5', '10.6', '10.11', '11', '11.1', '11.2', '12'],
  assumedVersion: '10.11',
  longTermVersion: '11.8',
  oneStatementACall: true,
  locking: lockingOf('mariadb'),
  traits,
  effects: (operation, schema, version) => priced(operation, { schema, server: serverOf('mariadb', version) }),
  together: (actions, version) => paidTogether(actions, together(actions, serverOf('mariadb', version), priced)),
  print: (operation) => printSql(operation, 'mariadb'),
  printRedefined: (operations) => redefineColumn(operations, 'mariadb'),
  isChecked: (statement) => isGrammarChecked(statement, 'mariadb'),
};

function priced(operation: Operation, at: At): Effects {
  const effects = told(operation, at);
  const cost = costIn(operation, effects, at);
  return cost ? { ...effects, cost } : effects;
}

/** What another version of a server that was measured does otherwise is what its manual says. */
function told(operation: Operation, at: At): Effects {
  const effects = effectsOf(operation, at);
  const { measured } = at.server;
  if (measured === undefined || effects.unknown) return effects;
  const there = effectsOf(operation, { ...at, server: measured });
  return facts(effects) === facts(there) ? effects : { ...effects, fromManual: true };
}

function facts({ algorithm, lock, blocks, work, transaction, canFailOnRows, refused }: Effects): string {
  return [algorithm, lock, blocks, work, transaction, canFailOnRows, refused !== undefined].join();
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
    case 'createIndex':
      return createIndex(operation, at);
    case 'dropIndex':
      return dropIndex(operation, at);
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
    case 'validateConstraint':
      return refused('VALIDATE CONSTRAINT', at);
    case 'reindex':
      return refused('REINDEX', at);
    case 'createEnum':
      return refused('CREATE TYPE', at);
    case 'addEnumValue':
      return refused('ALTER TYPE', at);
    case 'dropType':
      return refused('DROP TYPE', at);
    case 'refreshView':
      return refused('REFRESH MATERIALIZED VIEW', at);
    case 'attachPartition':
      return refused('ATTACH PARTITION', at);
    case 'detachPartition':
      return refused('DETACH PARTITION', at);
    case 'other':
      return otherStatement(operation, at);
    case 'opaque':
      return {
        ...settle({ does: `Not analysed: ${operation.why}`, page: 'sql-statements', transaction: 'allowed' }, at),
        unknown: true,
      };
  }
}

/** It comes from the grammar, before anything is committed. */
function refused(statement: string, at: At): Effects {
  const words = unheardOf(at, statement);
  return settle({ does: `Runs ${statement}`, page: 'sql-statements', transaction: 'allowed', refused: words }, at);
}

function setParameter({ name, value, local }: SetParameter, at: At): Effects {
  const page = { mysql: 'set-variable', mariadb: 'set' };
  const scope = local ? 'transaction' : 'session';
  return settle({ does: `Sets ${name} to ${value} for the ${scope}`, page, transaction: 'allowed' }, at);
}

/** https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html */
function controlTransaction({ what, joined }: ControlTransaction, at: At): Effects {
  const verbs = {
    begin: 'Begins a transaction, and commits the one before',
    commit: joined ? 'Sends what the session holds; the transaction goes on' : 'Commits the transaction',
    rollback: 'Rolls the transaction back, but no statement that changed the schema',
  };
  const page = { mysql: 'commit', mariadb: what === 'begin' ? 'start-transaction' : what };
  return settle({ does: verbs[what], page, transaction: what === 'begin' ? 'implicit commit' : 'allowed' }, at);
}
