import type { Column, Constraint, Default, Position } from '../../model/operation.ts';
import { isUnenforced, referencesHere } from './constraints.ts';
import {
  type Cursor,
  inside,
  isDone,
  rest,
  seek,
  textBetween,
  tokenOf,
  took,
  tookOne,
  tookSign,
  word,
} from './cursor.ts';
import { nameHere } from './names.ts';
import { stringHere, typeHere } from './types.ts';

export interface ColumnDefinition {
  readonly column: Column;
  /** Constraints that stand in the definition. */
  readonly constraints: readonly Constraint[];
  readonly position?: Position | undefined;
}

/** A column up to the end of its part of the statement; undefined where any word of it is not known. */
export function columnHere(cursor: Cursor): ColumnDefinition | undefined {
  const name = nameHere(cursor);
  if (name === undefined) return undefined;
  const type = typeHere(cursor);
  const draft: Draft = { column: { name, nullable: true, ...(type && { type }) }, constraints: [] };
  serial(cursor, draft);
  while (!isDone(cursor)) if (!clauses.some((read) => read(cursor, draft))) return undefined;
  return { ...draft, column: withUpdate(draft) };
}

/** A default up to the next clause of the column's definition. */
export function defaultHere(cursor: Cursor): Default | undefined {
  const from = cursor.at;
  const first = tokenOf(cursor);
  if (!first) return undefined;
  const constant = first.kind === 'string' ? stringHere(cursor) : undefined;
  if (constant === undefined && !inside(cursor)) cursor.at++;
  seek(cursor, ...clauseWords);
  if (constant !== undefined && cursor.at === from + 1) return { kind: 'constant', value: constant };
  return { kind: 'expression', sql: textBetween(cursor, from, cursor.at) };
}

interface Draft {
  readonly column: { -readonly [K in keyof Column]: Column[K] };
  readonly constraints: Constraint[];
  position?: Position;
  /** `ON UPDATE CURRENT_TIMESTAMP`. */
  onUpdate?: string;
}

/** No types but a way to say "numbered": https://dev.mysql.com/doc/refman/8.4/en/numeric-type-syntax.html */
function serial({ engine }: Cursor, { column, constraints }: Draft): void {
  const type = column.type?.name ?? '';
  const numbered = engine === 'postgresql' ? serials.get(type) : undefined;
  if (numbered !== undefined) {
    Object.assign(column, { type: { name: numbered, arguments: [] }, identity: 'serial', nullable: false });
  } else if (type === 'serial' && (engine === 'mysql' || engine === 'mariadb')) {
    const bigint = { name: 'bigint', arguments: [], unsigned: true };
    Object.assign(column, { type: bigint, identity: 'auto increment', nullable: false });
    constraints.push({ kind: 'unique', columns: [column.name] });
  }
}

const serials: ReadonlyMap<string, string> = new Map([
  ['serial', 'integer'],
  ['serial4', 'integer'],
  ['bigserial', 'bigint'],
  ['serial8', 'bigint'],
  ['smallserial', 'smallint'],
  ['serial2', 'smallint'],
]);

/** What a default cannot go beyond. */
const clauseWords = (
  'after as auto_increment autoincrement check collate column_format comment constraint default first generated ' +
  'invisible key not null on primary references storage unique visible'
).split(' ');

/** Each reads one clause; false where the next word begins another one. */
const clauses: readonly ((cursor: Cursor, draft: Draft) => boolean)[] = [
  nullability,
  value,
  updated,
  numbered,
  generated,
  key,
  check,
  foreignKey,
  collated,
  commented,
  placed,
  stored,
];

function nullability(cursor: Cursor, { column }: Draft): boolean {
  const from = cursor.at;
  constraintName(cursor);
  const written = tookOne(cursor, ['not null', 'null']);
  if (written === undefined) return back(cursor, from);
  if (written === 'not null') column.nullable = false;
  onConflict(cursor);
  return true;
}

function value(cursor: Cursor, { column }: Draft): boolean {
  if (!took(cursor, 'default')) return false;
  const read = defaultHere(cursor);
  if (read) column.default = read;
  return true;
}

function updated(cursor: Cursor, draft: Draft): boolean {
  const from = cursor.at;
  if (!took(cursor, 'on update')) return false;
  cursor.at++;
  inside(cursor);
  draft.onUpdate = textBetween(cursor, from, cursor.at);
  return true;
}

/** As SQLAlchemy has it: the default says both. */
function withUpdate({ column, onUpdate }: Draft): Column {
  if (onUpdate === undefined || column.default?.kind !== 'expression') return column;
  return { ...column, default: { kind: 'expression', sql: `${column.default.sql} ${onUpdate}` } };
}

