import { familyOf } from '../../model/engine.ts';
import type { Operation } from '../../model/operation.ts';
import type { Span } from '../../text.ts';
import { type Mapped, other } from '../mapped.ts';
import { keysHere } from './constraints.ts';
import { createTable } from './create-table.ts';
import { type Cursor, isDone, seek, spanBetween, took, tookOne, tookSign, word } from './cursor.ts';
import { nameHere, relationHere } from './names.ts';
import { onlineClauses } from './online.ts';
import { columnsNamed, relationsRead } from './relations.ts';
import { triggerBody } from './trigger-body.ts';

/** Behind `CREATE`. */
export function create(cursor: Cursor): readonly Mapped[] | undefined {
  const replaces = took(cursor, 'or replace');
  const flags = flagsHere(cursor);
  const what = tookOne(cursor, [...created.keys()]);
  const read = what === undefined ? undefined : created.get(what);
  if (!what || !read) return undefined;
  return read(cursor, { what, flags, replaces, head: spanBetween(cursor, 0, cursor.at) });
}

/** What stands before the name of the object. */
export interface Creation {
  readonly what: string;
  /** `unique`, `fulltext`, `temporary` … */
  readonly flags: ReadonlySet<string>;
  readonly replaces: boolean;
  readonly head: Span;
}

type Reader = (cursor: Cursor, creation: Creation) => readonly Mapped[] | undefined;

const created: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['table', createTable],
  ['index', createIndex],
  ['view', view],
  ['trigger', trigger],
  ['virtual table', named],
  ['procedure', named],
  ['function', named],
  ['package body', named],
  ['package', named],
  ['event', named],
  ['user', named],
  ['role', named],
  ['database', named],
  ['schema', named],
  ['server', named],
  ['sequence', named],
  ['tablespace', named],
  ['logfile group', named],
  ['resource group', named],
  ['spatial reference system', named],
]);

/** Words between the verb and the object, in any order; only MySQL's views and routines have values in them. */
function flagsHere(cursor: Cursor): ReadonlySet<string> {
  const found = new Set<string>();
  for (;;) {
    const flag = tookOne(cursor, flagWords);
    if (flag === undefined) return found;
    found.add(flag);
    if (flag === 'algorithm') {
      tookSign(cursor, '=');
      cursor.at++;
    } else if (flag === 'sql security') cursor.at++;
    else if (flag === 'definer') definer(cursor);
  }
}

const flagWords = [
  'unique',
  'fulltext',
  'spatial',
  'vector',
  'temporary',
  'temp',
  'unlogged',
  'aggregate',
  'algorithm',
  'sql security',
  'definer',
] as const;

/** `= 'root'@'localhost'` or `= CURRENT_USER()`. */
function definer(cursor: Cursor): void {
  tookSign(cursor, '=');
  cursor.at++;
  if (tookSign(cursor, '@')) cursor.at++;
  else if (tookSign(cursor, '(')) tookSign(cursor, ')');
}

function createIndex(cursor: Cursor, { flags, head }: Creation): readonly Mapped[] | undefined {
  const concurrently = took(cursor, 'concurrently') ? { concurrently: true } : {};
  const ifNotExists = took(cursor, 'if not exists') ? { ifNotExists: true } : {};
  const index = word(cursor) === 'on' ? undefined : relationHere(cursor);
  const using = took(cursor, 'using') ? nameHere(cursor)?.toLowerCase() : undefined;
  const table = took(cursor, 'on') ? relationHere(cursor) : undefined;
  const then = took(cursor, 'using') ? nameHere(cursor)?.toLowerCase() : undefined;
  const read = table && keysHere(cursor);
  if (!table || !read) return undefined;
  const online = onlineClauses(cursor);
  const kind = ['fulltext', 'spatial', 'vector'].find((each) => flags.has(each)) ?? using ?? then;
  const operation: Operation = {
    kind: 'createIndex',
    table: { ...table, ...(index?.schema !== undefined && { schema: index.schema }) },
    ...(index && { name: index.name }),
    ...read,
    ...(flags.has('unique') && { unique: true }),
    ...concurrently,
    ...ifNotExists,
    ...(kind !== undefined && { method: kind }),
    ...online,
  };
  return isDone(cursor) ? [{ operation, head }] : undefined;
}

function view(cursor: Cursor, { head }: Creation): readonly Mapped[] | undefined {
  took(cursor, 'if not exists');
  const name = relationHere(cursor);
  if (!name || !seek(cursor, 'as')) return undefined;
  const query = { ...cursor, at: cursor.at + 1 };
  const relations = relationsRead(query);
  const reads = columnsNamed(query, relations);
  return [other('CREATE VIEW', relations, head, { view: name, ...(reads && { reads }) })];
}

/** The body is left alone: it runs when a row is written, not now. SQLite looks at it again whenever a table changes. */
function trigger(cursor: Cursor, { head }: Creation): readonly Mapped[] | undefined {
  took(cursor, 'if not exists');
  const name = relationHere(cursor);
  if (!name || !seek(cursor, 'on')) return undefined;
  cursor.at++;
  const table = relationHere(cursor);
  if (!table) return undefined;
  const body = familyOf(cursor.engine) === 'sqlite' ? { trigger: { name: name.name, ...triggerBody(cursor) } } : {};
  return [other('CREATE TRIGGER', [table], head, body)];
}

function named(cursor: Cursor, { what, head }: Creation): readonly Mapped[] | undefined {
  if (isDone(cursor)) return undefined;
  return [other(`CREATE ${what === 'schema' && isMysql(cursor) ? 'DATABASE' : what.toUpperCase()}`, [], head)];
}

function isMysql({ engine }: Cursor): boolean {
  return familyOf(engine) === 'mysql';
}
