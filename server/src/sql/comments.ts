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
    collectIn(text, { start, end }, engine, found);
    offset = Math.max(offset, end);
  }
  collect(text, { start: offset, end: text.length }, dialect, found);
  return found;
}

/** In a statement; what a block of code says at once is code, though it stands in dollar quotes. */
function collectIn(text: string, { start, end }: Span, engine: EngineName, found: Span[]): void {
  const isBlock = /^DO\s/i.test(text.slice(start, start + 3));
  for (let at = start; at < end; ) {
    const token = tokenAt(text, at, engine);
    collect(text, { start: at, end: Math.min(token?.start ?? end, end) }, dialects[engine], found);
    const quote = isBlock && token ? /^\$\w*\$/.exec(text.slice(token.start, token.start + 64))?.[0] : undefined;
    if (token && quote)
      collectIn(text, { start: token.start + quote.length, end: token.end - quote.length }, engine, found);
    at = Math.max(token?.end ?? end, at + 1);
  }
}

/** Between statements stand blanks and comments, what ends a statement, and the lines of a client. */
function collect(text: string, { start, end }: Span, dialect: Dialect, found: Span[]): void {
  for (let at = start; at < end; ) {
    const next = blankEnd(text, at, dialect);
    if (next > at && text.startsWith('--', at)) found.push({ start: at, end: next });
    at = Math.max(next, at + 1);
  }
}
