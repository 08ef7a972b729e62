import type { Span } from '../text.ts';
import type { Tree } from './parse.ts';
import type { Scope } from './scope.ts';
import type { Call, FunctionValue, Reference, Value } from './values.ts';

/** What one reading of a function's body knows and counts. */
export interface Run {
  readonly tree: Tree;
  readonly module: Scope;
  readonly host: Host;
  /** How much more may be evaluated before the reading gives up. */
  budget: number;
  /** Expressions inside one another. */
  depth: number;
  /** Branches around this place that could not be decided, and those before it in which the function may have returned. */
  conditions: number;
  /** Branches before this place in which this round of a loop, or the loop, may have ended. */
  skipped: number;
  broken: number;
  /** Loops around this place whose rounds are not known. */
  loops: number;
  /** The innermost of them that is a statement. */
  loop?: Loop | undefined;
  /** What an edit of the present call would replace. */
  statement: Span;
  /** The functions being carried out, outermost first. */
  readonly stack: Frame[];
}

/** A loop whose rounds are not known. */
export interface Loop {
  /** From its keyword to the colon. */
  readonly head: Span;
  /** What it goes through; absent where it goes on until a condition ends it. */
  readonly over?: Value | undefined;
}

export interface Frame {
  readonly called: FunctionValue;
  readonly scope: Scope;
  /** What it may have returned so far. */
  readonly returned: Value[];
}

/** The meaning that a frontend gives to what is no plain Python. */
export interface Host {
  /** A call that Python alone cannot carry out. The value it gives; undefined: the call itself. */
  call(call: Call, run: Run): Value | undefined;
  /** A call whose result nobody wants. */
  discarded(call: Call, run: Run): void;
  /** An attribute whose value is known; undefined: a plain reference. */
  attribute(reference: Reference): Value | undefined;
  /** `target = value` where the target is no name. */
  stored(target: Value, run: Run): void;
  /** `with value:`; what it returns is called at the end of the block. */
  enter(value: Value, run: Run): (() => void) | undefined;
  /** What stands at `span` was not followed. */
  gaveUp(span: Span, why: string, run: Run): void;
}
