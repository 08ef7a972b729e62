import type { EngineName } from '../model/engine.ts';
import type { Span } from '../text.ts';
import { type Token, tokenAt } from './lex.ts';

/**
 * Where the statements of a text stand, from their first token to their last, without the semicolon. Any text can be
 * split: what is left open ends with the text. Comments, empty statements, psql's backslash lines and the data lines of
 * `COPY … FROM STDIN` are no statements.
 */
export function splitSql(text: string, engine: EngineName): readonly Span[] {
  const found: Span[] = [];
  let statement = opened();
  let token = tokenAt(text, 0, engine);
  while (token) {
    const sign = token.kind === 'sign' ? text[token.start] : undefined;
    let next = token.end;
    const sends = sign === '\\' && engine === 'postgresql' && sendsQuery(text, token.start);
    if (sends || (sign === ';' && !inside(statement))) {
      if (statement.start >= 0) found.push({ start: statement.start, end: statement.end });
      if (sends) next = text[next] === ';' ? next + 1 : lineEnd(text, next);
      else if (statement.copies) next = afterCopyData(text, next);
      statement = opened();
    } else if (sign === '\\' && statement.start < 0) {
      next = lineEnd(text, token.start);
    } else {
      follow(statement, text, token, sign, engine);
    }
    token = tokenAt(text, next, engine);
  }
  if (statement.start >= 0) found.push({ start: statement.start, end: statement.end });
  return found;
}

/** What must be known of the statement so far to tell whether a semicolon ends it. */
interface Statement {
  start: number;
  end: number;
  /** Its first words, lower case: `create`, `or`, `replace`, `function`. */
  readonly words: string[];
  parentheses: number;
  /** Open `BEGIN` and `CASE` in the body of a routine. */
  blocks: number;
  copies: boolean;
  previous: string;
}

function opened(): Statement {
  return { start: -1, end: -1, words: [], parentheses: 0, blocks: 0, copies: false, previous: '' };
}

/** Only the actions of a rule stand in parentheses with semicolons: elsewhere an open parenthesis is a slip. */
function inside(statement: Statement): boolean {
  return statement.blocks > 0 || (statement.parentheses > 0 && creates(statement, /^rule$/));
}

function follow(statement: Statement, text: string, token: Token, sign: string | undefined, engine: EngineName): void {
  if (statement.start < 0) statement.start = token.start;
  statement.end = token.end;
  if (sign === '(') statement.parentheses++;
  else if (sign === ')') statement.parentheses--;
  if (token.kind !== 'word') return;
  if (statement.words.length >= 6 && statement.words[0] !== 'create' && statement.words[0] !== 'copy') return;
  const word = token.end - token.start > 10 ? '' : text.slice(token.start, token.end).toLowerCase();
  if (statement.words.length < 6) statement.words.push(word);
  if (statement.words[0] === 'copy') statement.copies ||= word === 'stdin';
  else if (creates(statement, engine === 'postgresql' ? atomicRoutine : routine)) {
    if (
      statement.blocks > 0
        ? /^(case|begin)$/.test(word) && statement.previous !== 'end'
        : opensBody(word, statement.previous, engine)
    ) {
      statement.blocks++;
    } else if (word === 'end' && statement.blocks > 0) statement.blocks--;
    else if (statement.previous === 'end' && /^(if|loop|while|repeat)$/.test(word)) statement.blocks++;
  }
  statement.previous = word;
}

/** `BEGIN ATOMIC` is the one body that PostgreSQL does not quote. */
function opensBody(word: string, previous: string, engine: EngineName): boolean {
  return engine === 'postgresql' ? word === 'atomic' && previous === 'begin' : word === 'begin';
}

const atomicRoutine = /^(function|procedure)$/;
const routine = /^(function|procedure|trigger|event)$/;

function creates(statement: Statement, what: RegExp): boolean {
  return statement.words[0] === 'create' && statement.words.some((word) => what.test(word));
}

/** Some of psql's commands do what a semicolon does: https://www.postgresql.org/docs/current/app-psql.html */
function sendsQuery(text: string, offset: number): boolean {
  return /^\\(;|(g|gx|gset|gdesc|gexec|crosstabview|watch)\b)/.test(text.slice(offset, offset + 20));
}

function afterCopyData(text: string, offset: number): number {
  const end = /^\\\.[^\S\n]*$/gm;
  end.lastIndex = offset;
  return end.test(text) ? end.lastIndex : offset;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}
