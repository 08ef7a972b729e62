import { familyOf } from '../../model/engine.ts';
import type { Name } from '../../model/name.ts';
import type { Operation, RowChoice } from '../../model/operation.ts';
import { type Mapped, other } from '../mapped.ts';
import {
  type Cursor,
  commaParts,
  isDone,
  rest,
  seek,
  sign,
  spanBetween,
  tokenOf,
  took,
  tookOne,
  tookSign,
  word,
} from './cursor.ts';
import { nameHere, namesInParentheses, relationHere } from './names.ts';
import { relationsRead, type TableReference, tableReferences } from './relations.ts';

/** Behind `INSERT` or `REPLACE`. */
export function insert(cursor: Cursor): readonly Mapped[] | undefined {
  const verb = cursor.at - 1;
  while (tookOne(cursor, ['low_priority', 'high_priority', 'delayed', 'ignore']));
  if (took(cursor, 'or')) cursor.at++;
  took(cursor, 'into');
  const head = spanBetween(cursor, verb, cursor.at);
  const table = relationHere(cursor);
  if (!table) return undefined;
  seek(cursor, 'values', 'value', 'set', 'default', 'select', 'with', 'table');
  const from = /^(select|with|table)$/.test(word(cursor)) || isQuery(cursor) ? source(cursor) : 'values';
  return [{ operation: { kind: 'insertRows', table, from }, head }];
}

/** Behind `UPDATE`. */
export function update(cursor: Cursor): readonly Mapped[] | undefined {
  const head = spanBetween(cursor, cursor.at - 1, cursor.at);
  while (tookOne(cursor, ['low_priority', 'ignore', 'only']));
  if (took(cursor, 'or')) cursor.at++;
  const from = cursor.at;
  if (!seek(cursor, 'set')) return undefined;
  const tables = tableReferences({ ...cursor, at: from, end: cursor.at });
  cursor.at++;
  const assignments = upTo(cursor, 'from', 'where', 'order', 'limit', 'returning');
  const columns = new Map<Name, string[]>();
  for (const part of commaParts(assignments)) {
    const target = assigned(part, tables);
    if (!target) return undefined;
    const names = columns.get(target.table) ?? [];
    names.push(...target.columns);
    columns.set(target.table, names);
  }
  const choice = choiceHere(cursor, tables);
  const found = [...columns].map(([table, names]): Mapped => {
    return { operation: { kind: 'updateRows', table, columns: names, ...choice }, head };
  });
  return found.length > 0 ? found : undefined;
}

/** Behind `DELETE`: `FROM t`, or the tables to delete from before or behind `FROM` and a join that chooses the rows. */
export function remove(cursor: Cursor): readonly Mapped[] | undefined {
  const verb = cursor.at - 1;
  while (tookOne(cursor, ['low_priority', 'quick', 'ignore']));
  const isSingle = word(cursor) === 'from';
  const listed = isSingle ? [] : tableReferences(upTo(cursor, 'from'));
  if (!took(cursor, 'from')) return undefined;
  const head = spanBetween(cursor, verb, isSingle ? cursor.at : verb + 1);
  took(cursor, 'only');
  const first = tableReferences(upTo(cursor, 'using', 'where', 'order', 'limit', 'returning'));
  const using = took(cursor, 'using') ? tableReferences(upTo(cursor, 'where', 'order', 'limit', 'returning')) : [];
  const joined = listed.length > 0 ? first : using;
  const targets = listed.length > 0 ? listed : using.length > 0 ? first : first.slice(0, 1);
  const choice = choiceHere(cursor, joined.length > 0 ? joined : first);
  const operations = targets.map((target): Operation => {
    return { kind: 'deleteRows', table: named(joined, target.name.name) ?? target.name, ...choice };
  });
  return operations.length > 0 ? operations.map((operation) => ({ operation, head })) : undefined;
}

/** Behind `TRUNCATE`. */
export function truncate(cursor: Cursor): readonly Mapped[] | undefined {
  const verb = cursor.at - 1;
  took(cursor, 'table');
  const head = spanBetween(cursor, verb, cursor.at);
  const tables: Name[] = [];
  let cascade = false;
  for (const part of commaParts(cursor)) {
    took(part, 'only');
    const table = relationHere(part);
    if (!table) return undefined;
    while (tookOne(part, ['restart identity', 'continue identity', 'restrict', 'nowait']));
    if (took(part, 'wait')) part.at++;
    cascade ||= took(part, 'cascade');
    if (!isDone(part)) return undefined;
    tables.push(table);
  }
  if (tables.length === 0) return undefined;
  return [{ operation: { kind: 'truncate', tables, ...(cascade && { cascade }) }, head }];
}

/** `LOAD DATA … INTO TABLE t` and `LOAD XML`, the cursor behind `LOAD`. */
export function load(cursor: Cursor): readonly Mapped[] | undefined {
  const what = tookOne(cursor, ['data', 'xml']);
  if (what === undefined) return undefined;
  const head = spanBetween(cursor, cursor.at - 2, cursor.at);
  if (!seek(cursor, 'into') || !took(cursor, 'into table')) return undefined;
  const table = relationHere(cursor);
  return table && [{ operation: { kind: 'insertRows', table, from: 'query' }, head }];
}

