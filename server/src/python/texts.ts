import type { Span } from '../text.ts';
import type { Piece, Text, Value } from './values.ts';

/** A text longer than this is not built: a program that doubles a string must not eat the memory. */
const longest = 1_000_000;

export function text(span: Span, value: string): Text {
  return { kind: 'text', span, text: value, pieces: value === '' ? [] : [{ at: 0, length: value.length, span }] };
}

/** A part that is only known when it runs: `shown` stands in its place. */
export function hole(span: Span, shown: string, given?: Value): Text {
  const piece: Piece = { at: 0, length: shown.length, span, hole: true, ...(given && { given }) };
  return { kind: 'text', span, text: shown, pieces: [piece] };
}

export function hasHoles(value: Text): boolean {
  return value.pieces.some((piece) => piece.hole);
}

/** Nothing of it is known. */
export function isHole(value: Text): boolean {
  return value.pieces.length > 0 && value.pieces.every((piece) => piece.hole);
}

/** The texts one behind the other; undefined where that would be too long. */
export function concat(span: Span, texts: readonly Text[]): Text | undefined {
  let result = '';
  const pieces: Piece[] = [];
  for (const each of texts) {
    if (result.length + each.text.length > longest) return undefined;
    for (const piece of each.pieces)
      pieces.push(piece.at + result.length === piece.at ? piece : moved(piece, result.length));
    result += each.text;
  }
  return { kind: 'text', span, text: result, pieces };
}

export function slice(value: Text, from: number, to: number): Text {
  if (from <= 0 && to >= value.text.length) return value;
  const pieces: Piece[] = [];
  for (const piece of value.pieces) {
    const start = Math.max(from, piece.at);
    const end = Math.min(to, piece.at + piece.length);
    if (start < end) pieces.push({ ...piece, at: start - from, length: end - start, span: within(piece, start, end) });
  }
  return { ...value, text: value.text.slice(from, to), pieces };
}

/** Where `span` of the text stands in the source. */
export function sourceSpan(value: Text, span: Span): Span {
  const first = pieceAt(value, span.start) ?? value.pieces.at(-1);
  const last = pieceAt(value, Math.max(span.start, span.end - 1)) ?? value.pieces.at(-1);
  if (!first || !last) return value.span;
  const start = within(first, span.start, span.start).start;
  const end = within(last, span.end, span.end).end;
  return start <= end ? { start, end } : first.span;
}

function pieceAt(value: Text, offset: number): Piece | undefined {
  let low = 0;
  let high = value.pieces.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const piece = value.pieces[middle];
    if (!piece) return undefined;
    if (offset < piece.at) high = middle - 1;
    else if (offset >= piece.at + piece.length) low = middle + 1;
    else return piece;
  }
  return undefined;
}

/** The source of `from` to `to`, which lie in the piece; all of the piece where its signs have no places of their own. */
function within(piece: Piece, from: number, to: number): Span {
  if (piece.span.end - piece.span.start !== piece.length) return piece.span;
  return { start: piece.span.start + from - piece.at, end: piece.span.start + to - piece.at };
}

function moved(piece: Piece, by: number): Piece {
  return { ...piece, at: piece.at + by };
}
