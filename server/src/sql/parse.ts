import { loadModule } from 'libpg-query';
import type { EngineName } from '../model/engine.ts';
import type { Operation } from '../model/operation.ts';
import type { Span } from '../text.ts';
import { tokenAt } from './lex.ts';
import { type Parsed, parsePostgresql } from './postgresql/parse.ts';
import { splitSql } from './split.ts';

/** One statement of a text; all spans are offsets into that text. */
export interface SqlStatement {
  readonly span: Span;
  readonly text: string;
  readonly operations: readonly SqlOperation[];
  /** What the database's own parser says against it. */
  readonly error?: { readonly span: Span; readonly message: string } | undefined;
}

/** `head` is the keywords that name the operation, as written: `CREATE INDEX`, `ALTER COLUMN`. */
export interface SqlOperation {
  readonly operation: Operation;
  readonly head: Span;
}

/** Must have resolved before the first parse. */
export async function loadSql(): Promise<void> {
  await loadModule();
}

/** The statements of a text, each with its operations: at least one. Never throws on any text. */
export function readSql(text: string, engine: EngineName): readonly SqlStatement[] {
  return splitSql(text, engine).map((span) => {
    const statement = text.slice(span.start, span.end);
    const { operations, error } = read(statement, engine);
    return {
      span,
      text: statement,
      operations: operations.map(({ operation, head }) => ({ operation, head: shift(head, span.start) })),
      ...(error && { error: { ...error, span: shift(error.span, span.start) } }),
    };
  });
}

/** What has been read lately, oldest first: while somebody types, all statements but one are the same. */
const memory = new Map<string, Parsed>();
const maximumCharacters = 4_000_000;
let characters = 0;

function read(statement: string, engine: EngineName): Parsed {
  switch (engine) {
    case 'postgresql':
      return remembered(statement);
    case 'mysql':
      return unread(statement, engine, 'MySQL statements are not read yet');
    case 'mariadb':
      return unread(statement, engine, 'MariaDB statements are not read yet');
    case 'sqlite':
      return unread(statement, engine, 'SQLite statements are not read yet');
  }
}

function remembered(statement: string): Parsed {
  const known = memory.get(statement);
  if (known) return known;
  const parsed = parsePostgresql(statement);
  characters += statement.length;
  for (const oldest of memory.keys()) {
    if (characters <= maximumCharacters) break;
    memory.delete(oldest);
    characters -= oldest.length;
  }
  memory.set(statement, parsed);
  return parsed;
}

function unread(statement: string, engine: EngineName, why: string): Parsed {
  const first = tokenAt(statement, 0, engine);
  const head = { start: first?.start ?? 0, end: first?.end ?? statement.length };
  return { operations: [{ operation: { kind: 'opaque', why }, head }] };
}

function shift(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}
