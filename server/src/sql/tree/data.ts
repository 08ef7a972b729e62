import type { RowChoice } from '../../model/operation.ts';
import type { Span } from '../../text.ts';
import { type Mapped, other } from '../mapped.ts';
import { isDone, seek, spanBetween, word } from '../recognise/cursor.ts';
import { child, children, type Node, nameAt, nodesIn, relationAt, relationsIn, textAt } from './node.ts';
import type { TreeReading } from './reading.ts';

/** What a statement does to rows, from its tree; undefined for a statement that does nothing to them. */
export function mapData(node: Node, reading: TreeReading): readonly Mapped[] | undefined {
  switch (textAt(node, 'type')) {
    case 'insert':
    case 'replace':
      return [insert(node, reading)];
    case 'update':
      return update(node, reading);
    case 'delete':
      return remove(node, reading);
    case 'select':
      return [select(node, reading)];
    default:
      return undefined;
  }
}

function insert(node: Node, reading: TreeReading): Mapped {
  const table = relationAt(children(node, 'table')[0]);
  const query = child(node, 'values');
  const from = query !== undefined && textAt(query, 'type') !== 'values' && !listsItsRows(query) ? 'query' : 'values';
  return { operation: { kind: 'insertRows', table, from }, head: headOf(reading, /^(insert|replace)$/) };
}

/** A query without a table makes a single row, unless it calls a function that makes many. */
function listsItsRows(query: Node): boolean {
  if (children(query, 'from').length > 0 || child(query, '_next')) return false;
  for (const node of nodesIn(query)) if (textAt(node, 'type') === 'function') return false;
  return true;
}

/** Several tables may be written at once: each column says whose it is, or belongs to the first table. */
function update(node: Node, reading: TreeReading): readonly Mapped[] {
  const tables = children(node, 'table');
  const columns = new Map<Node | undefined, string[]>();
  for (const each of children(node, 'set')) {
    const table = tableNamed(tables, textAt(each, 'table')) ?? tables[0];
    columns.set(table, [...(columns.get(table) ?? []), nameAt(each, 'column')]);
  }
  const choice = chosen(node, tables, reading);
  const head = headOf(reading, /^update$/);
  return [...columns].map(([table, names]) => ({
    operation: { kind: 'updateRows', table: relationAt(table), columns: names, ...choice },
    head,
  }));
}

/** `DELETE a, b FROM t AS a JOIN b …` names its tables by their aliases. */
function remove(node: Node, reading: TreeReading): readonly Mapped[] {
  const from = children(node, 'from');
  const targets = children(node, 'table').filter((each) => textAt(each, 'table') !== '');
  const choice = chosen(node, from, reading);
  const head = headOf(reading, /^delete$/);
  const tables = (targets.length > 0 ? targets : from.slice(0, 1)).map((target) => {
    const meant = textAt(target, 'db') === '' ? tableNamed(from, textAt(target, 'table')) : undefined;
    return relationAt(meant ?? target);
  });
  return tables.map((table) => ({ operation: { kind: 'deleteRows', table, ...choice }, head }));
}

function select(node: Node, reading: TreeReading): Mapped {
  const lock = [...nodesIn(node)].map((each) => textAt(each, 'locking_read') || textAt(each, 'for_update')).join(' ');
  const statement = /for\s+update/i.test(lock)
    ? 'SELECT FOR UPDATE'
    : lock.trim() === ''
      ? 'SELECT'
      : 'SELECT FOR SHARE';
  const head = headOf(reading, /^select$/);
  if (statement !== 'SELECT FOR UPDATE') return other(statement, relationsIn(node), head);
  const { rows, limit } = chosen(node, children(node, 'from'), reading);
  return other(statement, relationsIn(node), head, { rows: limit ? 'some' : rows });
}

function tableNamed(tables: readonly Node[], name: string): Node | undefined {
  if (name === '') return undefined;
  return tables.find((each) => textAt(each, 'as') === name) ?? tables.find((each) => textAt(each, 'table') === name);
}

function chosen(
  node: Node,
  tables: readonly Node[],
  reading: TreeReading,
): { readonly rows: RowChoice; readonly limit?: boolean } {
  const limited = children(child(node, 'limit'), 'value').length > 0;
  const alias = tables.some((each) => reading.isHole(textAt(each, 'as')));
  const rows = child(node, 'where') ? conditionOf(child(node, 'where'), reading) : alias ? 'unknown' : joined(tables);
  return { rows, ...(limited && { limit: true }) };
}

/** A join picks the rows that have a partner, unless it keeps those without one. */
function joined(tables: readonly Node[]): RowChoice {
  const picks = tables.some(
    (each) => (child(each, 'on') ?? children(each, 'using')[0]) && !/left/i.test(textAt(each, 'join')),
  );
  return picks ? 'some' : 'all';
}

/** A condition that a program fills in may choose any rows; `1 = 1` is written where a program wants some condition. */
function conditionOf(where: Node | undefined, reading: TreeReading): RowChoice {
  const type = textAt(where, 'type');
  if (type === 'column_ref' && textAt(where, 'table') === '')
    return reading.isHole(textAt(where, 'column')) ? 'unknown' : 'some';
  if (type === 'bool') return where?.value === true ? 'all' : 'some';
  if (type === 'number') return where?.value === 0 ? 'some' : 'all';
  if (type !== 'binary_expr' || textAt(where, 'operator') !== '=') return 'some';
  const sides = [child(where, 'left'), child(where, 'right')];
  const constants = sides.every((side) => /^(number|bool|single_quote_string|string)$/.test(textAt(side, 'type')));
  return constants && sides[0]?.value === sides[1]?.value ? 'all' : 'some';
}

/** The verb with its modifiers and `INTO` or `FROM`: `INSERT IGNORE INTO`; behind the queries of a `WITH`. */
function headOf(reading: TreeReading, verb: RegExp): Span {
  const place = { ...reading.cursor };
  if (word(place) === 'with') seek(place, 'insert', 'replace', 'update', 'delete', 'select');
  else while (!isDone(place) && !verb.test(word(place))) place.at++;
  let ahead = 1;
  while (modifiers.has(word(place, ahead))) ahead++;
  const reaches = /^(into|from)$/.test(word(place, ahead)) && word(place) !== 'select';
  return spanBetween(place, place.at, place.at + (reaches ? ahead + 1 : 1));
}

const modifiers: ReadonlySet<string> = new Set(
  'low_priority delayed high_priority quick ignore or replace rollback abort fail'.split(' '),
);
