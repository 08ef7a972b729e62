import { type EngineName, familyOf } from '../../model/engine.ts';
import type { Operation } from '../../model/operation.ts';
import type { Span } from '../../text.ts';
import { type Token, tokensOf } from '../lex.ts';
import type { SqlStatement } from '../parse.ts';
import { printSql } from '../print.ts';

/** One statement of a file, its tokens at their offsets in the file. */
export interface WrittenStatement {
  /** The text of the whole file. */
  readonly text: string;
  readonly engine: EngineName;
  readonly span: Span;
  readonly tokens: readonly Token[];
  readonly operations: SqlStatement['operations'];
  /** The actions of an `ALTER TABLE`, without their commas; elsewhere the whole statement is one. */
  readonly actions: readonly Span[];
  readonly isAlter: boolean;
  /** The author writes keywords in lower case. */
  readonly lower: boolean;
}

export function writtenStatement(text: string, statement: SqlStatement, engine: EngineName): WrittenStatement {
  const { span, operations } = statement;
  const tokens = tokensOf(statement.text, engine).map((each) => ({
    ...each,
    start: each.start + span.start,
    end: each.end + span.start,
  }));
  const first = tokens[0];
  const word = first ? text.slice(first.start, first.end) : '';
  const from = firstAction(text, tokens);
  const isAlter = from !== undefined;
  const actions = isAlter ? elements(text, tokens, from) : [span];
  return { text, engine, span, tokens, operations, actions, isAlter, lower: word === word.toLowerCase() };
}

/** The token as a keyword in capitals; a sign as itself; '' for everything else. */
export function wordOf({ text }: Pick<WrittenStatement, 'text'>, token: Token | undefined): string {
  if (!token || (token.kind !== 'word' && token.kind !== 'sign')) return '';
  return text.slice(token.start, token.end).toUpperCase();
}

/** Tokens inside a span of the statement. */
export function tokensIn({ tokens }: WrittenStatement, span: Span): readonly Token[] {
  return tokens.filter((each) => span.start <= each.start && each.end <= span.end);
}

/** Keywords as the author writes them. */
export function cased({ lower }: Pick<WrittenStatement, 'lower'>, keywords: string): string {
  return lower ? keywords.toLowerCase() : keywords;
}

/** An operation as a statement, its keywords as the author writes them; undefined where it cannot be said. */
export function printed(
  operation: Operation,
  { engine, lower }: Pick<WrittenStatement, 'engine' | 'lower'>,
): string | undefined {
  const sql = printSql(operation, engine);
  if (sql === undefined || !lower) return sql;
  // PostgreSQL quotes names in capitals; elsewhere they stand bare, and their case may matter.
  const own = new Set(
    familyOf(engine) === 'postgresql' ? [] : JSON.stringify(operation).match(/[\p{L}_][\p{L}\p{N}_$]*/gu),
  );
  let [result, end] = ['', 0];
  for (const token of tokensOf(sql, engine)) {
    const word = sql.slice(token.start, token.end);
    const keyword = token.kind === 'word' && word === word.toUpperCase() && !own.has(word);
    result += sql.slice(end, token.start) + (keyword ? word.toLowerCase() : word);
    end = token.end;
  }
  return result + sql.slice(end);
}

/** Behind `ALTER TABLE [IF EXISTS] [ONLY] name [*]`; undefined where it is no such statement. */
function firstAction(text: string, tokens: readonly Token[]): number | undefined {
  const word = (index: number) => wordOf({ text }, tokens[index]);
  if (word(0) !== 'ALTER') return undefined;
  let index = word(1) === 'ONLINE' || word(1) === 'IGNORE' ? 2 : 1;
  if (word(index) !== 'TABLE') return undefined;
  index++;
  if (word(index) === 'IF' && word(index + 1) === 'EXISTS') index += 2;
  if (word(index) === 'ONLY') index++;
  index++;
  while (word(index) === '.') index += 2;
  return word(index) === '*' ? index + 1 : index;
}

function elements(text: string, tokens: readonly Token[], from: number): readonly Span[] {
  const found: Span[] = [];
  let depth = 0;
  let first = tokens[from];
  let last = first;
  for (const token of tokens.slice(from)) {
    const sign = token.kind === 'sign' ? text[token.start] : '';
    if (sign === '(' || sign === '[') depth++;
    else if (sign === ')' || sign === ']') depth--;
    if (sign === ',' && depth === 0) {
      if (first && last) found.push({ start: first.start, end: last.end });
      first = undefined;
      continue;
    }
    first ??= token;
    last = token;
  }
  if (first && last) found.push({ start: first.start, end: last.end });
  return found;
}
