import type { Span } from '../text.ts';
import type { Node } from './parse.ts';
import type { Scope } from './scope.ts';

/**
 * What a Python expression is worth when nothing is run: constants with their exact places, calls and references kept as
 * they were written with names resolved through the imports, and `unknown` with its reason for all the rest.
 */
export type Value =
  | Text
  | NumberValue
  | Truth
  | None
  | Sequence
  | Dictionary
  | Reference
  | Call
  | Operator
  | FunctionValue
  | ClassValue
  | Unknown;

/** A string. Every offset of `text` is found in the source through `pieces`, which are in order and cover it. */
export interface Text {
  readonly kind: 'text';
  readonly span: Span;
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** What is made of it may be a shorter one, by whoever takes it. */
  readonly shortens?: true | undefined;
  /** Another text that it may as well be. */
  readonly alias?: string | undefined;
}

/** A run of a text and where it stands in the source: sign by sign where both are equally long. */
export interface Piece {
  readonly at: number;
  readonly length: number;
  readonly span: Span;
  /** The value that is put here is only known when it runs; the text is what stands in its place (`{name}`, `%s`). */
  readonly hole?: true | undefined;
  /** That value, as far as anything can be told of it. */
  readonly given?: Value | undefined;
}

export interface NumberValue {
  readonly kind: 'number';
  readonly span: Span;
  readonly value: number;
}

export interface Truth {
  readonly kind: 'truth';
  readonly span: Span;
  readonly value: boolean;
}

export interface None {
  readonly kind: 'none';
  readonly span: Span;
}

export interface Sequence {
  readonly kind: 'sequence';
  readonly span: Span;
  readonly type: 'list' | 'tuple' | 'set';
  readonly items: readonly Value[];
}

export interface Dictionary {
  readonly kind: 'dictionary';
  readonly span: Span;
  readonly entries: readonly { readonly key: Value; readonly value: Value }[];
}

/** A name or attribute that is no constant of this file: `path` is dotted and resolved (`sqlalchemy.Integer`). */
export interface Reference {
  readonly kind: 'reference';
  readonly span: Span;
  readonly path: string;
  readonly name: string;
  /** What it is an attribute of. */
  readonly of?: Value | undefined;
}

/** A call that was not carried out. A method of its result has the path `path().method`. */
export interface Call {
  readonly kind: 'call';
  readonly span: Span;
  /** The callee's words. */
  readonly head: Span;
  readonly path: string;
  readonly name: string;
  readonly of?: Value | undefined;
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  /** There are arguments (`*args`, `**kwargs`) that could not be told. */
  readonly open: boolean;
}

/** An operator over values that are no constants, such as columns. */
export interface Operator {
  readonly kind: 'operator';
  readonly span: Span;
  readonly operator: string;
  readonly operands: readonly Value[];
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly span: Span;
  readonly name: string;
  readonly node: Node;
  readonly scope: Scope;
}

export interface ClassValue {
  readonly kind: 'class';
  readonly span: Span;
  readonly name: string;
  readonly bases: readonly Value[];
  /** What its body assigns, in order. */
  readonly members: ReadonlyMap<string, Value>;
}

export interface Unknown {
  readonly kind: 'unknown';
  readonly span: Span;
  /** One clause, such as "`name` is only known when it runs". */
  readonly why: string;
  /** What it is a part of, or was before. */
  readonly of?: Value | undefined;
}

export function unknown(span: Span, why: string, of?: Value): Unknown {
  return { kind: 'unknown', span, why, ...(of && { of }) };
}

export function truthValue(span: Span, value: boolean): Truth {
  return { kind: 'truth', span, value };
}

export function sequence(span: Span, items: readonly Value[], type: Sequence['type'] = 'list'): Sequence {
  return { kind: 'sequence', span, type, items };
}

/** Whether Python takes it for true; undefined where only running tells. */
export function truthOf(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'truth':
      return value.value;
    case 'none':
      return false;
    case 'number':
      return value.value !== 0;
    case 'text':
      return value.pieces.some((piece) => !piece.hole) || (value.pieces.length === 0 ? value.text !== '' : undefined);
    case 'sequence':
      return value.items.length > 0;
    case 'dictionary':
      return value.entries.length > 0;
    case 'function':
    case 'class':
      return true;
    case 'reference':
    case 'call':
    case 'operator':
    case 'unknown':
      return undefined;
  }
}

/** Why the value is not known here, as a clause. */
export function whyUnknown(value: Value): string {
  switch (value.kind) {
    case 'unknown':
      return value.why;
    case 'reference':
      return `\`${value.name}\` is defined elsewhere`;
    case 'call':
      return `what \`${value.name}()\` gives is only known when it runs`;
    case 'text':
      return 'parts of the text are only known when it runs';
    case 'operator':
      return 'it is computed when it runs';
    case 'number':
    case 'truth':
    case 'none':
    case 'sequence':
    case 'dictionary':
    case 'function':
    case 'class':
      return 'it is not of the type that belongs there';
  }
}

export function itemsOf(value: Value): readonly Value[] | undefined {
  if (value.kind === 'sequence') return value.items;
  if (value.kind === 'dictionary') return value.entries.map((entry) => entry.key);
  return undefined;
}

/** The value of a text key. */
export function entryOf(dictionary: Dictionary, key: string): Value | undefined {
  return dictionary.entries.findLast((entry) => entry.key.kind === 'text' && entry.key.text === key)?.value;
}

/** Constant equality; undefined where only running tells. */
export function sameValue(a: Value, b: Value): boolean | undefined {
  if (a.kind === 'text' && b.kind === 'text') {
    if (a.pieces.some((piece) => piece.hole) || b.pieces.some((piece) => piece.hole)) return undefined;
    return (
      a.text === b.text ||
      (a.alias !== undefined && a.alias === b.text) ||
      (b.alias !== undefined && b.alias === a.text)
    );
  }
  if (a.kind === 'number' && b.kind === 'number') return a.value === b.value;
  if (a.kind === 'truth' && b.kind === 'truth') return a.value === b.value;
  if (a.kind === 'none' && b.kind === 'none') return true;
  if (a.kind === 'sequence' && b.kind === 'sequence') {
    if (a.items.length !== b.items.length) return false;
    const pairs = a.items.map((item, index) => sameValue(item, b.items[index] ?? item));
    return pairs.includes(false) ? false : pairs.includes(undefined) ? undefined : true;
  }
  return isConstant(a) && isConstant(b) ? false : undefined;
}

export function isConstant(value: Value): boolean {
  return ['text', 'number', 'truth', 'none', 'sequence', 'dictionary'].includes(value.kind);
}
