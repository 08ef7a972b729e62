import type { EngineName } from '../model/engine.ts';
import type { Assignment, Condition, RowsTaken } from '../model/rows-taken.ts';
import type { Span } from '../text.ts';
import { type Token, tokensOf } from './lex.ts';
import type { Mapped } from './mapped.ts';

/**
 * What the words of an UPDATE, DELETE, SELECT or INSERT … SELECT tell of the rows that it takes; the text begins with its
 * verb and may go on behind it. Never throws: what it does not understand is a condition of its own.
 */
export function rowsTaken(text: string, engine: EngineName): RowsTaken {
  return takenIn(statementWords(text, engine));
}

/** A condition that stands by itself. */
export function conditionsIn(text: string, engine: EngineName): readonly Condition[] {
  return conjuncts(statementWords(text, engine), new Set());
}

/** What an expression reads. */
export function assignmentOf(column: string, value: string, engine: EngineName): Assignment {
  return assignment(column, statementWords(value, engine), value);
}

/** Each operation on rows with what its statement says of them. */
export function withRowsTaken(operations: readonly Mapped[], text: string, engine: EngineName): readonly Mapped[] {
  return operations.map((each) => {
    if (each.taken || !verbs.test(text.slice(each.head.start, each.head.start + 8))) return each;
    const taken = rowsTaken(text.slice(each.head.start), engine);
    // `WITH batch AS (SELECT … LIMIT 500) UPDATE …`
    const before = text.slice(0, each.head.start);
    if (!/^\s*with\b/i.test(before)) return { ...each, taken };
    const limited = taken.limited || /\blimit\b/i.test(before);
    const conditions = [...taken.conditions, ...chosenBefore(text, each.head.start, engine)];
    return { ...each, taken: { ...taken, conditions, ...(limited && { limited }) } };
  });
}

const verbs = /^(update|delete|insert|replace|select)\b/i;

/** `WITH b AS (SELECT id FROM t WHERE a IS NULL) UPDATE t … FROM b`: what is asked of the rows of the same table before. */
function chosenBefore(text: string, head: number, engine: EngineName): readonly Condition[] {
  const words = statementWords(text, engine);
  const behind = words.filter((each) => each.depth === 0 && each.start >= head && isName(each));
  const target = behind[isWord(behind[0], 'delete') ? 2 : 1];
  return words.flatMap((name, at) => {
    const open = words.findIndex((each, place) => place > at && place <= at + 4 && isSign(each, '('));
    const isNamed = name.depth === 0 && name.start < head && isName(name) && isWord(words[at + 1], 'as') && open > 0;
    if (!isNamed || !behind.some((each) => each.text === name.text)) return [];
    const end = words.findIndex((each, place) => place > open && each.depth === 0);
    const body = words.slice(open + 1, end);
    const query = takenIn(body);
    const from = clausesOf(body, 1).find((each) => each.name === 'from')?.words[0];
    const isOwn = isWord(body[0], 'select') && !query.joined && from !== undefined && from.text === target?.text;
    return isOwn ? [{ test: 'query', reads: [], query } as const] : [];
  });
}

interface Word extends Span {
  readonly kind: Token['kind'];
  /** As it means: lower case, or what stands in the quotes. */
  readonly text: string;
  /** Parentheses and CASEs around it. */
  readonly depth: number;
  readonly source: string;
}

/** Up to the end of the statement, or of the parentheses that it stands in. */
function statementWords(source: string, engine: EngineName): readonly Word[] {
  const words: Word[] = [];
  let depth = 0;
  for (const { kind, start, end } of tokensOf(source, engine)) {
    const written = source.slice(start, end);
    const text = kind === 'quoted' ? written.slice(1, -1) : kind === 'word' ? written.toLowerCase() : written;
    const closes = (kind === 'sign' && (text === ')' || text === ']')) || (kind === 'word' && text === 'end');
    if (closes) depth--;
    if (depth < 0 || (kind === 'sign' && text === ';')) break;
    words.push({ kind, start, end, text, depth, source });
    const opens = (kind === 'sign' && (text === '(' || text === '[')) || (kind === 'word' && text === 'case');
    if (opens) depth++;
  }
  return words;
}

const clauseWords: ReadonlySet<string> = new Set(
  'set from using where group having order limit fetch returning on union except intersect for window'.split(' '),
);

