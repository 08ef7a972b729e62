import type { Node, TransactionStmt, VariableSetStmt } from 'libpg-query';
import type { ControlTransaction } from '../../model/operation.ts';
import { type Mapped, other } from '../mapped.ts';
import { find, headThrough, type Reading, signAt, spanOf } from '../reading.ts';

export function setParameter(node: VariableSetStmt, reading: Reading): Mapped {
  const head = headOfSet(reading);
  if (node.kind === 'VAR_SET_MULTI') {
    const session = node.name === 'SESSION CHARACTERISTICS';
    return session
      ? other('SET SESSION CHARACTERISTICS', [], headThrough(reading, 'characteristics'))
      : other('SET TRANSACTION', [], headThrough(reading, 'transaction'));
  }
  const name = node.kind === 'VAR_RESET_ALL' ? 'ALL' : (node.name ?? '');
  return {
    operation: { kind: 'setParameter', name, value: settingOf(node, reading), local: node.is_local === true },
    head,
  };
}

/** `COMMIT AND CHAIN` opens the next transaction itself. */
export function controlTransaction(node: TransactionStmt, reading: Reading): readonly Mapped[] {
  const head = spanOf(reading, 0, 1);
  const control = (what: ControlTransaction['what']): readonly Mapped[] => {
    const next: Mapped = { operation: { kind: 'controlTransaction', what: 'begin' }, head };
    return [{ operation: { kind: 'controlTransaction', what }, head }, ...(node.chain ? [next] : [])];
  };
  switch (node.kind) {
    case 'TRANS_STMT_BEGIN':
    case 'TRANS_STMT_START':
      return control('begin');
    case 'TRANS_STMT_COMMIT':
      return control('commit');
    case 'TRANS_STMT_ROLLBACK':
      return control('rollback');
    case 'TRANS_STMT_RELEASE':
      return [other('RELEASE SAVEPOINT', [], head)];
    case 'TRANS_STMT_ROLLBACK_TO':
      return [other('ROLLBACK TO SAVEPOINT', [], head)];
    case 'TRANS_STMT_PREPARE':
      return [other('PREPARE TRANSACTION', [], headThrough(reading, 'transaction'))];
    case 'TRANS_STMT_COMMIT_PREPARED':
      return [other('COMMIT PREPARED', [], headThrough(reading, 'prepared'))];
    case 'TRANS_STMT_ROLLBACK_PREPARED':
      return [other('ROLLBACK PREPARED', [], headThrough(reading, 'prepared'))];
    default:
      return [other('SAVEPOINT', [], head)];
  }
}

/** The value as it would be quoted; a list with its commas; DEFAULT where the parameter is reset. */
function settingOf(node: VariableSetStmt, reading: Reading): string {
  if (node.kind !== 'VAR_SET_VALUE') return node.kind === 'VAR_SET_CURRENT' ? 'CURRENT' : 'DEFAULT';
  const [only, ...more] = node.args ?? [];
  const text = only && more.length === 0 ? plainValue(only) : undefined;
  if (text !== undefined) return text;
  let from = find(reading, 0, 'to', 'zone', 'role', 'authorization');
  for (let index = 0; index < reading.tokens.length; index++) {
    if (signAt(reading, index) === '=') from = Math.min(from, index);
  }
  return reading.slice(from + 1, reading.tokens.length);
}

function plainValue(node: Node): string | undefined {
  if (!('A_Const' in node)) return undefined;
  const { ival, fval, sval } = node.A_Const;
  if (ival) return String(ival.ival ?? 0);
  return fval?.fval ?? (sval ? (sval.sval ?? '') : undefined);
}

function headOfSet(reading: Reading) {
  return spanOf(reading, 0, /^(local|session)$/.test(reading.word(1)) && reading.tokens.length > 2 ? 2 : 1);
}
