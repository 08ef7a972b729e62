import type { EngineName } from '../model/engine.ts';
import type { Span } from '../text.ts';
import { blankEnd, type Dialect, dialects } from './blanks.ts';
import { tokenAt } from './lex.ts';

/** The comments behind two dashes, in and between these statements of the text; a string holds none. */
export function lineComments(text: string, statements: readonly Span[], engine: EngineName): readonly Span[] {
  const dialect = dialects[engine];
  const found: Span[] = [];
  let offset = 0;
  for (const { start, end } of statements) {
    collect(text, { start: offset, end: start }, dialect, found);
    for (let at = start; at < end; ) {
      const token = tokenAt(text, at, engine);
      collect(text, { start: at, end: Math.min(token?.start ?? end, end) }, dialect, found);
      at = Math.max(token?.end ?? end, at + 1);
    }
    offset = Math.max(offset, end);
  }
  collect(text, { start: offset, end: text.length }, dialect, found);
  return found;
}

/** Between statements stand blanks and comments, what ends a statement, and the lines of a client. */
function collect(text: string, { start, end }: Span, dialect: Dialect, found: Span[]): void {
  for (let at = start; at < end; ) {
    const next = blankEnd(text, at, dialect);
    if (next > at && text.startsWith('--', at)) found.push({ start: at, end: next });
    at = Math.max(next, at + 1);
  }
}