function takenIn(words: readonly Word[]): RowsTaken {
  const select = isWord(words[0], 'insert', 'replace') ? words.findIndex((each) => isWord(each, 'select')) : 0;
  const own = words.slice(Math.max(0, select)).filter((each) => each.depth >= (words[select]?.depth ?? 0));
  const level = own[0]?.depth ?? 0;
  const clauses = clausesOf(own, level);
  const clause = (name: string) => clauses.find((each) => each.name === name)?.words ?? [];
  const target = isWord(own[0], 'update') ? (clauses[0]?.words ?? []) : clause('from');
  const more = isWord(own[0], 'update') ? clause('from') : isWord(own[0], 'delete') ? clause('using') : [];
  const names = new Set(target.filter(isName).map(({ text }) => text));
  const joined = more.length > 0 || [...target, ...more].some((each) => isWord(each, 'join') || isSign(each, ','));
  const limited =
    clauses.some(({ name }) => name === 'limit' || name === 'fetch') || [...target, ...more].some(isListed);
  return {
    sets: parts(clause('set'), level, ',').flatMap((part) => assigned(part, level)),
    conditions: conjuncts(clause('where'), names),
    ...(limited && { limited }),
    ...(joined && { joined }),
  };
}

/** `FROM (VALUES …)`, `FROM unnest(…)`, `FROM (SELECT … LIMIT 500)`. */
function isListed(word: Word, at: number, all: readonly Word[]): boolean {
  return isWord(word, 'values', 'limit') || (isWord(word, 'unnest', 'generate_series') && isSign(all[at + 1], '('));
}

interface Clause {
  readonly name: string;
  readonly words: readonly Word[];
}

/** The first one is what stands behind the verb. */
function clausesOf(words: readonly Word[], level: number): readonly Clause[] {
  const clauses: { name: string; words: Word[] }[] = [{ name: '', words: [] }];
  for (const [index, word] of words.entries()) {
    if (index === 0) continue;
    const begins = word.depth === level && word.kind === 'word' && clauseWords.has(word.text);
    // The ON of a join and `IS DISTINCT FROM` belong to their clause.
    const joins = word.text === 'on' && !isWord(words[index + 1], 'conflict', 'duplicate');
    const inside = begins && (joins || isWord(words[index - 1], 'distinct'));
    if (begins && !inside) clauses.push({ name: word.text, words: [] });
    else clauses.at(-1)?.words.push(word);
  }
  return clauses;
}

function assigned(part: readonly Word[], level: number): readonly Assignment[] {
  const sign = part.findIndex((each) => each.depth === level && isSign(each, '='));
  const value = part.slice(sign + 1);
  if (sign <= 0) return [];
  const targets = part.slice(0, sign).filter(isName);
  const isRow = isSign(part[0], '(');
  const columns = isRow ? targets : targets.slice(-1);
  return columns.map(({ text }) => assignment(text, value, textOf(value)));
}

function assignment(column: string, words: readonly Word[], value: string): Assignment {
  const queried = words.some((each) => isWord(each, 'select'));
  return { column, value, reads: readsOf(words), ...(queried && { queried }) };
}

/** What AND joins; nothing is taken apart below an OR. */
function conjuncts(whole: readonly Word[], own: ReadonlySet<string>): readonly Condition[] {
  const words = unwrapped(whole);
  const level = words[0]?.depth ?? 0;
  if (words.length === 0) return [];
  if (words.some((each) => each.depth === level && isWord(each, 'or'))) return [other(words)];
  const split = andParts(words, level);
  if (split.length > 1) return split.flatMap((part) => conjuncts(part, own));
  return conditions(words, own);
}

/** BETWEEN has an AND of its own. */
function andParts(words: readonly Word[], level: number): readonly (readonly Word[])[] {
  const found: Word[][] = [[]];
  let between = false;
  for (const word of words) {
    const here = word.depth === level;
    if (here && isWord(word, 'and') && !between) found.push([]);
    else {
      found.at(-1)?.push(word);
      if (here && isWord(word, 'between', 'and')) between = isWord(word, 'between');
    }
  }
  return found.filter((part) => part.length > 0);
}

