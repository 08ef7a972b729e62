import type { CreateFunctionStmt, DoStmt, Node } from 'libpg-query';
import type { Loop } from '../../model/loop.ts';
import { type Name, relationText } from '../../model/name.ts';
import type { Operation } from '../../model/operation.ts';
import type { Span } from '../../text.ts';
import { fill, type Hole, holesOf } from '../holes.ts';
import { type Mapped, other, type Parsed } from '../mapped.ts';
import { type Reading, spanOf } from '../reading.ts';
import { splitSql } from '../split.ts';
import { strings } from './ast.ts';
import { executedSql } from './execute.ts';
import { type Literal, literalOf, part, spanIn } from './literal.ts';
import { type Code, type CodeLoop, complaintIn, isSyntaxError, type Piece, placeOfError, readCode } from './plpgsql.ts';

type Parse = (text: string) => Parsed;

/** What a `DO` block runs; undefined where it is not in PL/pgSQL. `parse` reads one statement of SQL. */
export function runDo(node: DoStmt, reading: Reading, parse: Parse): Parsed | undefined {
  const { body, language } = bodyOf(node.args ?? [], reading);
  if (!body || language !== 'plpgsql') return undefined;
  const head = spanOf(reading, 0, 1);
  const code = body.literal.text;
  const plain = readCode(code, body.around);
  if ('pieces' in plain) return ran(plain, body.literal, head, parse);
  const holes = holesOf(code, 'postgresql');
  if (holes.length > 0) return runFilled(code, holes, body, head, parse);
  if (!isSyntaxError(plain.message))
    return { operations: [opaque(`PL/pgSQL does not take it: ${plain.message}`, head)] };
  return { operations: [other('DO', [], head)], error: errorIn(plain.message, body) };
}

/** What is wrong with the body of a function that is only created here. */
export function errorInBody(node: CreateFunctionStmt, reading: Reading, parse: Parse): Parsed['error'] {
  const { body, language } = bodyOf(node.options ?? [], reading);
  if (!body) return undefined;
  const code = body.literal.text;
  if (language === 'sql') return errorInSql(body.literal, parse);
  if (language !== 'plpgsql') return undefined;
  const complaint = complaintIn(code, body.around);
  if (complaint === undefined || !isSyntaxError(complaint) || holesOf(code, 'postgresql').length > 0) return undefined;
  return errorIn(complaint, body);
}

interface Body {
  readonly literal: Literal;
  /** The whole statement with another body. */
  around(code: string): string;
}

function bodyOf(options: readonly Node[], reading: Reading): { body?: Body | undefined; language: string } {
  let [body, language]: [Body | undefined, string] = [undefined, 'plpgsql'];
  for (const option of options) {
    if (!('DefElem' in option)) continue;
    const { defname, arg, location } = option.DefElem;
    if (defname === 'language' && arg && 'String' in arg) language = (arg.String.sval ?? '').toLowerCase();
    if (defname !== 'as') continue;
    const [text, more] = arg && 'List' in arg ? strings(arg.List.items) : strings(arg ? [arg] : []);
    const index = reading.at(location);
    const token = reading.tokens[reading.word(index) === 'as' ? index + 1 : index];
    const literal = token && more === undefined ? literalOf(reading.text, token) : undefined;
    if (literal && token && literal.text === text) {
      const [before, after] = [reading.filled.slice(0, token.start), reading.filled.slice(token.end)];
      body = { literal, around: (code) => `${before}${quoted(code)}${after}` };
    }
  }
  return { body, language };
}

/** In dollars that the code does not hold. */
function quoted(code: string): string {
  let tag = '$code$';
  while (code.includes(tag)) tag = `${tag.slice(0, -1)}_$`;
  return `${tag}${code}${tag}`;
}

function runFilled(code: string, holes: readonly Hole[], body: Body, head: Span, parse: Parse): Parsed {
  const filled = fill(code, holes, () => 'name');
  const read = readCode(filled, body.around);
  if (!('pieces' in read)) {
    return { operations: [opaque(`a part of the statement is only known at run time: ${holes[0]?.text}`, head)] };
  }
  const pieces = read.pieces.map((piece) => ({ ...piece, sql: withHoles(piece, code, filled) }));
  return ran({ ...read, pieces }, body.literal, head, parse);
}

/** The author's text again, but without what was taken out of the statement. */
function withHoles({ span, sql }: Piece, code: string, filled: string): string {
  return Array.from({ length: sql.length }, (_, index) =>
    sql[index] === filled[span.start + index] ? code[span.start + index] : sql[index],
  ).join('');
}

