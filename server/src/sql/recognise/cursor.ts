import { type EngineName, familyOf } from '../../model/engine.ts';
import type { Span } from '../../text.ts';
import { type Token, tokensOf, withoutVersionMarks } from '../lex.ts';

/** A place in a statement that moves on as clauses are read; it never goes beyond `end`. */
export interface Cursor {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly engine: EngineName;
  readonly end: number;
  at: number;
}

export function cursorOf(text: string, engine: EngineName): Cursor {
  const plain = withoutVersionMarks(text, engine);
  const tokens = tokensOf(plain, plain.includes('`') && familyOf(engine) === 'postgresql' ? 'sqlite' : engine);
  return { text: plain, tokens, engine, end: tokens.length, at: 0 };
}

/** The word some tokens ahead in lower case; '' where there is none. */
export function word(cursor: Cursor, ahead = 0): string {
  const token = tokenOf(cursor, ahead);
  return token?.kind === 'word' ? cursor.text.slice(token.start, token.end).toLowerCase() : '';
}

export function sign(cursor: Cursor, ahead = 0): string {
  const token = tokenOf(cursor, ahead);
  return token?.kind === 'sign' ? (cursor.text[token.start] ?? '') : '';
}

export function tokenOf(cursor: Cursor, ahead = 0): Token | undefined {
  const index = cursor.at + ahead;
  return index < cursor.end ? cursor.tokens[index] : undefined;
}

export function isDone(cursor: Cursor): boolean {
  return cursor.at >= cursor.end;
}

/** Moves behind the words if they all come next. */
export function took(cursor: Cursor, words: string): boolean {
  const wanted = words.split(' ');
  if (!wanted.every((each, ahead) => word(cursor, ahead) === each)) return false;
  cursor.at += wanted.length;
  return true;
}

/** Moves behind the first of the phrases that comes next, and tells which. */
export function tookOne<T extends string>(cursor: Cursor, phrases: readonly T[]): T | undefined {
  return phrases.find((phrase) => took(cursor, phrase));
}

export function tookSign(cursor: Cursor, wanted: string): boolean {
  if (sign(cursor) !== wanted) return false;
  cursor.at++;
  return true;
}

/** Moves to the first of the words outside parentheses; to the end where there is none. */
export function seek(cursor: Cursor, ...words: readonly string[]): boolean {
  for (; !isDone(cursor); cursor.at = behindElement(cursor, cursor.at)) {
    if (words.includes(word(cursor))) return true;
  }
  return false;
}

/** What stands in the parentheses that open here; the cursor moves behind them. */
export function inside(cursor: Cursor): Cursor | undefined {
  if (sign(cursor) !== '(') return undefined;
  const from = cursor.at + 1;
  const close = behindElement(cursor, cursor.at) - 1;
  const closed = cursor.tokens[close] && close >= from && sign(cursor, close - cursor.at) === ')';
  cursor.at = closed ? close + 1 : cursor.end;
  return { ...cursor, at: from, end: closed ? close : cursor.end };
}

/** The parts between commas outside parentheses, from here to the end. */
export function commaParts(cursor: Cursor): readonly Cursor[] {
  const parts: Cursor[] = [];
  let from = cursor.at;
  for (let at = cursor.at; at < cursor.end; at = behindElement(cursor, at)) {
    if (sign(cursor, at - cursor.at) !== ',') continue;
    parts.push({ ...cursor, at: from, end: at });
    from = at + 1;
  }
  if (from < cursor.end) parts.push({ ...cursor, at: from });
  return parts;
}

/** The text from one token up to another. */
export function textBetween(cursor: Cursor, from: number, to: number): string {
  const [first, last] = [cursor.tokens[from], cursor.tokens[to - 1]];
  return first && last && to > from ? cursor.text.slice(first.start, last.end) : '';
}

export function rest(cursor: Cursor): string {
  return textBetween(cursor, cursor.at, cursor.end);
}

/** The tokens from one up to another; the first token of all where there is none between. */
export function spanBetween(cursor: Cursor, from: number, to: number): Span {
  const [first, last] = [cursor.tokens[from], cursor.tokens[to - 1]];
  if (first && last && to > from) return { start: first.start, end: last.end };
  return { start: cursor.tokens[0]?.start ?? 0, end: cursor.tokens[0]?.end ?? cursor.text.length };
}

/** Behind one token, or behind the parentheses that open at it. */
function behindElement(cursor: Cursor, from: number): number {
  let depth = 0;
  for (let at = from; at < cursor.end; at++) {
    const found = sign(cursor, at - cursor.at);
    if (found === '(') depth++;
    else if (found === ')') depth--;
    if (depth <= 0) return at + 1;
  }
  return cursor.end;
}
