import type { Loop } from '../model/loop.ts';
import type { Name } from '../model/name.ts';
import type { Operation, Other } from '../model/operation.ts';
import type { RowsTaken } from '../model/rows-taken.ts';
import type { Span } from '../text.ts';

/** An operation of a statement and the keywords that name it, as written: `CREATE INDEX`, `ALTER COLUMN`. */
export interface Mapped {
  readonly operation: Operation;
  readonly head: Span;
  /** It stands in a branch or a loop of the code that runs it. */
  readonly conditional?: boolean | undefined;
  /** A block of code runs it, in a transaction of its own. */
  readonly inCode?: boolean | undefined;
  /** The first action of a statement of that code. */
  readonly begins?: boolean | undefined;
  /** Which rows it takes, where it is about rows. */
  readonly taken?: RowsTaken | undefined;
  /** The loop of the code that it stands in. */
  readonly loop?: Loop | undefined;
  /** It says another thing in each round of the loop. */
  readonly varies?: boolean | undefined;
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
