import type { Source, Span } from '../../text.ts';
import { rangesIn } from '../places.ts';

/** A place as SARIF has it: lines and UTF-16 columns from 1, the end behind the last character; a byte order mark is no column. */
export function regionOf(source: Source, span: Span) {
  const { start, end } = rangesIn(source)(span);
  const column = ({ line, character }: typeof start) =>
    line === 0 && source.text.startsWith('\uFEFF') ? Math.max(1, character) : character + 1;
  return { startLine: start.line + 1, startColumn: column(start), endLine: end.line + 1, endColumn: column(end) };
}