/** A query, the cursor behind its first word. */
export function select(cursor: Cursor): readonly Mapped[] | undefined {
  const head = spanBetween(cursor, cursor.at - 1, cursor.at);
  const text = rest(cursor);
  if (familyOf(cursor.engine) === 'postgresql' && /\bset_config\b/i.test(text)) return undefined;
  const statement = /\bfor\s+update\b/i.test(text)
    ? 'SELECT FOR UPDATE'
    : /\bfor\s+share\b|\block\s+in\s+share\s+mode\b/i.test(text)
      ? 'SELECT FOR SHARE'
      : 'SELECT';
  const relations = relationsRead({ ...cursor, at: cursor.at - 1 });
  if (statement !== 'SELECT FOR UPDATE') return [other(statement, relations, head)];
  const joined = /\bjoin\b[\s\S]*\b(on|using)\b/i.test(text) && !/\bleft\b/i.test(text);
  const { rows, limit } = choiceHere({ ...cursor }, []);
  return [other(statement, relations, head, { rows: limit || (joined && rows === 'all') ? 'some' : rows })];
}

/** Behind `WITH`: what its queries are read for. */
export function common(cursor: Cursor): readonly Mapped[] | undefined {
  if (familyOf(cursor.engine) === 'postgresql') return undefined;
  const names = relationsRead({ ...cursor, at: cursor.at - 1 });
  if (!seek(cursor, 'select', 'insert', 'replace', 'update', 'delete')) return undefined;
  const verb = word(cursor);
  cursor.at++;
  if (verb === 'select') {
    const head = spanBetween(cursor, cursor.at - 1, cursor.at);
    return [other('SELECT', names, head)];
  }
  return verb === 'update' ? update(cursor) : verb === 'delete' ? remove(cursor) : insert(cursor);
}

function isQuery(cursor: Cursor): boolean {
  return sign(cursor) === '(' && /^(select|with)$/.test(word(cursor, 1));
}

/** A query without a table makes a single row, unless it calls a function that makes many. */
function source(cursor: Cursor): 'values' | 'query' {
  if (!took(cursor, 'select')) return 'query';
  const targets = upTo(cursor, 'from', 'where', 'union', 'limit', 'on');
  const isPlain = isDone(cursor) || /^(where|limit|on)$/.test(word(cursor));
  return isPlain && !/\w\s*\(/.test(rest(targets)) ? 'values' : 'query';
}

/** The part up to the first of the words, which the cursor then stands at. */
function upTo(cursor: Cursor, ...words: readonly string[]): Cursor {
  const from = cursor.at;
  seek(cursor, ...words);
  return { ...cursor, at: from, end: cursor.at };
}

/** `a.b = …`: the column and whose it is; the first table's where it does not say. `(a, b) = …` sets several. */
function assigned(
  part: Cursor,
  tables: readonly TableReference[],
): { readonly table: Name; readonly columns: readonly string[] } | undefined {
  const several = sign(part) === '(' ? namesInParentheses(part) : undefined;
  const parts: string[] = [];
  do {
    const name = several ? undefined : nameHere(part);
    if (name !== undefined) parts.push(name);
  } while (tookSign(part, '.'));
  const columns = several ?? parts.slice(-1);
  const owner = parts.at(-2);
  const table = (owner === undefined ? undefined : named(tables, owner)) ?? tables[0]?.name;
  return columns.length === 0 || !table || sign(part) !== '=' ? undefined : { table, columns };
}

function named(tables: readonly TableReference[], name: string): Name | undefined {
  const found = tables.find((each) => each.alias === name) ?? tables.find((each) => each.name.name === name);
  return found?.name;
}

interface Choice {
  readonly rows: RowChoice;
  readonly limit?: boolean;
}

/** From `WHERE`, `ORDER BY` or `LIMIT` on. A join picks the rows that have a partner, unless it keeps those without one. */
function choiceHere(cursor: Cursor, tables: readonly TableReference[]): Choice {
  seek(cursor, 'where', 'limit');
  const where = took(cursor, 'where') ? upTo(cursor, 'order', 'limit', 'returning', 'for') : undefined;
  seek(cursor, 'limit');
  const limit = word(cursor) === 'limit' ? { limit: true } : {};
  const joined = tables.some((each) => each.picks) ? 'some' : 'all';
  return { rows: where ? condition(where) : joined, ...limit };
}

/** A condition that a program fills in may choose any rows; `1 = 1` is written where a program wants some condition. */
function condition(where: Cursor): RowChoice {
  const text = rest(where);
  const token = tokenOf(where);
  if (token?.kind === 'hole' && where.end === where.at + 1) return 'unknown';
  if (/^(true|[1-9]\d*)$/i.test(text)) return 'all';
  const equal = /^('[^']*'|\d+)\s*=\s*('[^']*'|\d+)$/.exec(text);
  return equal && equal[1] === equal[2] ? 'all' : 'some';
}
