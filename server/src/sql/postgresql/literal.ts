import type { Span } from '../../text.ts';

/** The text inside a string constant, and where each of its characters is written. */
export interface Literal {
  readonly text: string;
  /** For the end of the text too. */
  at(offset: number): number;
}

/** The string constant at the token; undefined for one with Unicode escapes, which nobody writes a body in. */
export function literalOf(text: string, { start, end }: Span): Literal | undefined {
  const tag = /^\$(?:[^\W\d]\w*)?\$/u.exec(text.slice(start, Math.min(end, start + 64)))?.[0];
  if (tag) return text.endsWith(tag, end) ? plain(text, start + tag.length, end - tag.length) : undefined;
  const opened = /^(e?)'/i.exec(text.slice(start, start + 2));
  if (!opened || text[end - 1] !== "'") return undefined;
  return unescaped(text, start + opened[0].length, end - 1, opened[1] !== '');
}

/** A text that is not written anywhere but comes from what begins at `place`. */
export function madeAt(text: string, place: number): Literal {
  return { text, at: () => place };
}

export function joined(parts: readonly Literal[]): Literal {
  const places = parts.flatMap((part) => Array.from({ length: part.text.length }, (_, offset) => part.at(offset)));
  const end = parts.at(-1);
  return {
    text: parts.map((part) => part.text).join(''),
    at: (offset) => places[offset] ?? end?.at(end.text.length) ?? 0,
  };
}

export function part(literal: Literal, from: number, to: number): Literal {
  return { text: literal.text.slice(from, to), at: (offset) => literal.at(from + offset) };
}

/** The characters of a span of the literal's text, where they are written. */
export function spanIn(literal: Literal, { start, end }: Span): Span {
  const from = literal.at(start);
  return { start: from, end: end > start ? Math.max(literal.at(end - 1) + 1, from) : from };
}

function plain(text: string, start: number, end: number): Literal {
  return { text: text.slice(start, end), at: (offset) => Math.min(start + offset, end) };
}

function unescaped(text: string, start: number, end: number, backslashes: boolean): Literal | undefined {
  const inside = text.slice(start, end);
  if (!inside.includes("''") && !(backslashes && inside.includes('\\'))) return plain(text, start, end);
  const places: number[] = [];
  let content = '';
  for (let at = start; at < end; at++) {
    const isEscape = backslashes && text[at] === '\\';
    const character = isEscape ? escapes.get(text[at + 1] ?? '') : text[at];
    if (character === undefined) return undefined;
    places.push(at);
    content += character;
    if (isEscape || character === "'") at++;
  }
  return { text: content, at: (offset) => places[offset] ?? end };
}

/** https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-STRINGS-ESCAPE */
const escapes: ReadonlyMap<string, string> = new Map([
  ["'", "'"],
  ['\\', '\\'],
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
]);
