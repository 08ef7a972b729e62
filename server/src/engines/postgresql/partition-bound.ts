import type { AttachPartition, PartitionBound } from '../../model/operation.ts';
import type { Table } from '../../model/schema.ts';
import { tableOf } from '../../model/schema.ts';
import { tokensOf } from '../../sql/lex.ts';
import { notNullProof } from './constraints.ts';
import type { At } from './facts.ts';
import { readType, sameType } from './types.ts';

/**
 * Whether valid CHECKs of the table let no row pass that its bound as a partition would not, so that the server need not
 * read the rows: https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE
 * Only what is surely so counts: a key of one column, and values that are written alike or are numbers or dates.
 */
export function impliesBound({ table, partition, bound }: AttachPartition, at: At): boolean {
  const known = tableOf(at.schema, partition);
  const [key, ...more] = tableOf(at.schema, table)?.partitionKey ?? [];
  if (!known || key === undefined || more.length > 0) return false;
  const checks = known.constraints.flatMap((each) =>
    each.kind === 'check' && !each.notValid ? [each.expression] : [],
  );
  const facts = checks.flatMap((sql) => conjuncts(wordsOf(sql))).flatMap((words) => factsOf(words, key, known));
  const isNotNull = notNullProof(at, partition, key) !== undefined || facts.some((each) => each.is === 'not null');
  if (!isNotNull) return false;
  if (bound.kind === 'list') {
    const allowed = bound.values.map((value) => constantIn(wordsOf(value)));
    return facts.some((each) => each.is === 'in' && each.values.every((value) => allowed.includes(value)));
  }
  if (bound.kind !== 'range') return false;
  const [from, to] = [bound.from[0] ?? '', bound.to[0] ?? ''];
  return (
    (isUnbounded(from) || facts.some((each) => isAbove(each, constantIn(wordsOf(from))))) &&
    (isUnbounded(to) || facts.some((each) => isBelow(each, constantIn(wordsOf(to)))))
  );
}

/**
 * Whether a valid CHECK of the default partition keeps all rows out that the new one is to take, so that the server need not look for
 * them: https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-ATTACH-PARTITION
 */
export function excludesBound(fallback: Table, { table, bound }: AttachPartition, at: At): boolean {
  const [key, ...more] = tableOf(at.schema, table)?.partitionKey ?? [];
  if (key === undefined || more.length > 0 || (bound.kind !== 'range' && bound.kind !== 'list')) return false;
  return fallback.constraints.some(
    (each) =>
      each.kind === 'check' &&
      !each.notValid &&
      conjuncts(wordsOf(each.expression)).some((words) =>
        split(words, 'or').every((part) => liesOutside(unwrapped(part), bound, key, fallback)),
      ),
  );
}

/** Whether no row of the bound can be as the words say. */
function liesOutside(words: Words, bound: PartitionBound, key: string, table: Table): boolean {
  const [first, ...rest] = withoutTable(words);
  if (first === undefined || !isName(first, key)) return false;
  const said = rest.map((each) => each.toLowerCase());
  if (said.join(' ') === 'is null') return true;
  if (bound.kind === 'list') {
    if (said[0] !== 'not' || said[1] !== 'in') return false;
    const [kept] = listed(rest.slice(2), (some) => constantIn(some, table.columns.get(key)?.type));
    const values = bound.values.map((value) => constantIn(wordsOf(value)));
    return kept?.is === 'in' && values.every((value) => value !== undefined && kept.values.includes(value));
  }
  if (bound.kind !== 'range') return false;
  const [from, to] = [bound.from, bound.to].map(([value = '']) =>
    isUnbounded(value) ? undefined : constantIn(wordsOf(value)),
  );
  return factsOf(words, key, table).some(
    (fact) =>
      (to !== undefined && fact.is === '>=' && (fact.value === to || ordered(to, fact.value))) ||
      (from !== undefined && fact.is === '<' && (fact.value === from || ordered(fact.value, from))),
  );
}

/** What a conjunct says of the key. */
type Fact =
  | { readonly is: 'not null' }
  | { readonly is: '>' | '>=' | '<' | '<='; readonly value: string }
  | { readonly is: 'in'; readonly values: readonly string[] };

type Words = readonly string[];

function isUnbounded(value: string): boolean {
  return /^(min|max)value$/i.test(value.trim());
}

function isAbove(fact: Fact, from: string | undefined): boolean {
  if (from === undefined || (fact.is !== '>=' && fact.is !== '>')) return false;
  return fact.value === from || ordered(from, fact.value);
}

function isBelow(fact: Fact, to: string | undefined): boolean {
  if (to === undefined || (fact.is !== '<' && fact.is !== '<=')) return false;
  return (fact.is === '<' && fact.value === to) || ordered(fact.value, to);
}

/** Surely the first is less than the second: two numbers, or two dates. */
function ordered(a: string, b: string): boolean {
  const number = /^-?\d+(\.\d+)?$/;
  const date = /^'\d{4}-\d\d-\d\d'$/;
  if (number.test(a) && number.test(b)) return Number(a) < Number(b);
  return date.test(a) && date.test(b) && a < b;
}

