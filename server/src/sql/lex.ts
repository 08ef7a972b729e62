import type { EngineName } from '../model/engine.ts';
import type { Span } from '../text.ts';
import { blankEnd, type Dialect, dialects, executableEnd, skipBlank } from './blanks.ts';

/**
 * `word` is a keyword or a bare name, `quoted` a quoted name, `string` any string constant, `sign` one character of an
 * operator or of punctuation, `hole` something in braces that a program fills in. Whatever is left open ends with the text.
 */
export interface Token extends Span {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'hole' | 'sign';
}

/** The next token at or after `offset`, behind blanks and comments; undefined at the end of the text. */
export function tokenAt(text: string, offset: number, engine: EngineName): Token | undefined {
  const dialect = dialects[engine];
  const start = skipBlank(text, offset, dialect);
  if (start >= text.length) return undefined;
  const code = text.charCodeAt(start);
  if (isWordStart(code)) return wordAt(text, start, dialect);
  if (isDigit(code)) return { kind: 'number', start, end: numberEnd(text, start) };
  if (code === quote) return { kind: 'string', start, end: closed(text, start + 1, quote, dialect.backslashes) };
  if (code === doubleQuote) {
    const hole = quotedHoleEnd(text, start);
    if (hole !== undefined) return { kind: 'hole', start, end: hole };
    const kind = dialect.backslashes ? 'string' : 'quoted';
    return { kind, start, end: closed(text, start + 1, doubleQuote, dialect.backslashes) };
  }
  if (code === backtick && dialect.backticks) {
    return { kind: 'quoted', start, end: closed(text, start + 1, backtick, false) };
  }
  if (code === bracket && dialect.brackets) {
    return { kind: 'quoted', start, end: text.indexOf(']', start) + 1 || text.length };
  }
  if (code === dollar) {
    if (isDigit(text.charCodeAt(start + 1))) return { kind: 'number', start, end: numberEnd(text, start + 1) };
    const end = dialect.dollarQuotes ? dollarQuoteEnd(text, start) : undefined;
    if (end !== undefined) return { kind: 'string', start, end };
  }
  if (code === brace) {
    const end = bracesEnd(text, start);
    if (end !== undefined) return { kind: 'hole', start, end };
  }
  return { kind: 'sign', start, end: start + 1 };
}

/** All tokens of a text. */
export function tokensOf(text: string, engine: EngineName): readonly Token[] {
  const tokens: Token[] = [];
  for (let token = tokenAt(text, 0, engine); token; token = tokenAt(text, token.end, engine)) tokens.push(token);
  return tokens;
}

const [quote, doubleQuote, backtick, bracket, dollar, backslash, star, brace, closingBrace, newline] = [
  0x27, 0x22, 0x60, 0x5b, 0x24, 0x5c, 0x2a, 0x7b, 0x7d, 0x0a,
];

/** A text of the same length in which the marks around comments that the engine executes are blanks. */
export function withoutVersionMarks(text: string, engine: EngineName): string {
  const dialect = dialects[engine];
  if (!dialect.executable || !text.includes('/*')) return text;
  let clean = '';
  let offset = 0;
  while (offset < text.length) {
    const token = tokenAt(text, offset, engine);
    const start = token?.start ?? text.length;
    clean += marksBlanked(text, offset, start, dialect);
    offset = token?.end ?? text.length;
    clean += text.slice(start, offset);
  }
  return clean;
}

/** Between two tokens there is nothing but blanks, comments and these marks. */
function marksBlanked(text: string, from: number, to: number, dialect: Dialect): string {
  let clean = '';
  for (let at = from; at < to; ) {
    const end = blankEnd(text, at, dialect);
    const isMark = text.charCodeAt(at) === star || executableEnd(text, at, dialect) === end;
    clean += isMark ? ' '.repeat(end - at) : text.slice(at, end);
    at = end;
  }
  return clean;
}

/** A word may be the prefix of a string: `E'…'`, `U&"…"`, `N'…'`; only `E` makes the backslash an escape. */
function wordAt(text: string, start: number, dialect: Dialect): Token {
  let end = start + 1;
  while (end < text.length && isWordPart(text.charCodeAt(end))) end++;
  if (end - start > 1) return { kind: 'word', start, end };
  const prefix = text[start]?.toLowerCase() ?? '';
  const next = text.charCodeAt(end);
  if (next === quote && 'ebxn'.includes(prefix)) {
    return { kind: 'string', start, end: closed(text, end + 1, quote, prefix === 'e' || dialect.backslashes) };
  }
  if (prefix === 'u' && text[end] === '&' && dialect.dollarQuotes) {
    const opened = text.charCodeAt(end + 1);
    if (opened === quote) return { kind: 'string', start, end: closed(text, end + 2, quote, false) };
    if (opened === doubleQuote) return { kind: 'quoted', start, end: closed(text, end + 2, doubleQuote, false) };
  }
  return { kind: 'word', start, end };
}

/** Behind the closing mark; a doubled mark is one character of the content. */
function closed(text: string, offset: number, mark: number, backslashes: boolean): number {
  for (let at = offset; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === backslash && backslashes) at++;
    else if (code === mark) {
      if (text.charCodeAt(at + 1) !== mark) return at + 1;
      at++;
    }
  }
  return text.length;
}

/** Behind `$tag$ … $tag$`; undefined where the dollar opens no quote. */
function dollarQuoteEnd(text: string, start: number): number | undefined {
  let at = start + 1;
  if (text.charCodeAt(at) !== dollar && !isWordStart(text.charCodeAt(at))) return undefined;
  while (isWordPart(text.charCodeAt(at)) && text.charCodeAt(at) !== dollar) at++;
  if (text.charCodeAt(at) !== dollar) return undefined;
  const tag = text.slice(start, at + 1);
  const close = text.indexOf(tag, at + 1);
  return close < 0 ? text.length : close + tag.length;
}

/**
 * Behind `{…}`, which may nest and hold quotes; undefined where it is not closed on its line and within what a person
 * writes there.
 */
function bracesEnd(text: string, start: number): number | undefined {
  const limit = Math.min(text.length, start + 400);
  let depth = 0;
  for (let at = start; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === newline || depth > 8) return undefined;
    if (code === brace) depth++;
    else if (code === closingBrace && --depth === 0) return at + 1;
    else if (code === quote || code === doubleQuote) at = quotedEnd(text, at, limit);
  }
  return undefined;
}

/** Behind a quoted name that is nothing but a hole, where that holds quotes of its own: `"{{ index . "Schema" }}"`. */
function quotedHoleEnd(text: string, start: number): number | undefined {
  const end = text.startsWith('{{', start + 1) ? bracesEnd(text, start + 1) : undefined;
  if (end === undefined || text.charCodeAt(end) !== doubleQuote) return undefined;
  return text.slice(start + 1, end).includes('"') ? end + 1 : undefined;
}

/** The mark that closes a quote inside braces; the opening one itself where it is only an apostrophe. */
function quotedEnd(text: string, start: number, limit: number): number {
  const mark = text.charCodeAt(start);
  for (let at = start + 1; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === newline) break;
    if (code === mark) return at;
  }
  return start;
}

function numberEnd(text: string, start: number): number {
  let at = start + 1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const range = code === 0x2e && text.charCodeAt(at + 1) === 0x2e;
    if (range || !(isWordPart(code) || code === 0x2e)) break;
  }
  return at;
}

function isWordStart(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || code >= 0x80;
}

function isWordPart(code: number): boolean {
  return isWordStart(code) || isDigit(code) || code === dollar;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
