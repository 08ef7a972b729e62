import type { Span } from '../text.ts';

/** A string of Python around a place of the text, and what it is an argument of; the text may be half typed. */
export interface StringAt extends Literal {
  /** Where its statement begins. */
  readonly statement: number;
  /** The brackets around it, the innermost first. */
  readonly around: readonly Place[];
}

interface Literal {
  /** What stands between its quotes. */
  readonly content: Span;
  /** What opens it: `"`, `'''`. */
  readonly quote: string;
  readonly prefix: string;
  readonly closed: boolean;
}

/** A place inside a bracket that is open there. */
export interface Place {
  readonly bracket: Bracket;
  /** Which of its arguments the place is in: its name, or its number from 0. */
  readonly argument: string | number;
}

/** A bracket with all that was found in it. */
export interface Bracket {
  /** What is called by it, as written: `op.drop_column`; '' for a list. */
  readonly callee: string;
  /** The strings of its arguments by their names or numbers; several where they stand side by side. */
  readonly strings: Map<string | number, Span[]>;
  readonly inner: Bracket[];
  readonly indent: number;
  argument: string | number;
  count: number;
}

/**
 * Reads the text by its tokens alone. A line that begins with a word and is indented no deeper than the statement whose
 * bracket is open begins another one: what was open is half typed.
 */
export function stringAt(text: string, offset: number): StringAt | undefined {
  const reading: Reading = { open: [], statement: 0, indent: 0, word: '' };
  let found: StringAt | undefined;
  token.lastIndex = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [whole, line, prefix, quote] = match;
    if (found && (reading.open.length === 0 || match.index > found.content.end + longestStatement)) return found;
    if (line !== undefined) beginLine(text, token.lastIndex, reading);
    else if (quote !== undefined) {
      const literal = literalAt(text, match.index + whole.length, quote, prefix ?? '');
      token.lastIndex = literal.closed ? literal.content.end + quote.length : literal.content.end;
      keep(reading.open.at(-1), literal.content);
      if (literal.content.start > offset && !found) return undefined;
      if (literal.content.end >= offset)
        found ??= { ...literal, statement: reading.statement, around: placesOf(reading) };
    } else if (!whole.startsWith('#')) follow(reading, whole);
    if (line === undefined) reading.word = whole;
  }
  return found;
}

interface Reading {
  readonly open: Bracket[];
  statement: number;
  indent: number;
  /** The token before. */
  word: string;
}

/** Nobody writes more than this behind the place in one statement. */
const longestStatement = 20_000;

const token =
  /(\r\n|\n|\r)|#[^\r\n]*|([rbfut]{0,2})("""|'''|"|')|[\p{L}_][\p{L}\p{N}_]*(?:[ \t]*\.[ \t]*[\p{L}_][\p{L}\p{N}_]*)*|[^\s\p{L}_"'#]/giu;

function placesOf({ open }: Reading): readonly Place[] {
  return open.toReversed().map((bracket) => ({ bracket, argument: bracket.argument }));
}

function beginLine(text: string, at: number, reading: Reading): void {
  const blank = /[ \t]*/y;
  blank.lastIndex = at;
  const indent = blank.exec(text)?.[0].length ?? 0;
  const begins = /[\p{L}_@]/u.test(text[at + indent] ?? '');
  const [outermost] = reading.open;
  if (outermost && !(begins && indent <= outermost.indent)) return;
  reading.open.length = 0;
  reading.statement = at + indent;
  reading.indent = indent;
}

function follow({ open, indent, word: before }: Reading, word: string): void {
  const bracket = open.at(-1);
  const name = /^[\p{L}_]/u.test(before) ? before.replace(/\s/g, '') : undefined;
  if (/^[([{]$/.test(word)) {
    const callee = word === '(' ? (name ?? '') : '';
    const made: Bracket = { callee, strings: new Map(), inner: [], indent, argument: 0, count: 0 };
    bracket?.inner.push(made);
    open.push(made);
  } else if (/^[)\]}]$/.test(word)) open.pop();
  else if (bracket && word === ',') {
    bracket.count++;
    bracket.argument = bracket.count;
  } else if (bracket && word === '=') bracket.argument = name ?? bracket.argument;
}

/** Strings side by side are one. */
function keep(bracket: Bracket | undefined, content: Span): void {
  if (!bracket) return;
  const known = bracket.strings.get(bracket.argument);
  if (known) known.push(content);
  else bracket.strings.set(bracket.argument, [content]);
}

/** A string of one line ends with it at the latest. */
function literalAt(text: string, start: number, quote: string, prefix: string): Literal {
  const long = quote.length === 3;
  let at = start;
  while (at < text.length && !text.startsWith(quote, at)) {
    if (!long && /[\r\n]/.test(text[at] ?? '')) return { content: { start, end: at }, quote, prefix, closed: false };
    at += text[at] === '\\' ? 2 : 1;
  }
  const end = Math.min(at, text.length);
  return { content: { start, end }, quote, prefix, closed: at < text.length };
}
