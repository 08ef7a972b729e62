import type { Span } from '../text.ts';

/** The lines of a text, without what ends them. */
export interface Lines {
  /** The line that holds the offset. */
  at(offset: number): Span;
  below(line: Span): Span | undefined;
  /** What stands in the line before a comment, without blanks around it. */
  textOf(line: Span, comment: Span | undefined): string;
}

export function linesOf(text: string): Lines {
  const at = (offset: number): Span => {
    const start = text.lastIndexOf('\n', offset - 1) + 1;
    const end = text.indexOf('\n', offset);
    return { start, end: end < 0 ? text.length : end };
  };
  return {
    at,
    below: ({ end }) => (end < text.length ? at(end + 1) : undefined),
    textOf: ({ start, end }, comment) =>
      text
        .slice(start, comment?.start ?? end)
        .replace('\uFEFF', '')
        .trim(),
  };
}
