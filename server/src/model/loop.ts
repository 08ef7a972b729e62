import type { Span } from '../text.ts';
import type { Name } from './name.ts';
import type { RowsTaken } from './rows-taken.ts';

/** A loop whose rounds are not known, around what a migration does; the steps of one loop share the value. */
export interface Loop {
  /** Its words: `while True`, `for row in rows`, `LOOP`. */
  readonly head: Span;
  /** Round after round until a condition ends it; once for each row of a query; or once for each of anything else. */
  readonly rounds: 'until' | 'rows' | 'items';
  /** The query whose rows it goes through. */
  readonly query?: { readonly tables: readonly Name[]; readonly taken?: RowsTaken | undefined } | undefined;
}
