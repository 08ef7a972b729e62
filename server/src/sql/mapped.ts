import type { Name } from '../model/name.ts';
import type { Operation, Other } from '../model/operation.ts';
import type { Span } from '../text.ts';

/** An operation of a statement and the keywords that name it, as written: `CREATE INDEX`, `ALTER COLUMN`. */
export interface Mapped {
  readonly operation: Operation;
  readonly head: Span;
  /** It stands in a branch or a loop of the code that runs it. */
  readonly conditional?: boolean | undefined;
  /** A block of code runs it, in a transaction of its own. */
  readonly inCode?: boolean | undefined;
}

/** What one statement says; spans are offsets into it. */
export interface Parsed {
  readonly operations: readonly Mapped[];
  readonly error?: { readonly span: Span; readonly message: string } | undefined;
}

export function other(
  statement: string,
  relations: readonly Name[],
  head: Span,
  more: Omit<Other, 'kind' | 'statement' | 'relations'> = {},
): Mapped {
  return { operation: { kind: 'other', statement, relations, ...more }, head };
}