function ran({ pieces, expressions, variables }: Ran, code: Literal, head: Span, parse: Parse): Parsed {
  if (pieces.length === 0) return { operations: [other('SELECT', relationsOf(expressions, parse), head)] };
  const loops = new Map<CodeLoop, Loop>();
  const loopOf = (loop: CodeLoop): Loop => {
    const made = loops.get(loop) ?? loopFrom(loop, head, parse);
    loops.set(loop, made);
    return made;
  };
  const read = pieces.map((piece) => {
    const { operations, error } = runPiece(piece, code, head, parse);
    const { loop } = piece;
    if (!loop) return { operations, error };
    const round = { loop: loopOf(loop), ...(namesOne(piece.sql, variables) && { varies: true }) };
    return { operations: operations.map((each) => ({ ...each, ...round })), error };
  });
  const error = read.find((each) => each.error)?.error;
  return { operations: read.flatMap((each) => each.operations), ...(error && { error }) };
}

type Ran = Extract<Code, { readonly pieces: readonly Piece[] }>;

/** The loop has no place of its own in the tree: the words of the block stand for it. */
function loopFrom({ rounds, query }: CodeLoop, head: Span, parse: Parse): Loop {
  const [first] = query === undefined ? [] : parse(query).operations;
  if (!first) return { head, rounds };
  const tables = first.operation.kind === 'other' ? first.operation.relations : [];
  return { head, rounds, query: { tables, taken: first.taken } };
}

function namesOne(sql: string, variables: ReadonlySet<string>): boolean {
  return [...sql.matchAll(/[\p{L}_][\p{L}\p{N}_$]*/gu)].some(([word]) => variables.has(word.toLowerCase()));
}

function runPiece(piece: Piece, code: Literal, head: Span, parse: Parse): Parsed {
  const place = part(code, piece.span.start, piece.span.end);
  const found = operationsOf(piece, place, head, parse);
  const where = { inCode: true, ...(piece.conditional && { conditional: true }) };
  return {
    ...found,
    operations: found.operations.map((each, at) => ({ ...each, ...where, ...(at === 0 && { begins: true }) })),
  };
}

function operationsOf(piece: Piece, place: Literal, head: Span, parse: Parse): Parsed {
  const { kind, sql } = piece;
  switch (kind) {
    case 'commit':
    case 'rollback': {
      const operation: Operation = { kind: 'controlTransaction', what: kind };
      return { operations: [{ operation, head: spanIn(place, { start: 0, end: kind.length }) }] };
    }
    case 'statement':
      return moved(parse(sql), place);
    case 'perform': {
      const read = parse(sql);
      const operations = read.operations.map((each) => (each.head.start > 0 ? each : { ...each, head: perform }));
      return moved({ ...read, operations }, place);
    }
    case 'execute':
      return execute({ text: sql, at: place.at }, parse);
    case 'lost':
      return { operations: [opaque('the place of a statement in the block was not found', head)] };
  }
}

const perform: Span = { start: 0, end: 'perform'.length };

function execute(expression: Literal, parse: Parse): Parsed {
  const sql = executedSql(expression);
  const whole = spanIn(expression, { start: 0, end: Math.min(expression.text.length, 100) });
  const statements = sql ? splitSql(sql.text, 'postgresql') : [];
  if (!sql || statements.length === 0) {
    return {
      operations: [opaque(`EXECUTE runs what is only known at run time: ${shortened(expression.text)}`, whole)],
    };
  }
  const read = statements.map(({ start, end }) => {
    const statement = part(sql, start, end);
    return moved(parse(statement.text), statement);
  });
  const error = read.find((each) => each.error)?.error;
  return { operations: read.flatMap((each) => each.operations), ...(error && { error }) };
}

function errorInSql(code: Literal, parse: Parse): Parsed['error'] {
  for (const { start, end } of splitSql(code.text, 'postgresql')) {
    const statement = part(code, start, end);
    const { error } = moved(parse(statement.text), statement);
    if (error) return error;
  }
  return undefined;
}

function errorIn(message: string, { literal, around }: Body): Parsed['error'] {
  return { message, span: spanIn(literal, placeOfError(literal.text, message, around)) };
}

function moved({ operations, error }: Parsed, place: Literal): Parsed {
  return {
    operations: operations.map((each) => ({ ...each, head: spanIn(place, each.head) })),
    ...(error && { error: { ...error, span: spanIn(place, error.span) } }),
  };
}

/** The relations that the conditions and values of a block read. */
function relationsOf(expressions: readonly string[], parse: Parse): readonly Name[] {
  const found = new Map<string, Name>();
  for (const expression of expressions) {
    const value = expression.replace(/^[\w.]+\s*:?=/, '');
    for (const { operation } of parse(`SELECT ${value}`).operations) {
      if (operation.kind !== 'other') continue;
      for (const name of operation.relations) found.set(relationText(name), name);
    }
  }
  return [...found.values()];
}

function opaque(why: string, head: Span): Mapped {
  return { operation: { kind: 'opaque', why }, head };
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