function conditions(words: readonly Word[], own: ReadonlySet<string>): readonly Condition[] {
  const named = columnHere(words, own);
  if (!named) return [other(words)];
  const { column, rest } = named;
  const [first, second] = rest;
  const texts = rest.map(({ text }) => text).join(' ');
  const made = (test: Condition['test'], more: Partial<Condition> = {}): readonly Condition[] => [
    { test, column, reads: readsOf(words), ...more },
  ];
  if (texts === 'is null') return made('null');
  if (texts === 'is not null') return made('not null');
  const query = rest.findIndex((each) => isWord(each, 'select'));
  const isQuery = query >= 0 && query <= 5;
  if (isSign(first, '=') && isSign(second, '(') && isQuery) return made('equals');
  const lists = isWord(first, 'in') || (isSign(first, '=') && isWord(second, 'any'));
  if (lists && isQuery) return made('query', { query: takenIn(rest.slice(query)) });
  if (lists) return made('one of');
  if (isSign(first, '=')) {
    const value = rest.slice(1);
    return isConstant(value) ? made('equals', { value: textOf(value) }) : [other(words)];
  }
  if (isWord(first, 'between')) return [...made('from'), ...made('up to')];
  if (isSign(first, '>')) return made('from');
  if (isSign(first, '<') && !isSign(second, '>')) return made('up to');
  return [other(words)];
}

/** `column`, `alias.column` or `(column)` at the beginning, where it is one of the table's own. */
function columnHere(
  words: readonly Word[],
  own: ReadonlySet<string>,
): { readonly column: string; readonly rest: readonly Word[] } | undefined {
  let at = 0;
  while (isName(words[at]) && isSign(words[at + 1], '.')) at += 2;
  const name = words[at];
  if (!isName(name) || isSign(words[at + 1], '(')) return undefined;
  const owner = words[at - 2];
  if (owner && own.size > 0 && !own.has(owner.text)) return undefined;
  return { column: name.text, rest: words.slice(at + 1) };
}

function other(words: readonly Word[]): Condition {
  return { test: 'other', reads: readsOf(words) };
}

/** Literals, and what a program gives. */
function isConstant(words: readonly Word[]): boolean {
  return words.every((each, index) => {
    const [before, after] = [words[index - 1], words[index + 1]];
    if (each.kind === 'quoted') return false;
    if (each.kind !== 'word') return true;
    return isGiven(before) || isSign(after, '(') || constants.has(each.text);
  });
}

/** A parameter or the name of a type stands behind the sign: `:name`, `::text`, `%s`. */
function isGiven(before: Word | undefined): boolean {
  return isSign(before, ':') || isSign(before, '%') || isSign(before, '@');
}

const constants: ReadonlySet<string> = new Set('true false null interval date timestamp current_timestamp'.split(' '));

/** All that may be a column, once each: no keywords, functions, types or parameters. */
function readsOf(words: readonly Word[]): readonly string[] {
  const names = words.filter((each, index) => {
    const [before, after] = [words[index - 1], words[index + 1]];
    return isName(each) && !isGiven(before) && !isSign(after, '(') && !isSign(after, '.') && !keywords.has(each.text);
  });
  return [...new Set(names.map(({ text }) => text))];
}

const keywords: ReadonlySet<string> = new Set(
  'and or not null is in like ilike between select from where case when then else end true false interval as join on order by limit asc desc distinct exists any all cast current_timestamp current_date group having union left right inner outer date timestamp text integer bigint varchar'.split(
    ' ',
  ),
);

function isName(word: Word | undefined): word is Word {
  return word !== undefined && (word.kind === 'word' || word.kind === 'quoted' || word.kind === 'hole');
}

function unwrapped(words: readonly Word[]): readonly Word[] {
  const [first, last] = [words[0], words.at(-1)];
  const closes = words.findIndex((each, index) => index > 0 && each.depth === first?.depth);
  if (!isSign(first, '(') || !isSign(last, ')') || closes !== words.length - 1) return words;
  return unwrapped(words.slice(1, -1));
}

function parts(words: readonly Word[], level: number, sign: string): readonly (readonly Word[])[] {
  const found: Word[][] = [[]];
  for (const word of words) {
    if (word.depth === level && isSign(word, sign)) found.push([]);
    else found.at(-1)?.push(word);
  }
  return found.filter((part) => part.length > 0);
}

function textOf(words: readonly Word[]): string {
  const [first, last] = [words[0], words.at(-1)];
  return first && last ? first.source.slice(first.start, last.end) : '';
}

function isWord(word: Word | undefined, ...texts: readonly string[]): boolean {
  return word?.kind === 'word' && texts.includes(word.text);
}

function isSign(word: Word | undefined, text: string): boolean {
  return word?.kind === 'sign' && word.text === text;
}
