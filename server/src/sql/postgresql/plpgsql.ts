import { parsePlPgSQLSync } from 'libpg-query';
import type { Span } from '../../text.ts';
import { type Token, tokensOf } from '../lex.ts';

/** A piece of SQL that the code runs, as a span of the code. */
export interface Piece {
  readonly kind: 'statement' | 'perform' | 'execute' | 'commit' | 'rollback' | 'lost';
  readonly span: Span;
  /** As long as the span: what the server is sent, without `INTO variable`; the expression behind `EXECUTE`. */
  readonly sql: string;
  /** It may run never, once or often. */
  readonly conditional: boolean;
  /** The loop around it. */
  readonly loop?: CodeLoop | undefined;
}

/** A loop of the code; pieces of one loop share the value. */
export interface CodeLoop {
  readonly rounds: 'until' | 'rows' | 'items';
  /** The query whose rows it goes through. */
  readonly query?: string | undefined;
}

export type Code =
  | {
      readonly pieces: readonly Piece[];
      readonly expressions: readonly string[];
      readonly variables: ReadonlySet<string>;
    }
  | { readonly message: string };

/**
 * The SQL in PL/pgSQL code in the order of the text, or what the language's own parser says against the code. `around` puts
 * the code back into its statement, whose arguments the code may name.
 */
export function readCode(code: string, around: (code: string) => string): Code {
  const clean = withoutRowTypes(code);
  const tree = parsed(around(clean));
  return typeof tree === 'string' ? { message: tree } : piecesOf(tree, clean);
}

/** What the language's own parser says against the code, which is not looked into any further. */
export function complaintIn(code: string, around: (code: string) => string): string | undefined {
  const tree = parsed(around(withoutRowTypes(code)));
  return typeof tree === 'string' ? tree : undefined;
}

/** What the parser can tell; a variable that it does not know may be one that only the database can. */
export function isSyntaxError(message: string): boolean {
  return /^(syntax error|unterminated|mismatched|missing|unexpected end)/.test(message);
}

/**
 * The parser does not say where an error is. A character that nothing accepts, put before a token, becomes the error as long
 * as the true one does not come before it: the last token of which that holds is the one that the parser stumbled over.
 */
export function placeOfError(code: string, message: string, around: (code: string) => string): Span {
  const clean = withoutRowTypes(code);
  const tokens = tokensOf(clean, 'postgresql');
  const comesFirst = ({ start }: Token) => {
    const changed = parsed(around(`${clean.slice(0, start)}${unacceptable} ${clean.slice(start)}`));
    return typeof changed === 'string' && changed.includes(unacceptable);
  };
  let [low, high] = [0, tokens.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const token = tokens[middle];
    if (token && comesFirst(token)) low = middle;
    else high = middle;
  }
  const named = /at or near "(.*)"/s.exec(message)?.[1];
  const near = [low, low - 1, low + 1].flatMap((index) => tokens[index] ?? []);
  const exact = near.find(({ start, end }) => named !== undefined && clean.slice(start, end).startsWith(named));
  const { start, end } = exact ?? tokens[low] ?? { start: 0, end: clean.length };
  return { start, end: Math.min(end, start + 100) };
}

const unacceptable = '\x01';

function parsed(statement: string): object | string {
  try {
    return parsePlPgSQLSync(statement);
  } catch (error) {
    return error instanceof Error ? error.message : 'syntax error';
  }
}

/** The parser has no database to ask for the columns of `t%ROWTYPE`; a record may have any. */
function withoutRowTypes(code: string): string {
  return code.replace(rowType, (type) => 'record'.padEnd(type.length));
}

const rowType = /(?:"(?:[^"]|"")+"|[\w$\u0080-\uffff]+)(?:\.(?:"(?:[^"]|"")+"|[\w$\u0080-\uffff]+))*%rowtype\b/gi;

function piecesOf(tree: object, code: string): Code {
  const pieces: Piece[] = [];
  const expressions: string[] = [];
  const place = placer(code);
  const variables = new Set<string>();
  const visit = (node: object, conditional: boolean, loop: CodeLoop | undefined): void => {
    for (const [key, value] of Object.entries(node)) {
      if (!isObject(value)) continue;
      if (key === 'datums') for (const name of namesOf(value)) variables.add(name);
      if (key === 'datums' || key === 'target' || key === 'var') continue;
      const run = sqlOf.get(key);
      const sql = run && queryOf(value, run.fields);
      if (run && sql !== undefined) {
        pieces.push({ ...place(run.kind, numberIn(value, 'lineno'), sql), conditional, ...(loop && { loop }) });
      }
      if (key === 'PLpgSQL_expr') expressions.push(textIn(value, 'query'));
      else visit(value, conditional || branches.test(key), loopAt(key, sql) ?? loop);
    }
  };
  visit(tree, false, undefined);
  return { pieces, expressions, variables };
}

