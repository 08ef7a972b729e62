import type { Default } from '../../model/column.ts';
import { hasHoles } from '../../python/texts.ts';
import { type Call, itemsOf, type Value } from '../../python/values.ts';
import { columnName, knownText, type Written } from './arguments.ts';

/** The SQL of an SQLAlchemy expression, with its values inline; undefined where it cannot be said. */
export function sqlOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'text':
      return hasHoles(value) ? undefined : quoted(value.text);
    case 'number':
      return String(value.value);
    case 'truth':
      return String(value.value);
    case 'none':
      return 'NULL';
    case 'sequence': {
      const items = value.items.map(sqlOf);
      return items.includes(undefined) ? undefined : `(${items.join(', ')})`;
    }
    case 'call':
      return ofCall(value);
    case 'operator':
      return ofOperator(value.operator, value.operands);
    case 'reference':
      return columnName(value) ?? (value.path.startsWith('sqlalchemy') && value.name === 'null' ? 'NULL' : undefined);
    case 'dictionary':
    case 'function':
    case 'class':
    case 'unknown':
      return undefined;
  }
}

/** What `server_default=` keeps in the database; undefined where it keeps nothing. */
export function defaultOf(value: Value | undefined, written: Written): Default | undefined {
  if (!value || value.kind === 'none' || (value.kind === 'truth' && !value.value)) return undefined;
  if (value.kind === 'text') {
    return hasHoles(value) ? { kind: 'unknown', written: written(value) } : { kind: 'constant', value: value.text };
  }
  if (value.kind === 'call') {
    const first = value.positional[0] ?? value.keywords.get('arg');
    if (value.name === 'FetchedValue') return undefined;
    if (value.name === 'DefaultClause') return defaultOf(first, written);
    if ((value.name === 'literal' || value.name === 'inline_literal') && first?.kind === 'text')
      return defaultOf(first, written);
    const sql = ofCall(value);
    if (sql !== undefined) return { kind: 'expression', sql };
  }
  if (value.kind === 'operator') {
    const sql = sqlOf(value);
    if (sql !== undefined) return { kind: 'expression', sql };
  }
  return { kind: 'unknown', written: written(value) };
}

/** SQL as text: `sa.text("…")`, a plain string, or an expression. */
export function sqlText(value: Value | undefined): string | undefined {
  if (!value) return undefined;
  return knownText(value) ?? sqlOf(value);
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, "''")}'`;
}

function ofCall(call: Call): string | undefined {
  const given = call.positional;
  const [first, second] = given;
  if (call.path.includes('.func.') || call.path.startsWith('func.')) return functionCall(call);
  if (call.of && call.of.kind !== 'class' && isExpression(call.of)) return ofMethod(call.of, call.name, given, call);
  switch (call.name) {
    case 'text':
    case 'literal_column':
    case 'TextClause':
      return knownText(first ?? call.keywords.get('text'))?.replace(/\\:/g, ':');
    case 'column':
    case 'Column':
      return knownText(first);
    case 'literal':
    case 'inline_literal':
    case 'bindparam':
    case 'not_':
    case 'true':
    case 'false':
    case 'null':
      return ofConstant(call.name, first);
    case 'and_':
    case 'or_':
      return joined(given, call.name === 'and_' ? ' AND ' : ' OR ');
    case 'cast':
    case 'type_coerce':
      return first && second && casted(first, second);
    case 'desc':
    case 'asc':
    case 'nullsfirst':
    case 'nullslast':
    case 'nulls_first':
    case 'nulls_last':
      return first && ordered(first, call);
    case 'array':
      return itemsOf(first ?? call) && `ARRAY[${(itemsOf(first ?? call) ?? []).map(sqlOf).join(', ')}]`;
    default:
      return undefined;
  }
}

/** `desc("name")`: a plain text names a column here. */
function ordered(value: Value, call: Call): string | undefined {
  const name = knownText(value);
  return name === undefined ? ofMethod(value, call.name, [], call) : methods.get(call.name)?.(name, []);
}

function isExpression(value: Value): boolean {
  if (value.kind === 'operator') return true;
  if (value.kind === 'reference') return columnName(value) !== undefined;
  return value.kind === 'call' && (columnName(value) !== undefined || ofCall(value) !== undefined);
}

function ofConstant(name: string, value: Value | undefined): string | undefined {
  if (name === 'true' || name === 'false') return name;
  if (name === 'null') return 'NULL';
  const sql = value && sqlOf(value);
  if (sql === undefined) return undefined;
  return name === 'not_' ? `NOT ${sql}` : sql;
}

