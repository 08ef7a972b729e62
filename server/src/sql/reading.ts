import type { Span } from '../text.ts';
import type { Hole } from './holes.ts';
import { type Token, tokensOf } from './lex.ts';

/** One statement while its parse tree is turned into operations. Spans are offsets into the statement. */
export interface Reading {
  /** As the author wrote it. */
  readonly text: string;
  /** What the parser was given: as long as the text, without its holes. */
  readonly filled: string;
  readonly tokens: readonly Token[];
  /** The token at or behind a location of the parse tree, by its index. */
  at(location: number | undefined): number;
  /** The word at a token, lower case; '' where the token is none. */
  word(index: number): string;
  /** The author's text from one token up to another. */
  slice(from: number, to: number): string;
  /** Texts that a program fills in. */
  readonly holes: ReadonlySet<string>;
  /** Whether a program fills in what stands at a location of the parse tree. */
  filledIn(location: number | undefined): boolean;
}

export function readingOf(text: string, filled: string, holes: readonly Hole[]): Reading {
  const tokens = tokensOf(filled, 'postgresql');
  const offsetOf = byteOffsets(filled);
  return {
    text,
    filled,
    tokens,
    holes: new Set(holes.map((hole) => hole.text)),
    filledIn: (location) => {
      const offset = offsetOf(location ?? 0);
      return holes.some((hole) => hole.start <= offset && offset < hole.end);
    },
    at: (location) => firstAt(tokens, offsetOf(location ?? 0)),
    word: (index) => {
      const token = tokens[index];
      return token?.kind === 'word' ? filled.slice(token.start, token.end).toLowerCase() : '';
    },
    slice: (from, to) => {
      const [first, last] = [tokens[from], tokens[to - 1]];
      return first && last && to > from ? text.slice(first.start, last.end) : '';
    },
  };
}

/** The sign at a token; '' where it is none. */
export function signAt(reading: Reading, index: number): string {
  const token = reading.tokens[index];
  return token?.kind === 'sign' ? (reading.text[token.start] ?? '') : '';
}

/** The first token from `from` that is one of the words; the number of tokens where there is none. */
export function find(reading: Reading, from: number, ...words: readonly string[]): number {
  let index = Math.max(0, from);
  while (index < reading.tokens.length && !words.includes(reading.word(index))) index++;
  return index;
}

export function findSign(reading: Reading, from: number, sign: string): number {
  let index = Math.max(0, from);
  while (index < reading.tokens.length && signAt(reading, index) !== sign) index++;
  return index;
}

/** Behind the element that begins at `from`: at the comma or the closing parenthesis that ends it. */
export function elementEnd(reading: Reading, from: number): number {
  let depth = 0;
  for (let index = from; index < reading.tokens.length; index++) {
    const sign = signAt(reading, index);
    if (sign === '(' || sign === '[') depth++;
    else if (sign === ')' || sign === ']') {
      if (depth-- === 0) return index;
    } else if (sign === ',' && depth === 0) return index;
  }
  return reading.tokens.length;
}

/** The elements between commas from `from` on, as token ranges. */
export function elements(reading: Reading, from: number): readonly { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  let start = from;
  while (start < reading.tokens.length) {
    const to = elementEnd(reading, start);
    found.push({ from: start, to });
    if (signAt(reading, to) !== ',') break;
    start = to + 1;
  }
  return found;
}

/** The text inside the parentheses that open at or behind `from`. */
export function insideParentheses(reading: Reading, from: number): string {
  const open = findSign(reading, from, '(');
  return reading.slice(open + 1, closing(reading, open));
}

/** The parenthesis that closes the one at `open`. */
export function closing(reading: Reading, open: number): number {
  let index = elementEnd(reading, open + 1);
  while (signAt(reading, index) === ',') index = elementEnd(reading, index + 1);
  return index;
}

export function spanOf(reading: Reading, from: number, to: number): Span {
  const [first, last] = [reading.tokens[from], reading.tokens[to - 1]];
  if (first && last && to > from) return { start: first.start, end: last.end };
  return { start: 0, end: reading.tokens[0]?.end ?? reading.text.length };
}

/** From the first token up to and with the first `word`: `CREATE UNIQUE INDEX`. */
export function headThrough(reading: Reading, word: string, from = 0): Span {
  const last = find(reading, from, word);
  let words = from;
  while (words < last && reading.word(words) !== '') words++;
  return spanOf(reading, from, last < reading.tokens.length && words === last ? last + 1 : from + 1);
}

function firstAt(tokens: readonly Token[], offset: number): number {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const token = tokens[middle];
    if (token && token.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** From offsets in UTF-8, which the parser counts in, to offsets in UTF-16. */
function byteOffsets(text: string): (byte: number) => number {
  if (/^[\0-\x7f]*$/.test(text)) return (byte) => byte;
  const offsets: number[] = [];
  let offset = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (let byte = 0; byte < bytes; byte++) offsets.push(offset);
    offset += character.length;
  }
  return (byte) => offsets[byte] ?? offset;
}
