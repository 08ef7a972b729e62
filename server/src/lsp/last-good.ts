import type { Finding } from '../model/finding.ts';
import type { Source, Span } from '../text.ts';

/** What is shown of a text. */
export interface Shown {
  readonly text: string;
  readonly findings: readonly Finding[];
}

/**
 * Half-typed code must not blow away what is known of the rest: before the first error the new findings count, from
 * there on the earlier ones, moved along with the text.
 */
export function show(
  source: Source,
  fresh: readonly Finding[],
  error: Span | undefined,
  before: Shown | undefined,
): Shown {
  if (!error || !before)
    return { text: source.text, findings: error ? fresh.filter((each) => isBefore(each, error)) : fresh };
  const kept = move(before, source.text).filter((each) => !isBefore(each, error));
  return { text: source.text, findings: [...fresh.filter((each) => isBefore(each, error)), ...kept] };
}

export function isBefore(finding: Finding, error: Span | undefined): boolean {
  return error === undefined || finding.span.end <= error.start;
}

/** The findings at their places in the new text; those that the change touched are dropped. */
function move({ text, findings }: Shown, now: string): readonly Finding[] {
  const shortest = Math.min(text.length, now.length);
  let head = 0;
  while (head < shortest && text[head] === now[head]) head++;
  let tail = 0;
  while (tail < shortest - head && text[text.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const shift = now.length - text.length;
  return findings.flatMap((each) => {
    if (each.span.end <= head) return [each];
    if (each.span.start < text.length - tail) return [];
    return [{ ...each, span: { start: each.span.start + shift, end: each.span.end + shift } }];
  });
}