const withoutBrackets = new Set([
  'CURRENT_TIMESTAMP',
  'CURRENT_DATE',
  'CURRENT_TIME',
  'LOCALTIME',
  'LOCALTIMESTAMP',
  'CURRENT_USER',
  'SESSION_USER',
  'USER',
]);

function functionCall(call: Call): string | undefined {
  const name = call.path.slice(call.path.lastIndexOf('func.') + 5);
  if (name === 'cast' && call.positional[0] && call.positional[1])
    return casted(call.positional[0], call.positional[1]);
  if (withoutBrackets.has(name.toUpperCase()) && call.positional.length === 0) return name.toUpperCase();
  const given = call.positional.map(sqlOf);
  return given.includes(undefined) ? undefined : `${name}(${given.join(', ')})`;
}

function casted(value: Value, type: Value): string | undefined {
  const sql = sqlOf(value);
  const name = type.kind === 'reference' || type.kind === 'call' ? type.name : undefined;
  return sql === undefined || name === undefined ? undefined : `CAST(${sql} AS ${name.toUpperCase()})`;
}

function joined(values: readonly Value[], by: string): string | undefined {
  const parts = values.map((value) => {
    const sql = sqlOf(value);
    return sql !== undefined && value.kind === 'call' && (value.name === 'or_' || value.name === 'and_')
      ? `(${sql})`
      : sql;
  });
  return parts.includes(undefined) ? undefined : parts.join(by);
}

const methods: ReadonlyMap<string, (of: string, given: readonly (string | undefined)[]) => string> = new Map(
  Object.entries({
    is_: (of, [value]) => `${of} IS ${value}`,
    is_not: (of, [value]) => `${of} IS NOT ${value}`,
    isnot: (of, [value]) => `${of} IS NOT ${value}`,
    in_: (of, [value]) => `${of} IN ${value}`,
    not_in: (of, [value]) => `${of} NOT IN ${value}`,
    notin_: (of, [value]) => `${of} NOT IN ${value}`,
    like: (of, [value]) => `${of} LIKE ${value}`,
    ilike: (of, [value]) => `${of} ILIKE ${value}`,
    not_like: (of, [value]) => `${of} NOT LIKE ${value}`,
    between: (of, [low, high]) => `${of} BETWEEN ${low} AND ${high}`,
    desc: (of) => `${of} DESC`,
    asc: (of) => `${of} ASC`,
    nullsfirst: (of) => `${of} NULLS FIRST`,
    nullslast: (of) => `${of} NULLS LAST`,
    nulls_first: (of) => `${of} NULLS FIRST`,
    nulls_last: (of) => `${of} NULLS LAST`,
    label: (of) => of,
    self_group: (of) => `(${of})`,
  }),
);

function ofMethod(of: Value, name: string, given: readonly Value[], call: Call): string | undefined {
  const left = sqlOf(of);
  const method = methods.get(name);
  const values = given.map(sqlOf);
  if (left === undefined || values.includes(undefined)) {
    return name === 'cast' && left !== undefined && given[0] ? casted(of, given[0]) : undefined;
  }
  if (name === 'bindparams') return bound(left, call);
  if (name === 'op') return undefined;
  return method?.(left, values);
}

/** `text("a = :b").bindparams(b=1)` with its values inline. */
function bound(sql: string, call: Call): string | undefined {
  let result = sql;
  for (const [name, value] of call.keywords) {
    const shown = sqlOf(value);
    if (shown === undefined) return undefined;
    result = result.replace(new RegExp(`(?<![:\\\\]):${name}\\b`, 'g'), () => shown);
  }
  return result;
}

const operators: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '==': '=',
    '!=': '!=',
    '<': '<',
    '<=': '<=',
    '>': '>',
    '>=': '>=',
    '+': '+',
    '-': '-',
    '*': '*',
    '/': '/',
    '%': '%',
    '&': 'AND',
    '|': 'OR',
  }),
);

function ofOperator(operator: string, operands: readonly Value[]): string | undefined {
  const [left, right] = operands.map(sqlOf);
  const sign = operators.get(operator);
  if (left === undefined) return undefined;
  if (operands.length === 1) return operator === '~' ? `NOT (${left})` : `${operator}${left}`;
  if (right === undefined || sign === undefined) return undefined;
  if (right === 'NULL' && (sign === '=' || sign === '!=')) return `${left} IS ${sign === '=' ? '' : 'NOT '}NULL`;
  if (sign === 'AND' || sign === 'OR') return `(${left}) ${sign} (${right})`;
  return `${left} ${sign} ${right}`;
}