function loopAt(key: string, query: string | undefined): CodeLoop | undefined {
  if (/^PLpgSQL_stmt_(loop|while)$/.test(key)) return { rounds: 'until' };
  if (/^PLpgSQL_stmt_(fors|forc|dynfors)$/.test(key)) return { rounds: 'rows', query };
  return /^PLpgSQL_stmt_(fori|foreach_a)$/.test(key) ? { rounds: 'items' } : undefined;
}

/** The variables that are declared, in lower case. */
function namesOf(datums: object): readonly string[] {
  return [...JSON.stringify(datums).matchAll(/"refname":"([^"]+)"/g)].flatMap(([, name]) => name?.toLowerCase() ?? []);
}

const branches = /^PLpgSQL_(stmt_(if|case|loop|while|fori|fors|forc|dynfors|foreach_a)|exception.*)$/;

/** The statements of the language that send SQL, and the fields that hold it: a query, or the text of one. */
const sqlOf: ReadonlyMap<string, { readonly kind: Piece['kind']; readonly fields: readonly string[] }> = new Map([
  ['PLpgSQL_stmt_execsql', { kind: 'statement', fields: ['sqlstmt'] }],
  ['PLpgSQL_stmt_call', { kind: 'statement', fields: ['expr'] }],
  ['PLpgSQL_stmt_fors', { kind: 'statement', fields: ['query'] }],
  ['PLpgSQL_stmt_perform', { kind: 'perform', fields: ['expr'] }],
  ['PLpgSQL_stmt_dynexecute', { kind: 'execute', fields: ['query'] }],
  ['PLpgSQL_stmt_dynfors', { kind: 'execute', fields: ['query'] }],
  ['PLpgSQL_stmt_commit', { kind: 'commit', fields: [] }],
  ['PLpgSQL_stmt_rollback', { kind: 'rollback', fields: [] }],
]);

function queryOf(statement: object, fields: readonly string[]): string | undefined {
  if (fields.length === 0) return '';
  for (const [key, value] of Object.entries(statement)) {
    if (!fields.includes(key) || !isObject(value)) continue;
    for (const expression of Object.values(value)) if (isObject(expression)) return textIn(expression, 'query');
  }
  return undefined;
}

/** Finds what the tree only tells the line of; what comes next stands behind what was found before. */
function placer(code: string): (kind: Piece['kind'], line: number, sql: string) => Omit<Piece, 'conditional'> {
  const tokens = tokensOf(code, 'postgresql');
  const lines = [...code.matchAll(/^/gm)].map(({ index }) => index);
  let next = 0;
  return (kind, line, sql) => {
    const lineStart = lines[line - 1] ?? 0;
    for (let index = next; index < tokens.length; index++) {
      const start = tokens[index]?.start ?? 0;
      if (start < lineStart) continue;
      const behind = tokens[index - 1];
      if (kind === 'execute' && !(behind && /^execute$/i.test(code.slice(behind.start, behind.end)))) continue;
      const found = sentFrom(code, start, kind, sql);
      if (found === undefined) continue;
      const end = start + found.length;
      while ((tokens[index]?.start ?? end) < end) index++;
      next = index;
      return { kind, span: { start, end }, sql: found };
    }
    return { kind: 'lost', span: { start: lineStart, end: lineStart }, sql };
  };
}

/** The SQL of the tree as long as what the author wrote: `INTO` and its variables are blanks, `PERFORM` is a `SELECT`. */
function sentFrom(code: string, start: number, kind: Piece['kind'], sql: string): string | undefined {
  const [written, sent] =
    kind === 'perform' ? ['perform', 'SELECT'] : kind === 'commit' || kind === 'rollback' ? [kind, ''] : ['', ''];
  if (code.slice(start, start + written.length).toLowerCase() !== written || !sql.startsWith(sent)) return undefined;
  const from = start + written.length;
  for (let at = sent.length; at < sql.length; at++) {
    const character = sql[at];
    if (character !== code[from + at - sent.length] && character !== ' ') return undefined;
  }
  return sent.padEnd(written.length) + sql.slice(sent.length);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function textIn(node: object, field: string): string {
  const value: unknown = Reflect.get(node, field);
  return typeof value === 'string' ? value : '';
}

function numberIn(node: object, field: string): number {
  const value: unknown = Reflect.get(node, field);
  return typeof value === 'number' ? value : 1;
}