function factsOf(words: Words, key: string, table: Table): readonly Fact[] {
  const all = unwrapped(words);
  const [first, second = '', ...rest] = withoutTable(all);
  const lower = all.map((each) => each.toLowerCase());
  const parts = split(all, 'or');
  if (parts.length > 1) return alternatives(parts, key, table);
  if (first === undefined || !isName(first, key)) return [];
  const behind = lower.slice(-3).join(' ');
  if (rest.length === 2 && behind === 'is not null') return [{ is: 'not null' }];
  const value = (some: Words) => constantIn(some, table.columns.get(key)?.type);
  const word = second.toLowerCase();
  if (word === 'between') {
    const and = rest.findIndex((each) => each.toLowerCase() === 'and');
    const [low, high] = [value(rest.slice(0, and)), value(rest.slice(and + 1))];
    return [...(low ? [{ is: '>=', value: low } as const] : []), ...(high ? [{ is: '<=', value: high } as const] : [])];
  }
  if (word === 'in') return listed(rest, value);
  if (word === '=' && /^(any)$/i.test(rest[0] ?? '')) return listed(arrayItems(rest.slice(1)), value);
  const only = value(rest);
  if (only === undefined) return [];
  if (word === '=') return [{ is: 'in', values: [only] }];
  return word === '>' || word === '>=' || word === '<' || word === '<=' ? [{ is: word, value: only }] : [];
}

/** `a = 1 OR a = 2`. */
function alternatives(parts: readonly Words[], key: string, table: Table): readonly Fact[] {
  const values = parts.map((part) => factsOf(part, key, table).find((each) => each.is === 'in'));
  return values.includes(undefined) ? [] : [{ is: 'in', values: values.flatMap((each) => each?.values ?? []) }];
}

function listed(words: Words, value: (some: Words) => string | undefined): readonly Fact[] {
  const values = split(unwrapped(words), ',').map(value);
  const known = values.filter((each) => each !== undefined);
  return known.length > 0 && known.length === values.length ? [{ is: 'in', values: known }] : [];
}

/** The items of `(ARRAY[1, 2]::integer[])`, which is how the server keeps an IN. */
function arrayItems(words: Words): Words {
  const open = words.indexOf('[');
  return open < 0 ? [] : words.slice(open + 1, words.indexOf(']', open));
}

/** A constant as it is compared: without its cast, where that names the column's own type. */
function constantIn(words: Words, type?: Parameters<typeof sameType>[0]): string | undefined {
  const all = unwrapped(words);
  const cast = all.indexOf('::');
  const bare = unwrapped(cast < 0 ? all : all.slice(0, cast));
  const to = cast < 0 ? undefined : readType(all.slice(cast + 1).join(' '));
  if (cast >= 0 && type && !(to && sameType(to, type))) return undefined;
  const [sign, digits, ...others] = bare;
  if (sign === '-' && digits !== undefined && others.length === 0) return `-${digits}`;
  return bare.length === 1 && sign !== undefined && /^('|\d)/.test(sign) ? sign : undefined;
}

/** The operands of the ANDs at the top, of nested ones too. */
function conjuncts(words: Words): readonly Words[] {
  const all = unwrapped(words);
  const parts = split(all, 'and');
  return parts.length > 1 ? parts.flatMap(conjuncts) : [all];
}

/** The parts between a word at the top; the AND of a BETWEEN divides nothing, and an OR is divided before an AND. */
function split(words: Words, by: string): readonly Words[] {
  const parts: string[][] = [[]];
  let [depth, between] = [0, false];
  const lower = words.map((each) => each.toLowerCase());
  for (const [at, word] of words.entries()) {
    depth += word === '(' || word === '[' ? 1 : word === ')' || word === ']' ? -1 : 0;
    if (depth === 0 && lower[at] === 'between') between = true;
    if (depth === 0 && by === 'and' && lower[at] === 'or') return [words];
    const divides = depth === 0 && lower[at] === by && !(by === 'and' && between);
    if (depth === 0 && lower[at] === 'and') between = false;
    if (divides) parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts;
}

function unwrapped(words: Words): Words {
  let all = words;
  while (all[0] === '(' && closesAtEnd(all)) all = all.slice(1, -1);
  return all;
}

function closesAtEnd(words: Words): boolean {
  let depth = 0;
  for (const [at, word] of words.entries()) {
    depth += word === '(' ? 1 : word === ')' ? -1 : 0;
    if (depth === 0) return at === words.length - 1;
  }
  return false;
}

/** `events.day >= …` and `(day) >= …` are about `day`. */
function withoutTable(words: Words): Words {
  if (words[1] === '.') return words.slice(2);
  return words[0] === '(' && words[2] === ')' ? [words[1] ?? '', ...words.slice(3)] : words;
}

function isName(word: string, name: string): boolean {
  return word.startsWith('"') ? word.slice(1, -1).replaceAll('""', '"') === name : word.toLowerCase() === name;
}

/** Tokens as texts; the signs of one operator are one. */
function wordsOf(sql: string): Words {
  const words: string[] = [];
  let end = -1;
  for (const token of tokensOf(sql, 'postgresql')) {
    const text = sql.slice(token.start, token.end);
    const last = words.at(-1);
    if (token.start === end && last !== undefined && /^(<|>|:)$/.test(last) && /^[=:]$/.test(text)) {
      words[words.length - 1] = last + text;
    } else words.push(text);
    end = token.end;
  }
  return words;
}