/** MySQL and MariaDB make such a column NOT NULL, whether that is written or not. */
function numbered(cursor: Cursor, { column }: Draft): boolean {
  if (!tookOne(cursor, ['auto_increment', 'autoincrement'])) return false;
  column.identity = 'auto increment';
  if (cursor.engine !== 'sqlite') column.nullable = false;
  return true;
}

function generated(cursor: Cursor, { column }: Draft): boolean {
  const from = cursor.at;
  const how = tookOne(cursor, ['generated always as', 'generated by default as', 'as']);
  if (how === undefined) return false;
  if (tookOne(cursor, ['row start', 'row end'])) return true;
  if (took(cursor, 'identity')) {
    inside(cursor);
    column.identity = how === 'generated always as' ? 'always' : 'by default';
    column.nullable = false;
    return true;
  }
  const expression = inside(cursor);
  if (!expression) return back(cursor, from);
  const kind = tookOne(cursor, ['stored', 'persistent', 'virtual']);
  column.generated = { expression: rest(expression), stored: kind === 'stored' || kind === 'persistent' };
  return true;
}

function key(cursor: Cursor, { column, constraints }: Draft): boolean {
  const from = cursor.at;
  const name = constraintName(cursor);
  const kind = tookOne(cursor, ['unique key', 'unique', 'primary key', 'key']);
  if (kind === undefined) return back(cursor, from);
  const isUnique = kind.startsWith('unique');
  tookOne(cursor, ['asc', 'desc']);
  onConflict(cursor);
  if (!isUnique) column.nullable = false;
  constraints.push({ kind: isUnique ? 'unique' : 'primaryKey', ...name, columns: [column.name] });
  return true;
}

function check(cursor: Cursor, { constraints }: Draft): boolean {
  const from = cursor.at;
  const name = constraintName(cursor);
  const expression = took(cursor, 'check') ? inside(cursor) : undefined;
  if (!expression) return back(cursor, from);
  const notValid = isUnenforced(cursor) ? { notValid: true } : {};
  onConflict(cursor);
  constraints.push({ kind: 'check', ...name, expression: rest(expression), ...notValid });
  return true;
}

/** MySQL reads a reference in a column's definition and, before 9.0, forgets it. */
function foreignKey(cursor: Cursor, { column, constraints }: Draft): boolean {
  const from = cursor.at;
  const name = constraintName(cursor);
  const target = referencesHere(cursor);
  if (!target) return back(cursor, from);
  const found = { kind: 'foreignKey', ...name, columns: [column.name], ...target } as const;
  if (cursor.engine !== 'mysql') constraints.push(found);
  return true;
}

function collated(cursor: Cursor, { column }: Draft): boolean {
  if (!took(cursor, 'collate')) return false;
  const collation = nameHere(cursor) ?? stringHere(cursor);
  if (column.type && collation !== undefined) column.type = { ...column.type, collation };
  return true;
}

function commented(cursor: Cursor, { column }: Draft): boolean {
  if (!took(cursor, 'comment')) return false;
  const comment = stringHere(cursor);
  if (comment !== undefined) column.comment = comment;
  return true;
}

function placed(cursor: Cursor, draft: Draft): boolean {
  if (took(cursor, 'first')) draft.position = 'first';
  else if (took(cursor, 'after')) {
    const after = nameHere(cursor);
    if (after !== undefined) draft.position = { after };
  } else return false;
  return true;
}

/** What changes nothing that the model speaks of. */
function stored(cursor: Cursor): boolean {
  if (tookOne(cursor, ['visible', 'invisible', 'without system versioning', 'with system versioning'])) return true;
  if (
    !tookOne(cursor, [
      'column_format',
      'storage',
      'engine_attribute',
      'secondary_engine_attribute',
      'srid',
      'ref_system_id',
    ])
  ) {
    return false;
  }
  tookSign(cursor, '=');
  cursor.at++;
  return true;
}

function constraintName(cursor: Cursor): { readonly name?: string } {
  if (!took(cursor, 'constraint')) return {};
  if (/^(check|unique|primary|not|null|references)$/.test(word(cursor))) return {};
  const name = nameHere(cursor);
  return name === undefined ? {} : { name };
}

/** SQLite says there what is done with a row that violates it: https://www.sqlite.org/lang_conflict.html */
function onConflict(cursor: Cursor): void {
  if (took(cursor, 'on conflict')) cursor.at++;
}

function back(cursor: Cursor, at: number): false {
  cursor.at = at;
  return false;
}
