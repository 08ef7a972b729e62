import type { Constraint } from '../../model/constraint.ts';
import { familyOf } from '../../model/engine.ts';
import type { CreateIndex, IndexKey } from '../../model/operation.ts';
import { type Cursor, commaParts, inside, isDone, rest, sign, textBetween, took, tookOne, word } from './cursor.ts';
import { nameHere, namesInParentheses } from './names.ts';
import { referencesHere } from './references.ts';

/** All of an index but its table. */
export type IndexDefinition = Omit<CreateIndex, 'kind' | 'table' | 'online'>;

export type TableElement = { readonly constraint: Constraint } | { readonly index: IndexDefinition };

/** A constraint or an index as it stands in `CREATE TABLE` and behind `ADD`; undefined where it is none or not all known. */
export function tableElement(cursor: Cursor): TableElement | undefined {
  const name = constraintName(cursor);
  const kind = tookOne(cursor, elementWords);
  switch (kind) {
    case 'primary key':
      return keyConstraint(cursor, 'primaryKey', name);
    case 'unique':
      return keyConstraint(cursor, 'unique', name);
    case 'foreign key':
      return foreignKey(cursor, name);
    case 'check':
      return check(cursor, name);
    case 'unique index':
    case 'unique key':
      return indexHere(cursor, { ...name, unique: true });
    case 'fulltext index':
    case 'fulltext key':
    case 'fulltext':
      return indexHere(cursor, { method: 'fulltext' });
    case 'spatial index':
    case 'spatial key':
    case 'spatial':
      return indexHere(cursor, { method: 'spatial' });
    case 'index':
    case 'key':
      return indexHere(cursor, {});
    case undefined:
      return undefined;
  }
}

const elementWords = [
  'primary key',
  'unique index',
  'unique key',
  'unique',
  'foreign key',
  'check',
  'fulltext index',
  'fulltext key',
  'fulltext',
  'spatial index',
  'spatial key',
  'spatial',
  'index',
  'key',
] as const;

/** From the keys on: `(a, lower(b)) USING BTREE COMMENT 'x' WHERE a > 1`. */
export function keysHere(
  cursor: Cursor,
): Pick<IndexDefinition, 'keys' | 'include' | 'method' | 'options' | 'where'> | undefined {
  const list = inside(cursor);
  if (!list) return undefined;
  const keys = commaParts(list).map(indexKey);
  const include = took(cursor, 'include') ? namesInParentheses(cursor) : undefined;
  const from = cursor.at;
  while (!isDone(cursor) && word(cursor) !== 'where' && !isOnline(cursor)) cursor.at++;
  const options = textBetween(cursor, from, cursor.at);
  const method = /^using\s+(\w+)$/i.exec(options)?.[1]?.toLowerCase();
  const where = took(cursor, 'where') ? { where: rest(cursor) } : {};
  if ('where' in where) cursor.at = cursor.end;
  const kept = method === undefined && options !== '' ? { options } : {};
  return { keys, ...(include && { include }), ...(method !== undefined && { method }), ...kept, ...where };
}

/** MySQL may keep a CHECK without ever asking it: https://dev.mysql.com/doc/refman/8.4/en/create-table-check-constraints.html */
export function isUnenforced(cursor: Cursor): boolean {
  return tookOne(cursor, ['not enforced', 'enforced']) === 'not enforced';
}

/** The name of the index that MySQL makes for it may go before the columns. */
function keyConstraint(cursor: Cursor, kind: 'primaryKey' | 'unique', name: Named): TableElement | undefined {
  const ifNotExists = took(cursor, 'if not exists') ? { ifNotExists: true } : {};
  const index = isKeyStart(cursor) ? undefined : nameHere(cursor);
  const called = kind === 'unique' && index !== undefined ? { name: name.name ?? index } : name;
  const from = cursor.at;
  if (took(cursor, 'using')) cursor.at++;
  const read = keysHere(cursor);
  if (!read || !isDone(cursor) || read.where !== undefined) return undefined;
  const columns = read.keys.map(keyColumn);
  if (columns.includes(undefined)) return undefined;
  const isPlain = read.keys.every((each) => 'column' in each);
  if (kind === 'unique' && (!isPlain || ifNotExists.ifNotExists)) {
    return { index: { ...called, ...read, unique: true, ...ifNotExists } };
  }
  cursor.at = from;
  if (took(cursor, 'using')) cursor.at++;
  inside(cursor);
  const options = rest(cursor);
  cursor.at = cursor.end;
  const known = columns.filter((each) => each !== undefined);
  return { constraint: { kind, ...called, columns: known, ...(options !== '' && { options }) } };
}

/** A key may take the first letters of a column only, or go downwards. */
function keyColumn(key: IndexKey): string | undefined {
  if ('column' in key) return key.column;
  return /^[`"]?([\w$ ]+?)[`"]?\s*(\(\d+\))?(\s+(asc|desc))?$/i.exec(key.expression)?.[1];
}

function isKeyStart(cursor: Cursor): boolean {
  return sign(cursor) === '(' || word(cursor) === 'using';
}

/** The name of the index that MySQL makes for it goes before the columns. */
function foreignKey(cursor: Cursor, name: Named): TableElement | undefined {
  took(cursor, 'if not exists');
  const index = sign(cursor) === '(' ? undefined : nameHere(cursor);
  const columns = namesInParentheses(cursor);
  const target = columns && referencesHere(cursor);
  if (!columns || !target || !isDone(cursor)) return undefined;
  const called = name.name === undefined && index !== undefined ? { name: index } : name;
  return { constraint: { kind: 'foreignKey', ...called, columns, ...target } };
}

function check(cursor: Cursor, name: Named): TableElement | undefined {
  const expression = inside(cursor);
  if (!expression) return undefined;
  const unproven = isUnenforced(cursor) || (familyOf(cursor.engine) === 'postgresql' && took(cursor, 'not valid'));
  const notValid = unproven ? { notValid: true } : {};
  if (!isDone(cursor)) return undefined;
  return { constraint: { kind: 'check', ...name, expression: rest(expression), ...notValid } };
}

function indexHere(cursor: Cursor, facts: Partial<IndexDefinition>): TableElement | undefined {
  const ifNotExists = took(cursor, 'if not exists') ? { ifNotExists: true } : {};
  const name = isKeyStart(cursor) ? undefined : nameHere(cursor);
  const method = took(cursor, 'using') ? nameHere(cursor)?.toLowerCase() : undefined;
  const read = keysHere(cursor);
  if (!read || !isDone(cursor)) return undefined;
  const how = facts.method ?? method;
  return {
    index: {
      ...facts,
      ...(name !== undefined && { name }),
      ...read,
      ...ifNotExists,
      ...(how !== undefined && { method: how }),
    },
  };
}

/** A key with a length or an order of its own is kept as SQL, so that nothing of it gets lost. */
function indexKey(part: Cursor): IndexKey {
  const expression = rest(part);
  const column = nameHere(part);
  return column !== undefined && isDone(part) ? { column } : { expression };
}

function isOnline(cursor: Cursor): boolean {
  return /^(algorithm|lock)$/.test(word(cursor));
}

type Named = { readonly name?: string };

function constraintName(cursor: Cursor): Named {
  if (!took(cursor, 'constraint')) return {};
  took(cursor, 'if not exists');
  if (/^(check|unique|primary|foreign)$/.test(word(cursor))) return {};
  const name = nameHere(cursor);
  return name === undefined ? {} : { name };
}
