import type { Effects } from '../../model/effects.ts';
import type { Engine } from '../../model/engine.ts';
import type { ControlTransaction, Opaque, Operation } from '../../model/operation.ts';
import type { Schema } from '../../model/schema.ts';
import { isGrammarChecked } from '../../sql/checked.ts';
import { printSql } from '../../sql/print.ts';
import { addColumn, changeType, dropNotNull, renameColumn, setDefault, setNotNull } from './columns.ts';
import { addConstraint, dropConstraint, validateConstraint } from './constraints.ts';
import { costIn } from './cost.ts';
import { dropColumn } from './drop-column.ts';
import type { At } from './facts.ts';
import { settle, syntaxError } from './facts.ts';
import { locking } from './locking.ts';
import { rebuilt } from './rebuild.ts';
import { backfill, deleteRows, insertRows, mirrorColumn, stopMirror, truncate, updateRows } from './rows.ts';
import { otherStatement, setParameter } from './statements.ts';
import { createIndex, createTable, dropIndex, dropTable, reindex, renameTable } from './tables.ts';
import { traits } from './traits.ts';

const [oldest, newest] = [24, 54];

export const sqlite: Engine = {
  name: 'sqlite',
  title: 'SQLite',
  versions: Array.from({ length: newest - oldest + 1 }, (_, index) => `3.${oldest + index}`),
  assumedVersion: '3.40',
  oneStatementACall: true,
  // https://www.sqlite.org/faq.html#q9
  lengthsAreLabels: true,
  locking,
  traits,
  effects(operation: Operation, schema: Schema, version: string): Effects {
    const release = Number.parseInt(version.split('.')[1] ?? '', 10);
    const at: At = { schema, release: Number.isNaN(release) ? 40 : release };
    const effects = rebuilt(operation, at) ?? effectsOf(operation, at);
    const cost = costIn(operation, effects, at);
    return cost ? { ...effects, cost } : effects;
  },
  isChecked: (statement) => isGrammarChecked(statement, 'sqlite'),
  print(operation: Operation): string | undefined {
    // A rebuild is many statements, and only the tool knows the whole table.
    return 'rebuild' in operation && operation.rebuild ? undefined : printSql(operation, 'sqlite');
  },
};

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
    case 'createEnum':
    case 'addEnumValue':
    case 'dropType':
      return lacking('TYPE', at);
    case 'refreshView':
      return lacking('REFRESH', at);
    case 'attachPartition':
      return lacking('ATTACH', at);
    case 'detachPartition':
      return lacking('DETACH', at);
  }
}

/** What the language has no statement for: https://www.sqlite.org/lang.html */
function lacking(word: string, at: At): Effects {
  return settle({ does: '', page: 'lang', refused: syntaxError(word) }, at);
}

function controlTransaction({ what, joined }: ControlTransaction, at: At): Effects {
  const verbs = {
    begin: 'Begins a transaction',
    commit: joined ? 'Sends what the session holds; the transaction goes on' : 'Commits the transaction',
    rollback: 'Rolls the transaction back',
  };
  return settle({ does: verbs[what], page: 'lang_transaction', readsOnly: true }, at);
}

function opaque({ why }: Opaque, at: At): Effects {
  return { ...settle({ does: `Not analysed: ${why}`, page: 'lang', readsOnly: true }, at), unknown: true };
}
