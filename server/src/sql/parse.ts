import { loadModule } from 'libpg-query';
import { type EngineName, familyOf } from '../model/engine.ts';
import type { DialectMark } from '../model/migration.ts';
import type { Span } from '../text.ts';
import { marksIn } from './dialect.ts';
import type { Mapped, Parsed } from './mapped.ts';
import { parsePostgresql } from './postgresql/parse.ts';
import { splitSql } from './split.ts';
import { loadGrammar } from './tree/grammar.ts';
import { parseByTree } from './tree/parse.ts';

/** One statement of a text; all spans are offsets into that text. */
export interface SqlStatement {
  readonly span: Span;
  readonly text: string;
  /** Their heads are offsets into the text too. */
  readonly operations: readonly Mapped[];
  /** What the database's own parser says against it. */
  readonly error?: { readonly span: Span; readonly message: string } | undefined;
  /** Words that only some engines understand. */
  readonly marks: readonly DialectMark[];
}

/** Must have resolved before the first parse for any engine. */
export async function loadSql(): Promise<void> {
  await Promise.all([loadSqlFor('postgresql'), loadSqlFor('mysql'), loadSqlFor('sqlite')]);
}

/** Must have resolved before the first parse for this engine, where not all of them are wanted. */
export async function loadSqlFor(engine: EngineName): Promise<void> {
  await (familyOf(engine) === 'postgresql' ? loadModule() : loadGrammar(engine));
}

/** The statements of a text, each with its operations: at least one. Never throws on any text. */
export function readSql(text: string, engine: EngineName): readonly SqlStatement[] {
  return splitSql(text, engine).map((span) => {
    const statement = text.slice(span.start, span.end);
    const { operations, error, marks } = read(statement, engine);
    return {
      span,
      text: statement,
      operations: operations.map((each) => ({ ...each, head: shift(each.head, span.start) })),
      ...(error && { error: { ...error, span: shift(error.span, span.start) } }),
      marks: marks.map((each) => ({ ...each, span: shift(each.span, span.start) })),
    };
  });
}

/** What has been read lately, oldest first: while somebody types, all statements but one are the same. */
const memory = new Map<string, Read>();
const maximumCharacters = 4_000_000;
let characters = 0;

interface Read extends Parsed {
  readonly marks: readonly DialectMark[];
}

function read(statement: string, engine: EngineName): Read {
  const key = `${engine} ${statement}`;
  const known = memory.get(key);
  if (known) return known;
  const operations = familyOf(engine) === 'postgresql' ? parsePostgresql(statement) : parseByTree(statement, engine);
  const parsed = { ...operations, marks: marksIn(statement, engine) };
  characters += key.length;
  for (const oldest of memory.keys()) {
    if (characters <= maximumCharacters) break;
    memory.delete(oldest);
    characters -= oldest.length;
  }
  memory.set(key, parsed);
  return parsed;
}

function shift(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}
