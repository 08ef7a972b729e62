import { type EngineName, type Family, familyOf } from '../model/engine.ts';
import { type Token, tokensOf } from './lex.ts';
import { quotingOf } from './quoting.ts';

/**
 * `DELETE FROM t WHERE a LIMIT 5` as `DELETE FROM t WHERE id IN (SELECT id FROM t WHERE a LIMIT 5)`: what the author wrote
 * behind the table, or behind SET, goes into the subquery. Undefined where more tables than one take part.
 */
export function limitedByKey(sql: string, key: string | undefined, engine: EngineName): string | undefined {
  const column = key === undefined ? places[familyOf(engine)] : quotingOf(engine).identifier(key);
  if (column === undefined) return undefined;
  const tokens = tokensOf(sql, engine);
  const clauses = topLevelWords(sql, tokens);
  const [verb, second] = clauses;
  const behind = verb?.word === 'delete' && second?.word === 'from' ? second.token : verb?.token;
  if (!verb || !behind || !['update', 'delete'].includes(verb.word)) return undefined;
  if (clauses.slice(2).some(({ word }) => ['from', 'using', 'returning', 'join'].includes(word))) return undefined;
  const set = clauses.find(({ word }) => word === 'set');
  const tail = clauses.find(({ word }) => ['where', 'order', 'limit'].includes(word));
  const last = tokens.findLast(({ start, end }) => sql.slice(start, end) !== ';');
  if (!tail || !last || (verb.word === 'update' && !set)) return undefined;
  const table = sql.slice(behind.end, (set ?? tail).token.start).trim();
  if (table === '' || table.includes(',')) return undefined;
  const inner = sql.slice(tail.token.start, last.end);
  const before = sql.slice(0, tail.token.start);
  return `${before}WHERE ${column} IN (SELECT ${column} FROM ${table} ${inner})${sql.slice(last.end)}`;
}

/** What every row has, whatever its table's key: https://www.postgresql.org/docs/current/ddl-system-columns.html, https://www.sqlite.org/rowidtable.html */
const places: Readonly<Record<Family, string | undefined>> = { postgresql: 'ctid', mysql: undefined, sqlite: 'rowid' };

/** The words outside of parentheses, lower case. */
function topLevelWords(
  sql: string,
  tokens: readonly Token[],
): readonly { readonly word: string; readonly token: Token }[] {
  let depth = 0;
  return tokens.flatMap((token) => {
    const text = sql.slice(token.start, token.end);
    if (token.kind === 'sign') depth += text === '(' ? 1 : text === ')' ? -1 : 0;
    return token.kind === 'word' && depth === 0 ? [{ word: text.toLowerCase(), token }] : [];
  });
}
