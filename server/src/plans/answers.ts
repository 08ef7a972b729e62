import type { ColumnType, Default } from '../model/column.ts';
import type { Name } from '../model/name.ts';

/** `schema.table` or `table`; a name that holds a dot itself stands in quotes. */
export function tableFrom(answer: string): Name {
  const [first = '', second] = partsOf(answer);
  return second === undefined ? { name: first } : { schema: first, name: second };
}

function partsOf(answer: string): readonly string[] {
  const text = answer.trim();
  const parts = /^(?:(?:"(?:[^"]|"")+"|`(?:[^`]|``)+`|[^."`]*)(?:\.(?!$)|$))+$/.test(text)
    ? (text.match(/"(?:[^"]|"")+"|`(?:[^`]|``)+`|[^."`]+/g) ?? [])
    : text.split('.');
  return parts.map((each) => {
    const [, quote = '', inner = ''] = /^(["`])(.*)\1$/.exec(each) ?? [];
    return quote === '' ? each : inner.replaceAll(quote + quote, quote);
  });
}

/** Why it names no table; undefined where it does. */
export function misnamed(answer: string): string | undefined {
  const text = answer.trim();
  const parts = /^\.|\.\.|\.$/.test(text) ? text.split('.') : partsOf(text);
  return parts.length > 2 || parts.includes('')
    ? `"${answer}" is no table: write users, or app.users for one of a schema`
    : undefined;
}

/** Names with commas between them; one that holds a comma itself stands in double quotes. */
export function namesFrom(answer: string): readonly string[] {
  const parts = answer.matchAll(/\s*("(?:[^"]|"")*"(?=\s*(?:,|$))|[^,]+)/g);
  return [...parts]
    .map(([, each = '']) => each.trim())
    .filter((each) => each !== '')
    .map((each) => (/^"(?:[^"]|"")+"$/.test(each) ? each.slice(1, -1).replaceAll('""', '"') : each));
}

/** A type as people write it: `varchar(20)`, `numeric(10, 2)`, `text[]`, `String(20)`. */
export function typeFrom(answer: string): ColumnType | undefined {
  const match = /^\s*([A-Za-z_][\w ]*?)\s*(?:\(\s*(\d+(?:\s*,\s*\d+)*)\s*\))?\s*((?:\[\s*\])*)\s*$/.exec(answer);
  if (!match) return undefined;
  const [, word = '', args = '', brackets = ''] = match;
  const name = word.toLowerCase().replace(/\s+/g, ' ');
  const dimensions = brackets.split('[').length - 1;
  return {
    name: shortNames.get(name) ?? name,
    arguments: args === '' ? [] : args.split(',').map(Number),
    ...(dimensions > 0 && { dimensions }),
  };
}

/** A value for a default: a call or keyword is an expression, anything else a constant. */
export function defaultFrom(answer: string): Default {
  const text = answer.trim();
  if (/^(true|false|null|current_\w+|localtime\w*|[a-z_][\w.]*\s*\(.*\))$/i.test(text))
    return { kind: 'expression', sql: text };
  const quoted = /^'((?:[^']|'')*)'$/.exec(text);
  return { kind: 'constant', value: quoted ? (quoted[1] ?? '').replaceAll("''", "'") : text };
}

/** The same value where an expression is wanted. */
export function expressionFrom(value: Default): string | undefined {
  switch (value.kind) {
    case 'constant':
      return /^-?\d+(\.\d+)?$/.test(value.value) ? value.value : `'${value.value.replaceAll("'", "''")}'`;
    case 'expression':
      return value.sql;
    case 'unknown':
      return undefined;
  }
}

const shortNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    int: 'integer',
    int4: 'integer',
    int8: 'bigint',
    int2: 'smallint',
    bool: 'boolean',
    string: 'varchar',
    'character varying': 'varchar',
    character: 'char',
    decimal: 'numeric',
    float: 'double precision',
    float8: 'double precision',
    float4: 'real',
    datetime: 'timestamp',
    'timestamp with time zone': 'timestamptz',
    'timestamp without time zone': 'timestamp',
  }),
);
