import type { ColumnType } from '../../model/column.ts';
import { familyOf } from '../../model/engine.ts';
import { columnType } from '../tree/types.ts';
import {
  type Cursor,
  commaParts,
  inside,
  isDone,
  rest,
  sign,
  tokenOf,
  took,
  tookOne,
  tookSign,
  word,
} from './cursor.ts';
import { nameHere } from './names.ts';

/** A string constant without its quotes; undefined where none comes next. */
export function stringHere(cursor: Cursor): string | undefined {
  const token = tokenOf(cursor);
  const text = token?.kind === 'string' ? cursor.text.slice(token.start, token.end) : '';
  const mark = text[0] ?? '';
  if ((mark !== "'" && mark !== '"') || text.length < 2) return undefined;
  cursor.at++;
  const body = text.slice(1, text.endsWith(mark) ? -1 : undefined).replaceAll(mark + mark, mark);
  return isMysql(cursor) ? unescaped(body) : body;
}

/** The type of a column with all that belongs to it; undefined where none is written or its length is no number. */
export function typeHere(cursor: Cursor): ColumnType | undefined {
  const name = typeName(cursor);
  if (name === undefined) return undefined;
  const list = inside(cursor);
  const parts = list ? commaParts(list) : [];
  const zone = tookOne(cursor, ['with time zone', 'without time zone']);
  const labels = parts.map(stringHere).filter((each) => each !== undefined);
  const isLabelled = labels.length > 0 && labels.length === parts.length;
  const numbers = isLabelled ? [] : parts.map((part) => Number(rest(part)));
  const written = { name, arguments: numbers, ...(isLabelled && { values: labels }), ...attributes(cursor) };
  if (!numbers.every(Number.isInteger)) return undefined;
  return familyOf(cursor.engine) === 'postgresql'
    ? postgresqlType(written, zone, cursor)
    : columnType(written, cursor.engine);
}

/** MySQL's escapes; `\%` and `\_` keep their backslash: https://dev.mysql.com/doc/refman/8.4/en/string-literals.html */
function unescaped(text: string): string {
  return text.replace(/\\([^%_])/gs, (_, escaped: string) => escapes.get(escaped) ?? escaped);
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['b', '\b'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['Z', '\x1a'],
]);

/** SQLite takes any words for a type, the other engines one, or several that they know. */
function typeName(cursor: Cursor): string | undefined {
  if (isDone(cursor) || notInTypes.has(word(cursor))) return undefined;
  const several = tookOne(cursor, wordyTypes);
  if (several !== undefined) return several;
  const first = tokenOf(cursor)?.kind === 'string' ? undefined : nameHere(cursor);
  if (first === undefined) return undefined;
  const words = [first.toLowerCase()];
  while (familyOf(cursor.engine) === 'postgresql' && tookSign(cursor, '.'))
    words.splice(0, 1, `${words[0]}.${nameHere(cursor)}`);
  while (familyOf(cursor.engine) === 'sqlite' && word(cursor) !== '' && !notInTypes.has(word(cursor))) {
    words.push(word(cursor));
    cursor.at++;
  }
  return words.join(' ');
}

const wordyTypes = [
  'double precision',
  'national character varying',
  'national char varying',
  'national varchar',
  'national character',
  'national char',
  'nchar varchar',
  'nchar varying',
  'character varying',
  'char varying',
  'char byte',
  'long varbinary',
  'long varchar',
  'bit varying',
] as const;

/** Words that begin a clause of a column's definition. */
const notInTypes: ReadonlySet<string> = new Set(
  (
    'after as auto_increment autoincrement check collate comment constraint default first generated invisible key not ' +
    'null on primary references unique using visible'
  ).split(' '),
);

interface Attributes {
  readonly unsigned?: boolean;
  readonly charset?: string;
}

function attributes(cursor: Cursor): Attributes {
  if (!isMysql(cursor)) return {};
  const found: { -readonly [K in keyof Attributes]: Attributes[K] } = {};
  for (;;) {
    if (took(cursor, 'unsigned') || took(cursor, 'zerofill')) found.unsigned = true;
    else if (tookOne(cursor, ['character set', 'charset', 'char set'])) {
      const charset = nameHere(cursor) ?? stringHere(cursor);
      if (charset !== undefined) found.charset = charset;
    } else if (!tookOne(cursor, ['signed', 'binary', 'ascii', 'unicode'])) return found;
  }
}

function postgresqlType(
  { name, arguments: numbers }: { readonly name: string; readonly arguments: readonly number[] },
  zone: string | undefined,
  cursor: Cursor,
): ColumnType {
  let dimensions = 0;
  while (tookSign(cursor, '[')) {
    while (!isDone(cursor) && sign(cursor) !== ']') cursor.at++;
    tookSign(cursor, ']');
    dimensions++;
  }
  const zoned = zone === 'with time zone' ? `${name}tz` : name;
  return { name: postgresqlNames.get(zoned) ?? zoned, arguments: numbers, ...(dimensions > 0 && { dimensions }) };
}

const postgresqlNames: ReadonlyMap<string, string> = new Map([
  ['int', 'integer'],
  ['int2', 'smallint'],
  ['int4', 'integer'],
  ['int8', 'bigint'],
  ['float4', 'real'],
  ['float8', 'double precision'],
  ['float', 'double precision'],
  ['bool', 'boolean'],
  ['decimal', 'numeric'],
  ['character varying', 'varchar'],
  ['char varying', 'varchar'],
  ['character', 'char'],
  ['bit varying', 'varbit'],
]);

function isMysql({ engine }: Cursor): boolean {
  return familyOf(engine) === 'mysql';
}
