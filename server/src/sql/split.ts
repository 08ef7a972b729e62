import type { EngineName } from '../model/engine.ts';
import type { Span } from '../text.ts';
import { dialects, openComment } from './blanks.ts';
import { borders, type ClientLine, clientLine } from './client-lines.ts';
import { type Token, tokenAt } from './lex.ts';
import { begun, follow, isInside, type Statement } from './statement-end.ts';

/**
 * Where the statements of a text stand, from their first token to their last, without what ends them. Any text can be
 * split: what is left open ends with the text. Comments, empty statements, the lines that only a client understands and the
 * data lines of `COPY … FROM STDIN` are no statements; a comment that is never closed is one, for the engine to refuse.
 */
export function splitSql(text: string, engine: EngineName): readonly Span[] {
  const splitting: Splitting = {
    text,
    engine,
    found: [],
    statement: undefined,
    delimiter: ';',
    read: 0,
    copyDataEnds: true,
  };
  let offset = 0;
  for (const border of borders(text)) {
    offset = Math.max(splitUpTo(splitting, offset, border.start), border.end);
    close(splitting);
  }
  splitUpTo(splitting, offset, text.length);
  close(splitting);
  const open = openComment(text, splitting.read, dialects[engine]);
  if (open !== undefined) splitting.found.push({ start: open, end: open + 2 });
  return splitting.found;
}

interface Splitting {
  readonly text: string;
  readonly engine: EngineName;
  readonly found: Span[];
  statement: Statement | undefined;
  /** What ends a statement: MySQL's client may be told another text. */
  delimiter: string;
  /** The end of the last token or line that was read. */
  read: number;
  /** Whether a line `\.` may still follow. */
  copyDataEnds: boolean;
}

/** Reads the tokens that begin before the limit; returns where to go on, which may lie far behind it. */
function splitUpTo(splitting: Splitting, from: number, limit: number): number {
  const { text, engine } = splitting;
  let offset = from;
  while (offset < limit) {
    const token = tokenAt(text, offset, engine);
    const delimited = splitting.delimiter === ';' ? -1 : delimiterAt(splitting, offset, token);
    if (delimited >= 0 && delimited < limit) {
      if (token && splitting.statement && token.start < delimited) splitting.statement.end = delimited;
      close(splitting);
      offset = delimited + splitting.delimiter.length;
      splitting.read = offset;
    } else if (!token || token.start >= limit) {
      return token?.start ?? text.length;
    } else {
      offset = take(splitting, token.end > limit ? { ...token, end: limit } : token);
      splitting.read = offset;
    }
  }
  return offset;
}

/** Adds the token to the statement, or ends the statement with it; returns where to go on. */
function take(splitting: Splitting, token: Token): number {
  const { text, engine, statement } = splitting;
  const sign = token.kind === 'sign' ? text[token.start] : undefined;
  const line = clientLine(text, token, engine, statement !== undefined);
  if (line) return obey(splitting, line);
  if (sign === ';' && (!statement || !isInside(statement, splitting.delimiter !== ';'))) {
    const copies = statement?.copies === true;
    close(splitting);
    return copies ? afterCopyData(splitting, token.end) : token.end;
  }
  splitting.statement ??= begun(token);
  follow(splitting.statement, text, token, sign, engine);
  return token.end;
}

function obey(splitting: Splitting, line: ClientLine): number {
  if (line.sends) close(splitting);
  splitting.delimiter = line.delimiter ?? splitting.delimiter;
  return line.copies ? afterCopyData(splitting, line.end) : line.end;
}

function close(splitting: Splitting): void {
  if (splitting.statement) splitting.found.push({ start: splitting.statement.start, end: splitting.statement.end });
  splitting.statement = undefined;
}

/** The client looks for its delimiter in whatever is no string and no comment, and within words too; -1 where there is none. */
function delimiterAt({ text, delimiter }: Splitting, offset: number, token: Token | undefined): number {
  if (text.startsWith(delimiter, offset)) return offset;
  if (!token || token.kind === 'string' || token.kind === 'quoted') return -1;
  const found = text.slice(token.start, token.end + delimiter.length - 1).indexOf(delimiter);
  return found < 0 ? -1 : token.start + found;
}

function afterCopyData(splitting: Splitting, offset: number): number {
  if (!splitting.copyDataEnds) return offset;
  const end = /^\\\.[^\S\n]*$/gm;
  end.lastIndex = offset;
  splitting.copyDataEnds = end.test(splitting.text);
  return splitting.copyDataEnds ? end.lastIndex : offset;
}
