import type { Column } from '../../model/column.ts';
import type { Constraint } from '../../model/constraint.ts';
import { familyOf } from '../../model/engine.ts';
import type { CreateTable, Operation } from '../../model/operation.ts';
import type { Mapped } from '../mapped.ts';
import { columnHere } from './columns.ts';
import { type IndexDefinition, tableElement } from './constraints.ts';
import type { Creation } from './create.ts';
import {
  type Cursor,
  commaParts,
  inside,
  isDone,
  rest,
  sign,
  spanBetween,
  took,
  tookOne,
  tookSign,
  word,
} from './cursor.ts';
import { nameHere, namesInParentheses, relationHere } from './names.ts';
import { stringHere } from './types.ts';

/** Behind `CREATE TABLE`: the table, and the indexes that stand in its definition. */
export function createTable(cursor: Cursor, { flags, replaces, head }: Creation): readonly Mapped[] | undefined {
  const ifNotExists = took(cursor, 'if not exists') ? { ifNotExists: true } : {};
  const table = relationHere(cursor);
  if (!table) return undefined;
  const temporary = flags.has('temporary') || flags.has('temp') ? { temporary: true } : {};
  if (/^(partition|of)$/.test(word(cursor))) return undefined;
  const isCopy = word(cursor) === 'like';
  const contents = isCopy ? empty : contentsHere(cursor);
  const options = isCopy ? { inherits: true } : optionsHere(cursor);
  if (contents === empty && !isCopy && !options.fromQuery) return undefined;
  const { columns, constraints, indexes, unread, copies } = contents;
  const partial = unread.length > 0 || copies ? { inherits: true } : {};
  const facts = { ...ifNotExists, ...temporary, ...options, ...partial };
  const operation: Operation = { kind: 'createTable', table, columns, constraints, ...facts };
  const gone: Operation = { kind: 'dropTable', table, ifExists: true };
  return [
    ...(replaces ? [gone, operation] : [operation]).map((each) => ({ operation: each, head })),
    ...indexes.map(
      ({ index, head: own }): Mapped => ({ operation: { kind: 'createIndex', table, ...index }, head: own }),
    ),
    ...unread,
  ];
}

interface Contents {
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly { readonly index: IndexDefinition; readonly head: Mapped['head'] }[];
  /** What stands there and could not be read. */
  readonly unread: readonly Mapped[];
  /** `LIKE t` among the columns. */
  readonly copies: boolean;
}

const empty: Contents = { columns: [], constraints: [], indexes: [], unread: [], copies: false };

function contentsHere(cursor: Cursor): Contents {
  const list = /^(select|with|values)$/.test(word(cursor, 1)) ? undefined : inside(cursor);
  if (!list) return empty;
  const columns: Column[] = [];
  const constraints: Constraint[] = [];
  const indexes: { index: IndexDefinition; head: Mapped['head'] }[] = [];
  const unread: Mapped[] = [];
  let copies = false;
  for (const part of commaParts(list)) {
    const from = part.at;
    const head = spanBetween(part, from, from + (/^(index|key)$/.test(word(part, 1)) ? 2 : 1));
    if (took(part, 'period for')) continue;
    if (took(part, 'like')) {
      copies = true;
      continue;
    }
    const element = elementStart.test(word(part)) ? tableElement(part) : undefined;
    part.at = element ? part.end : from;
    const column = element ? undefined : columnHere(part);
    if (element && 'index' in element) indexes.push({ index: element.index, head });
    else if (element) constraints.push(element.constraint);
    else if (column) {
      columns.push(column.column);
      constraints.push(...column.constraints);
    } else
      unread.push({
        operation: { kind: 'opaque', why: `this part of the table is not known: ${rest({ ...part, at: from })}` },
        head,
      });
  }
  return { columns: columns.map((column) => inKey(column, constraints)), constraints, indexes, unread, copies };
}

const elementStart = /^(constraint|primary|unique|foreign|check|index|key|fulltext|spatial)$/;

/** A primary key's columns hold no NULL. */
function inKey(column: Column, constraints: readonly Constraint[]): Column {
  const isKey = constraints.some((each) => each.kind === 'primaryKey' && each.columns.includes(column.name));
  return isKey && column.nullable ? { ...column, nullable: false } : column;
}

type Options = Pick<CreateTable, 'charset' | 'strict' | 'partitioned' | 'partitionKey' | 'fromQuery' | 'inherits'>;

/** Behind the parentheses: the table's options, how it is partitioned, and the query that fills it. */
function optionsHere(cursor: Cursor): Options {
  let options: Options = {};
  while (!isDone(cursor)) {
    if (tookOne(cursor, ['character set', 'charset'])) {
      tookSign(cursor, '=');
      const charset = nameHere(cursor) ?? stringHere(cursor);
      if (charset !== undefined) options = { ...options, charset: charset.toLowerCase() };
    } else if (familyOf(cursor.engine) === 'sqlite' && took(cursor, 'strict')) {
      options = { ...options, strict: true };
    } else if (took(cursor, 'partition by')) {
      options = { ...options, ...partitioned(cursor) };
    } else if (isQuery(cursor)) {
      return { ...options, fromQuery: true };
    } else if (took(cursor, 'inherits')) {
      options = { ...options, inherits: true };
    } else if (sign(cursor) === '(' && /^(select|with)$/.test(word(cursor, 1))) {
      return { ...options, fromQuery: true };
    } else if (!inside(cursor)) cursor.at++;
  }
  return options;
}

/** `WITH` may begin other things too: `WITH SYSTEM VERSIONING`, `WITH (fillfactor = 70)`. */
function isQuery(cursor: Cursor): boolean {
  if (word(cursor) === 'with') return !/^(system|no|)$/.test(word(cursor, 1));
  return /^(select|values)$/.test(word(cursor));
}

function partitioned(cursor: Cursor): Options {
  took(cursor, 'linear');
  cursor.at++;
  took(cursor, 'columns');
  const partitionKey = namesInParentheses(cursor);
  return { partitioned: true, ...(partitionKey && { partitionKey }) };
}
