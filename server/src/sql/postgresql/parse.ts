import { type Node, parseSync, SqlError } from 'libpg-query';
import type { Operation } from '../../model/operation.ts';
import type { Span } from '../../text.ts';
import { fill, type Hole, holesOf, nextShape, restored, type Shape } from '../holes.ts';
import { tokenAt } from '../lex.ts';
import type { Parsed } from '../mapped.ts';
import { type Reading, readingOf } from '../reading.ts';
import { recognise } from '../recognise/index.ts';
import { withRowsTaken } from '../rows-taken.ts';
import { objectsIn } from './ast.ts';
import { errorInBody, runDo } from './body.ts';
import { mapStatement } from './map.ts';
import { otherStatements } from './other-statements.ts';

/** Never throws: what PostgreSQL refuses is an error, and what its words look like, or one opaque operation. */
export function parsePostgresql(text: string): Parsed {
  const clean = parsable(text);
  const first = attempt(clean);
  if ('tree' in first) return mapped(first.tree, readingOf(text, clean, []));
  const holes = holesOf(clean, 'postgresql');
  if (holes.length === 0) return refused(text, clean, first);
  const filled = attemptFilled(clean, holes);
  if ('tree' in filled) {
    restoreNames(filled.tree, holes);
    const read = mapped(filled.tree, readingOf(text, filled.text, holes));
    if (!read.operations.some(({ operation }) => lostLabel(operation))) return read;
  } else if (isCertain(tokenAtOffset(clean, filled.offset), holes)) {
    return refused(text, clean, filled);
  }
  return opaque(text, `a part of the statement is only known at run time: ${holes[0]?.text}`);
}

function refused(text: string, clean: string, { message, offset }: Refusal): Parsed {
  const error = { span: tokenAtOffset(text, offset), message };
  const recognised = recognise(clean, 'postgresql');
  if (recognised?.every(({ operation }) => isKnown(operation)))
    return { operations: withRowsTaken(recognised, text, 'postgresql'), error };
  return { ...opaque(text, `PostgreSQL cannot parse it: ${message}`), error };
}

/** Whatever fills the holes, the error stays: those before it are binds, which hold a value and no other words. */
function isCertain(error: Span, holes: readonly Hole[]): boolean {
  return holes.every(({ start, end, text }) => error.end < start || (end <= error.start && /^[:?]/.test(text)));
}

/** What looks like a statement of another engine says nothing of this one. */
function isKnown(operation: Operation): boolean {
  return operation.kind !== 'other' || known.has(operation.statement);
}

const known: ReadonlySet<string> = new Set(otherStatements);

interface Refusal {
  readonly message: string;
  readonly offset: number;
}

type Attempt = { readonly tree: Node } | Refusal;

function attempt(text: string): Attempt {
  try {
    const [only, second] = parseSync(text).stmts ?? [];
    if (only?.stmt && !second) return { tree: only.stmt };
    return { message: 'syntax error', offset: 0 };
  } catch (error) {
    if (!(error instanceof SqlError)) return { message: 'it is too large or too deeply nested', offset: 0 };
    return { message: error.message, offset: fromCharacters(text, error.sqlDetails?.cursorPosition ?? 0) };
  }
}

/** Where the parser stumbles over a hole, that hole gets another shape; elsewhere there is no use in trying. */
function attemptFilled(text: string, holes: readonly Hole[]): { readonly tree: Node; readonly text: string } | Refusal {
  const shapes = holes.map((): Shape => 'name');
  for (let tries = 0; ; tries++) {
    const filled = fill(text, holes, (index) => shapes[index] ?? 'name');
    const result = attempt(filled);
    if ('tree' in result) return { tree: result.tree, text: filled };
    const at = holes.findIndex((hole) => hole.start <= result.offset && result.offset < hole.end);
    const shape = shapes[at];
    const next = shape && nextShape(shape);
    if (!next || tries === maximumTries) return result;
    shapes[at] = next;
  }
}

const maximumTries = 40;

/** A hole of two characters leaves no room for its name between quotes. */
function lostLabel(operation: Operation): boolean {
  if (operation.kind === 'createEnum') return operation.values.includes('');
  return operation.kind === 'addEnumValue' && operation.value === '';
}

function mapped(tree: Node, reading: Reading): Parsed {
  const run = 'DoStmt' in tree ? runDo(tree.DoStmt, reading, parsePostgresql) : undefined;
  if (run) return run;
  const error = 'CreateFunctionStmt' in tree && errorInBody(tree.CreateFunctionStmt, reading, parsePostgresql);
  const operations = withRowsTaken(mapStatement(tree, reading), reading.text, 'postgresql');
  return { operations, ...(error && { error }) };
}

function opaque(text: string, why: string): Parsed {
  const first = tokenAt(text, 0, 'postgresql');
  const head = { start: first?.start ?? 0, end: first?.end ?? text.length };
  return { operations: [{ operation: { kind: 'opaque', why }, head }] };
}

/** The parser reads up to a NUL and counts a lone surrogate wrongly; both become characters that nothing accepts. */
function parsable(text: string): string {
  return text.replaceAll('\0', '\x01').replace(/\p{Surrogate}/gu, '\uFFFD');
}

function restoreNames(tree: object, holes: readonly Hole[]): void {
  for (const node of objectsIn(tree)) {
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'string') Reflect.set(node, key, restored(value, holes));
    }
  }
}

/** The parser's cursor counts characters, not UTF-16 code units. */
function fromCharacters(text: string, characters: number): number {
  let offset = 0;
  for (let count = 0; count < characters && offset < text.length; count++) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}

function tokenAtOffset(text: string, offset: number): Span {
  const start = Math.min(offset, text.length);
  const word = /^([\p{L}\p{N}_$]+|\S)/u.exec(text.slice(start, start + 100));
  return { start, end: start + (word?.[0].length ?? 0) };
}
