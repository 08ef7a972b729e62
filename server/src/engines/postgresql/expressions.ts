import type { Callable } from '../../model/objects.ts';
import type { Schema } from '../../model/schema.ts';
import { volatilityOf } from './functions.ts';

/** Whether an SQL expression gives each row a value of its own, and the function that decides it. */
export interface Volatility {
  readonly kind: 'constant' | 'stable' | 'volatile' | 'unknown';
  /** The first function of that kind; absent for a constant. */
  readonly because?: string | undefined;
}

/** Volatile as soon as one called function is; a function that no table of facts knows makes it unknown. */
export function volatility(sql: string, functions: Schema['functions'] = new Map()): Volatility {
  const called = calledFunctions(sql);
  const kindOf = (name: string) => {
    const own = functions.get(name.replace(/\(…\)$/, ''));
    return own ? wordOf(own) : volatilityOf(name);
  };
  const found = (kind: ReturnType<typeof volatilityOf>) => called.find((name) => kindOf(name) === kind);
  const volatile = found('volatile');
  if (volatile !== undefined) return { kind: 'volatile', because: `${volatile}()` };
  const unknown = found('unknown');
  if (unknown !== undefined) return { kind: 'unknown', because: `${unknown}()` };
  const stable = found('not volatile');
  if (stable !== undefined) return { kind: 'stable', because: `${stable}()` };
  const keyword = tokens(sql).find((token) => keywords.has(token.toLowerCase()));
  return keyword === undefined ? { kind: 'constant' } : { kind: 'stable', because: keyword };
}

/** A query whose body was taken in is as volatile as that is. */
function wordOf({ volatility: said, inlined }: Callable): ReturnType<typeof volatilityOf> {
  if (said !== 'volatile') return 'not volatile';
  return inlined ? 'unknown' : 'volatile';
}

/** Whether the expression names the column. A string that reads like it does not count. */
export function mentions(expression: string, column: string): boolean {
  return tokens(expression).some(
    (token) => token === `"${column}"` || (/^\w/.test(token) && token.toLowerCase() === column.toLowerCase()),
  );
}

/** The operator that compares the bare column with a number that is written out: `age >= 0`. */
export function comparedWithNumber(expression: string, column: string): string | undefined {
  return compared(expression, column, (side) => /^\d+$/.test(side));
}

/** Whether the bare column is compared with a string that is written out: `mood = 'ok'`. */
export function comparedWithText(expression: string, column: string): boolean {
  return compared(expression, column, (side) => side === "''") !== undefined;
}

function compared(expression: string, column: string, isWanted: (side: string) => boolean): string | undefined {
  const all = joinedOperators(tokens(expression));
  for (const [at, token] of all.entries()) {
    if (!comparisons.has(token)) continue;
    const sides = [all[at - 1], all[at + 1]].filter((side) => side !== undefined);
    const around = [all[at - 2], all[at + 2]];
    const plain = around.every((each) => each === undefined || /^([()]|and|or)$/i.test(each));
    if (plain && sides.some((side) => isColumn([side], column)) && sides.some(isWanted)) return token;
  }
  return undefined;
}

/** The function that the bare column is handed to, alone: `lower(email)`. */
export function passedTo(expression: string, column: string): string | undefined {
  const all = tokens(expression);
  const at = all.findIndex(
    (token, place) => all[place - 1] === '(' && all[place + 1] === ')' && isColumn([token], column),
  );
  const name = at < 2 ? undefined : all[at - 2];
  return name !== undefined && /^\w+$/.test(name) ? name.toLowerCase() : undefined;
}

const comparisons = new Set(['=', '<', '>', '<=', '>=', '<>']);

/** `>` and `=` side by side are one operator. */
function joinedOperators(all: readonly string[]): readonly string[] {
  return all.flatMap((token, at) => {
    const pair = `${token}${all[at + 1] ?? ''}`;
    if (comparisons.has(pair) && pair.length === 2) return [pair];
    return at > 0 && comparisons.has(`${all[at - 1]}${token}`) && token.length === 1 && /[=>]/.test(token)
      ? []
      : [token];
  });
}

