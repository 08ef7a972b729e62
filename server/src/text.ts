/** Offsets count UTF-16 code units from the start of the text; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Replace the text of `span` by `text`; an empty span inserts. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** One file as the editor or the disk has it. */
export interface Source {
  readonly path: string;
  readonly text: string;
  /** The tool's own note on how the file is run, where one lies beside it: `metadata.toml`, `V1__users.sql.conf`. */
  readonly note?: string | undefined;
}

/** Applies edits that do not overlap; edits at one offset keep their order. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = edits
    .map((edit, order) => ({ edit, order }))
    .sort((a, b) => a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end || a.order - b.order);
  let result = '';
  let offset = 0;
  for (const { edit } of ordered) {
    if (edit.span.start < offset) throw new RangeError(`edits overlap at offset ${edit.span.start}`);
    result += text.slice(offset, edit.span.start) + edit.text;
    offset = edit.span.end;
  }
  return result + text.slice(offset);
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether the spans share a character, or an empty one lies in or at the edge of the other. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}
