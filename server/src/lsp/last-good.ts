import type { AtOnce } from '../analysis/at-once.ts';
import type { Finding } from '../model/finding.ts';
import type { Span } from '../text.ts';

/** What is shown of a text. */
export interface Shown {
  readonly text: string;
  readonly findings: readonly Finding[];
}

/**
 * Half-typed code must not blow away what is known of the rest: before the first error the new findings count, from
 * there on the earlier ones, moved along with the text. So do the earlier ones that are about the file as a whole: what
 * seems to be missing may only be unreadable for now.
 */
export function show(analysis: AtOnce, before: Shown | undefined): Shown {
  const { text } = analysis.source;
  const error = analysis.migration.errors[0]?.span;
  if (!error) return { text, findings: analysis.findings };
  const key = ({ start, end }: Span) => `${start} ${end}`;
  const heads = new Set([...analysis.up, ...analysis.down].map((step) => key(step.head)));
  const isReadable = (each: Finding) => isBefore(each, error) && heads.has(key(each.span));
  const fresh = analysis.findings.filter(isReadable);
  // Of a text that nobody has seen whole, the error itself is said, and what is read in spite of it.
  const kept = before
    ? move(before, text)
    : analysis.findings.filter(({ span }) => heads.has(key(span)) || key(span) === key(error));
  return { text, findings: [...fresh, ...kept.filter((each) => !isReadable(each))] };
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