/** Whether a CHECK with this expression lets no row pass whose column is NULL: `a IS NOT NULL AND …`. */
export function provesNotNull(expression: string, column: string): boolean {
  const inner = withoutParentheses(tokens(expression));
  const parts = conjunction(inner);
  if (parts.length > 1) return parts.some((part) => provesNotNull(part.join(' '), column));
  const [first, ...rest] = inner;
  if (first?.toLowerCase() === 'not') {
    const negated = withoutParentheses(rest);
    return isColumn(negated.slice(0, -2), column) && endsWith(negated, ['is', 'null']);
  }
  return isColumn(inner.slice(0, -3), column) && endsWith(inner, ['is', 'not', 'null']);
}

/** Functions that are called without parentheses. */
const keywords = new Set([
  'current_timestamp',
  'current_date',
  'current_time',
  'localtimestamp',
  'localtime',
  'current_user',
  'session_user',
  'current_role',
  'current_schema',
  'current_catalog',
  'user',
]);

/** Words before a parenthesis that call no function: https://www.postgresql.org/docs/18/sql-keywords-appendix.html */
const notFunctions = new Set(
  `all and any array as between bit by case cast char character coalesce current_time current_timestamp dec decimal else exists
  extract filter float from greatest grouping ilike in interval is least like localtime localtimestamp national nchar not null
  nullif numeric on or over overlay position precision row similar some substring then time timestamp trim unique using values
  varbit varchar varying when where with within zone`
    .trim()
    .split(/\s+/),
);

const withoutArguments = new Set(['now', 'transaction_timestamp', 'statement_timestamp']);

function calledFunctions(sql: string): readonly string[] {
  const all = tokens(sql);
  return all.flatMap((token, at) => {
    if (all[at + 1] !== '(' || !/^["\p{L}_]/u.test(token)) return [];
    if (all[at - 1] === '::') return [];
    const name = token.startsWith('"') ? token.slice(1, -1) : token.toLowerCase();
    if (notFunctions.has(name) && !token.startsWith('"')) return [];
    // With arguments it is somebody's own function of that name.
    return all[at + 2] !== ')' && withoutArguments.has(name) ? [`${name}(…)`] : [name];
  });
}

/** Words, quoted names and signs; strings become `''`, comments go. */
function tokens(sql: string): readonly string[] {
  return bare(sql).match(/"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*|\d[\d.]*|::|''|\S/gu) ?? [];
}

function bare(sql: string): string {
  return sql.replace(
    /"(?:[^"]|"")*"|[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|(\$\w*\$)[\s\S]*?\1|--[^\n]*|\/\*[\s\S]*?\*\//g,
    (text) => (text.startsWith('"') ? text : text.startsWith('-') || text.startsWith('/') ? ' ' : "''"),
  );
}

function withoutParentheses(all: readonly string[]): readonly string[] {
  const pairs = closings(all);
  let depth = 0;
  while (all[depth] === '(' && pairs.get(depth) === all.length - 1 - depth) depth++;
  return all.slice(depth, all.length - depth);
}

/** Where each opening parenthesis is closed. */
function closings(all: readonly string[]): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (const [at, token] of all.entries()) {
    if (token === '(') open.push(at);
    const start = token === ')' ? open.pop() : undefined;
    if (start !== undefined) pairs.set(start, at);
  }
  return pairs;
}

/** The operands of the AND at the top; a BETWEEN or an OR there makes it one operand. */
function conjunction(all: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  let depth = 0;
  for (const token of all) {
    depth += token === '(' ? 1 : token === ')' ? -1 : 0;
    const word = depth === 0 ? token.toLowerCase() : '';
    if (word === 'or' || word === 'between') return [all];
    if (word === 'and') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** The tokens are the column's name, whether or not the table stands before it. */
function isColumn(all: readonly string[], column: string): boolean {
  const name = withoutParentheses(all);
  const last = name.at(-1);
  if (last === undefined || (name.length > 1 && name.at(-2) !== '.')) return false;
  return last.startsWith('"') ? last.slice(1, -1).replaceAll('""', '"') === column : last.toLowerCase() === column;
}

function endsWith(all: readonly string[], words: readonly string[]): boolean {
  return words.every((word, at) => all[all.length - words.length + at]?.toLowerCase() === word);
}
