import { type EngineName, familyOf } from '../model/engine.ts';
import type { Span } from '../text.ts';
import type { Token } from './lex.ts';

/** What a client does by itself with a part of the text that it never sends to the server. */
export interface ClientLine {
  readonly end: number;
  /** The statement before it is sent, as a semicolon would. */
  readonly sends: boolean;
  /** What ends statements from here on. */
  readonly delimiter?: string | undefined;
  /** Lines of data follow. */
  readonly copies?: boolean | undefined;
}

/** The command of a client that begins at the token; `open` says whether a statement stands before it that has no end yet. */
export function clientLine(text: string, token: Token, engine: EngineName, open: boolean): ClientLine | undefined {
  const { start, end } = token;
  if (token.kind === 'sign') {
    const sign = text.charCodeAt(start);
    if (sign === backslash) return backslashCommand(text, start, engine, open);
    if (sign === dash && !open && isDashed(text, start, engine)) return { end: lineEnd(text, start), sends: false };
    const dot =
      sign === period && familyOf(engine) === 'sqlite' && !open && /^\.[a-z]/.test(text.slice(start, start + 2));
    return dot && startsLine(text, start) ? { end: lineEnd(text, start), sends: false } : undefined;
  }
  if (token.kind !== 'word') return undefined;
  if (end - start === 2 && /^go$/i.test(text.slice(start, end))) {
    const rest = /[^\S\n]*\d*[^\S\n]*(?=\n|$)/y;
    rest.lastIndex = end;
    return startsLine(text, start) && rest.test(text) ? { end: rest.lastIndex, sends: true } : undefined;
  }
  if (end - start !== 9 || !/^m/.test(engine)) return undefined;
  const command = /delimiter[^\S\n]+(\S+).*/iy;
  command.lastIndex = start;
  const delimiter = startsLine(text, start) ? command.exec(text)?.[1] : undefined;
  return delimiter === undefined ? undefined : { end: command.lastIndex, sends: true, delimiter };
}

/**
 * Lines of migration tools before which every statement ends, whether it has a semicolon or not: the tools look for them
 * line by line and know nothing of quotes. https://pressly.github.io/goose/documentation/annotations/
 * https://github.com/rubenv/sql-migrate#writing-migrations https://github.com/amacneil/dbmate#creating-migrations
 */
export function borders(text: string): readonly Span[] {
  if (!/migrate|goose/.test(text)) return [];
  const line =
    /^[^\S\n]*--[^\S\n]*(?:\+(?:goose|migrate)[^\S\n]+(?:up|down|statementbegin|statementend)|migrate:(?:up|down))\b.*$/gim;
  return [...text.matchAll(line)].map(({ index, 0: { length } }) => ({ start: index, end: index + length }));
}

/**
 * psql takes a backslash behind a statement too, and some of its commands do what a semicolon does; MySQL's client has two.
 * https://www.postgresql.org/docs/current/app-psql.html https://dev.mysql.com/doc/refman/8.0/en/mysql-commands.html
 */
function backslashCommand(text: string, start: number, engine: EngineName, open: boolean): ClientLine | undefined {
  const command = text.slice(start, start + 20);
  if (familyOf(engine) === 'postgresql' && /^\\;/.test(command)) return { end: start + 2, sends: true };
  if (familyOf(engine) === 'postgresql' && /^\\(g|gx|gset|gdesc|gexec|crosstabview|watch)\b/.test(command)) {
    return { end: lineEnd(text, start), sends: true };
  }
  if (/^m/.test(engine) && /^\\g\b/i.test(command)) {
    return { end: text[start + 2] === ';' ? start + 3 : start + 2, sends: true };
  }
  if (open && !(familyOf(engine) === 'postgresql' && /^\\[a-z]/i.test(command) && startsLine(text, start)))
    return undefined;
  const end = lineEnd(text, start);
  const copies = /^\\copy\b/i.test(command) && /\bfrom\s+stdin\b/i.test(text.slice(start, end));
  return { end, sends: false, copies };
}

const [backslash, period, dash] = [0x5c, 0x2e, 0x2d];

/** Where no statement is open the client takes `--split` for a comment, blank or none; to the server it is two minus signs. */
function isDashed(text: string, start: number, engine: EngineName): boolean {
  return /^m/.test(engine) && text.charCodeAt(start + 1) === dash && startsLine(text, start);
}

/** Only blanks stand before it on its line. */
function startsLine(text: string, offset: number): boolean {
  for (let at = offset - 1; at >= 0; at--) {
    const code = text.charCodeAt(at);
    if (code === 0x0a) return true;
    if (code > 0x20 && code !== 0xfeff) return false;
  }
  return true;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}
