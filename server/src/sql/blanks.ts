import type { EngineName } from '../model/engine.ts';

/** What of an engine's lexical rules differs from the standard. */
export interface Dialect {
  /** A backslash escapes inside plain strings, and double quotes hold a string. */
  readonly backslashes: boolean;
  readonly backticks: boolean;
  /** `[a name]` is a quoted name. */
  readonly brackets: boolean;
  readonly hashComments: boolean;
  /** Two dashes begin a comment only where a blank follows: `5--1` is six. */
  readonly blankAfterDashes: boolean;
  /** A carriage return alone ends a comment of two dashes. */
  readonly returnEndsComment: boolean;
  /** What begins a comment whose content is executed; the digits are the least version that does. */
  readonly executable?: RegExp;
  readonly nestedComments: boolean;
  /** A comment need not be closed where the text ends. */
  readonly opensToEnd?: boolean;
  readonly dollarQuotes: boolean;
}

const mysql: Dialect = {
  backslashes: true,
  backticks: true,
  brackets: false,
  hashComments: true,
  blankAfterDashes: true,
  returnEndsComment: false,
  executable: /\/\*!(?:\d{5,6})?/y,
  nestedComments: false,
  dollarQuotes: false,
};

const postgresql: Dialect = {
  backslashes: false,
  backticks: false,
  brackets: false,
  hashComments: false,
  blankAfterDashes: false,
  returnEndsComment: true,
  nestedComments: true,
  dollarQuotes: true,
};

/**
 * MariaDB executes comments that begin with `M!` too, and no MySQL comment for the versions 5.7.0 and above.
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 * https://dev.mysql.com/doc/refman/8.0/en/comments.html
 * https://mariadb.com/kb/en/comment-syntax/
 * https://www.sqlite.org/lang_keywords.html
 */
export const dialects: Readonly<Record<EngineName, Dialect>> = {
  postgresql,
  mysql,
  mariadb: { ...mysql, executable: /\/\*(?:M!(?:\d{5,6})?|!(?!(?:50[7-9]|5[1-9]|[6-9])\d)(?:\d{5,6})?)/y },
  sqlite: {
    ...postgresql,
    backticks: true,
    brackets: true,
    returnEndsComment: false,
    nestedComments: false,
    opensToEnd: true,
    dollarQuotes: false,
  },
};

const [newline, carriageReturn, hash, star, dash, slash, byteOrderMark] = [0x0a, 0x0d, 0x23, 0x2a, 0x2d, 0x2f, 0xfeff];

/** The offset of the next token, or the end of the text. */
export function skipBlank(text: string, offset: number, dialect: Dialect): number {
  let at = offset;
  for (let next = blankEnd(text, at, dialect); next > at; next = blankEnd(text, at, dialect)) at = next;
  return at;
}

/**
 * Behind one blank, comment or mark of a comment that is executed; the offset itself where none stands there. A byte order
 * mark is a blank only where a file begins with it.
 */
export function blankEnd(text: string, at: number, dialect: Dialect): number {
  const code = text.charCodeAt(at);
  if (code <= 0x20 || (code === byteOrderMark && at === 0)) return at + 1;
  if (code === dash) return beginsLineComment(text, at, dialect) ? lineEnd(text, at, dialect.returnEndsComment) : at;
  if (code === hash) return dialect.hashComments ? lineEnd(text, at, false) : at;
  if (code === slash && text.charCodeAt(at + 1) === star) {
    return executableEnd(text, at, dialect) ?? commentEnd(text, at + 2, dialect.nestedComments) ?? text.length;
  }
  return code === star && closesExecutable(text, at, dialect) ? at + 2 : at;
}

/**
 * Where a comment begins that swallows the text from there to its end, among the blanks at `offset`; undefined where there is
 * none, and where the engine takes it: https://www.sqlite.org/lang_comment.html
 */
export function openComment(text: string, offset: number, dialect: Dialect): number | undefined {
  if (dialect.opensToEnd) return undefined;
  let at = offset;
  for (let next = blankEnd(text, at, dialect); next > at; next = blankEnd(text, at, dialect)) {
    const isComment = next === text.length && text.startsWith('/*', at) && !executableEnd(text, at, dialect);
    if (isComment && commentEnd(text, at + 2, dialect.nestedComments) === undefined) return at;
    at = next;
  }
  return undefined;
}

function beginsLineComment(text: string, at: number, dialect: Dialect): boolean {
  if (text.charCodeAt(at + 1) !== dash) return false;
  return !dialect.blankAfterDashes || at + 2 >= text.length || text.charCodeAt(at + 2) <= 0x20;
}

export function executableEnd(text: string, at: number, { executable }: Dialect): number | undefined {
  if (!executable) return undefined;
  executable.lastIndex = at;
  return executable.test(text) ? executable.lastIndex : undefined;
}

/** No expression has a star before a slash, but `SELECT *` may stand before a comment without a blank between them. */
function closesExecutable(text: string, at: number, { executable }: Dialect): boolean {
  return executable !== undefined && text.charCodeAt(at + 1) === slash && text.charCodeAt(at + 2) !== star;
}

function lineEnd(text: string, offset: number, atReturn: boolean): number {
  if (!atReturn) {
    const end = text.indexOf('\n', offset);
    return end < 0 ? text.length : end;
  }
  let at = offset;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === newline || code === carriageReturn) break;
  }
  return at;
}

/** Undefined where it is never closed. */
function commentEnd(text: string, offset: number, nested: boolean): number | undefined {
  let depth = 1;
  for (let at = offset; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === star && text.charCodeAt(at + 1) === slash) {
      at++;
      if (--depth === 0) return at + 1;
    } else if (nested && code === slash && text.charCodeAt(at + 1) === star) {
      at++;
      depth++;
    }
  }
  return undefined;
}
