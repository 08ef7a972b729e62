import { familyOf } from '../../model/engine.ts';
import type { Name } from '../../model/name.ts';
import type { Operation } from '../../model/operation.ts';
import type { Span } from '../../text.ts';
import { type Mapped, other } from '../mapped.ts';
import { sqlitePragmas } from '../tree/other-statements.ts';
import { type Cursor, commaParts, inside, isDone, rest, sign, spanBetween, took, tookOne, tookSign } from './cursor.ts';
import { relationHere } from './names.ts';
import { stringHere } from './types.ts';

/** Behind `SET`: one operation an assignment. */
export function set(cursor: Cursor): readonly Mapped[] | undefined {
  const head = spanBetween(cursor, 0, 1);
  const special = tookOne(cursor, [
    'password',
    'default role',
    'role',
    'session transaction',
    'global transaction',
    'transaction',
  ]);
  if (special !== undefined) return [other(`SET ${special.split(' ').at(-1)?.toUpperCase()}`, [], head)];
  if (took(cursor, 'statement')) return undefined;
  const found: Mapped[] = [];
  for (const part of commaParts(cursor)) {
    const operation = assignment(part);
    if (!operation) return undefined;
    found.push({ operation, head });
  }
  return found.length > 0 ? found : undefined;
}

/** Behind `PRAGMA`: https://www.sqlite.org/pragma.html */
export function pragma(cursor: Cursor): readonly Mapped[] | undefined {
  const head = spanBetween(cursor, 0, 1);
  const name = relationHere(cursor)?.name.toLowerCase();
  if (name === undefined) return undefined;
  const special = sqlitePragmas.find((each) => each === name);
  if (special !== undefined) return [other(`PRAGMA ${special}`, [], head)];
  const list = inside(cursor);
  const value = list && !asks.test(name) ? settingHere(list) : tookSign(cursor, '=') ? settingHere(cursor) : undefined;
  if (value === undefined) return [other('PRAGMA', [], head)];
  return [{ operation: { kind: 'setParameter', name, value, local: false }, head }];
}

export function begin(cursor: Cursor): readonly Mapped[] | undefined {
  const not = took(cursor, 'not atomic');
  if (not) return [other('BEGIN NOT ATOMIC', [], spanBetween(cursor, 0, 3))];
  tookOne(cursor, ['deferred', 'immediate', 'exclusive', 'work']);
  took(cursor, 'transaction');
  return isDone(cursor) ? control('begin', cursor) : undefined;
}

export function start(cursor: Cursor): readonly Mapped[] | undefined {
  if (took(cursor, 'transaction')) return control('begin', cursor);
  return tookOne(cursor, ['replica', 'slave']) && [other('REPLICA', [], spanBetween(cursor, 0, 2))];
}

export function commit(cursor: Cursor): readonly Mapped[] | undefined {
  return control('commit', cursor);
}

export function rollback(cursor: Cursor): readonly Mapped[] | undefined {
  tookOne(cursor, ['work', 'transaction']);
  if (took(cursor, 'to')) return [other('ROLLBACK TO SAVEPOINT', [], spanBetween(cursor, 0, 1))];
  return control('rollback', cursor);
}

/**
 * Behind `RENAME`: tables, each to its new name, or users. A table that changes its schema is undefined: a name without one
 * means the schema that the session is in, not the one that the table is in.
 */
export function rename(cursor: Cursor): readonly Mapped[] | undefined {
  if (took(cursor, 'user')) return [other('RENAME USER', [], spanBetween(cursor, 0, 2))];
  if (!tookOne(cursor, ['table', 'tables'])) return undefined;
  const head = spanBetween(cursor, 0, 2);
  took(cursor, 'if exists');
  const found: Mapped[] = [];
  for (const part of commaParts(cursor)) {
    const table = relationHere(part);
    if (took(part, 'wait')) part.at++;
    took(part, 'nowait');
    const to = took(part, 'to') ? relationHere(part) : undefined;
    if (!table || !to || !isDone(part) || to.schema !== table.schema) return undefined;
    found.push({ operation: { kind: 'renameTable', table, to: to.name }, head });
  }
  return found.length > 0 ? found : undefined;
}

/** `LOCK TABLES t WRITE, u AS x READ`. */
export function lock(cursor: Cursor): readonly Mapped[] | undefined {
  if (took(cursor, 'instance')) return [other('LOCK INSTANCE', [], spanBetween(cursor, 0, 2))];
  if (!tookOne(cursor, ['tables', 'table'])) return undefined;
  const head = spanBetween(cursor, 0, 2);
  const tables: Record<'READ' | 'WRITE', Name[]> = { READ: [], WRITE: [] };
  for (const part of commaParts(cursor)) {
    const table = relationHere(part);
    if (!table) return undefined;
    tables[/\bwrite\b/i.test(rest(part)) ? 'WRITE' : 'READ'].push(table);
  }
  const modes = (['WRITE', 'READ'] as const).filter((mode) => tables[mode].length > 0);
  return modes.length > 0 ? modes.map((mode) => other(`LOCK TABLES ${mode}`, tables[mode], head)) : undefined;
}

/** `REINDEX` of everything, of a table, of an index or of a collation: SQLite lets them look alike. */
export function reindex(cursor: Cursor): readonly Mapped[] | undefined {
  if (familyOf(cursor.engine) !== 'sqlite') return undefined;
  const head = spanBetween(cursor, 0, 1);
  const name = relationHere(cursor);
  return [{ operation: { kind: 'reindex', target: name ? 'index' : 'database', name: name ?? { name: '' } }, head }];
}

/** Pragmas whose parentheses hold what is asked about. */
const asks = /_(info|xinfo|list)$/;

function settingHere(cursor: Cursor): string {
  return stringHere(cursor) ?? rest(cursor);
}

/** `@@session.x = 1`, `GLOBAL x = 1`, `@x = 1`, `NAMES utf8mb4`. */
function assignment(part: Cursor): Operation | undefined {
  if (tookOne(part, ['names', 'character set', 'charset'])) {
    const value = stringHere(part) ?? rest(part);
    return { kind: 'setParameter', name: 'names', value, local: false };
  }
  const scope = tookOne(part, ['global', 'persist_only', 'persist', 'session', 'local']);
  const user = sign(part) === '@' && sign(part, 1) !== '@' ? '@' : '';
  while (tookSign(part, '@'));
  const relation = relationHere(part);
  if (!relation) return undefined;
  tookSign(part, ':');
  if (!tookSign(part, '=')) return undefined;
  const wider = scope === undefined ? relation.schema : scope;
  const isSession = wider === undefined || /^(session|local)$/i.test(wider);
  const name = `${isSession ? '' : `${wider.toLowerCase()}.`}${user}${relation.name.toLowerCase()}`;
  const from = part.at;
  const value = stringHere(part);
  if (value !== undefined && isDone(part)) return { kind: 'setParameter', name, value, local: false };
  return { kind: 'setParameter', name, value: rest({ ...part, at: from }), local: false };
}

function control(what: 'begin' | 'commit' | 'rollback', cursor: Cursor): readonly Mapped[] {
  const head: Span = spanBetween(cursor, 0, 1);
  return [{ operation: { kind: 'controlTransaction', what }, head }];
}
