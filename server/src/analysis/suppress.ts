import type { Finding } from '../model/finding.ts';
import { nearest } from '../model/nearest.ts';
import type { Comments, SuppressedRule, Suppression } from '../model/suppression.ts';
import type { Source, Span } from '../text.ts';
import { type Lines, linesOf } from './lines.ts';

/** A suppression, and the lines that it is about. */
export interface Ignoring extends Omit<Suppression, 'rules'> {
  readonly rules: readonly { readonly id: string; readonly span: Span }[];
  /** Where a further rule goes in the brackets. */
  readonly more: number;
  isAbout(offset: number): boolean;
}

/** The suppressions in a file, as they are written. */
export function suppressionsIn(source: Source, commentsOf: () => Comments): readonly Ignoring[] {
  if (!source.text.includes('migration-writer:')) return [];
  const { spans, statements } = commentsOf();
  const lines = linesOf(source.text);
  const first = statements[0]?.start ?? Number.POSITIVE_INFINITY;
  return spans.flatMap((comment) => {
    const written = read(source.text, comment);
    if (!written) return [];
    const misplaced = written.scope === 'file' && comment.start > first;
    const covered = written.scope === 'statement' ? coveredBy(comment, { spans, statements }, lines) : [];
    const isAbout = (offset: number) =>
      written.scope === 'file' ? !misplaced : covered.some(({ start, end }) => start <= offset && offset <= end);
    return [{ ...written, misplaced, isAbout }];
  });
}

/** What remains to be told, and what became of the suppressions; `judged` are the rules that spoke, or could have. */
export function suppress(
  findings: readonly Finding[],
  ignoring: readonly Ignoring[],
  { judged, known }: { readonly judged: ReadonlySet<string>; readonly known: readonly string[] },
) {
  const used = new Set<Span>();
  const kept = findings.filter((finding) => {
    const about = ignoring.filter((each) => each.isAbout(finding.span.start));
    const rules = about.flatMap((each) => each.rules.filter(({ id }) => id === finding.rule));
    for (const { span } of rules) used.add(span);
    return rules.length === 0;
  });
  const stateOf = ({ id, span }: { readonly id: string; readonly span: Span }): SuppressedRule => {
    if (!known.includes(id)) return { id, span, state: 'unknown', nearest: nearest(id, known)[0] };
    return { id, span, state: used.has(span) ? 'used' : judged.has(id) ? 'idle' : 'off' };
  };
  const suppressions = ignoring.map(
    ({ span, scope, misplaced, reason, rules }): Suppression => ({
      ...{ span, scope, misplaced, reason },
      rules: rules.map(stateOf),
    }),
  );
  return { kept, suppressed: findings.length - kept.length, suppressions };
}

/** What the comment says to this program; undefined where it speaks to others only. */
function read(text: string, comment: Span) {
  const whole = text.slice(comment.start, comment.end).trimEnd();
  const at = whole.indexOf('migration-writer:');
  const isOurs = at > 0 && /(?:#|--)\s*$/.test(whole.slice(0, at));
  const found = isOurs ? /^migration-writer:\s*([\w-]*)\s*(?:\[([^\]]*)\])?(.*)$/.exec(whole.slice(at)) : undefined;
  if (!found) return undefined;
  const [, verb, ids, rest = ''] = found;
  const span = { start: comment.start + at, end: comment.start + whole.length };
  const scope = ids === undefined ? undefined : scopes.get(verb ?? '');
  const reason = scope && reasonIn(rest);
  const start = span.start + found[0].indexOf('[') + 1;
  const rules = [...(ids ?? '').matchAll(/[^\s,]+/g)].map(({ index, 0: id }) => ({
    id,
    span: { start: start + index, end: start + index + id.length },
  }));
  return { span, scope, reason, rules, more: start + (ids ?? '').trimEnd().length };
}

const scopes: ReadonlyMap<string, Suppression['scope']> = new Map([
  ['ignore', 'statement'],
  ['ignore-file', 'file'],
]);

/** In the place of a reason that the author is to give. */
export const placeholder = 'reason?';

function reasonIn(rest: string): string | undefined {
  const words = rest.replace(/^[\s:–—-]+/, '').trim();
  return words.startsWith(placeholder) || !/\p{L}/u.test(words) ? undefined : words;
}

/**
 * The lines of the statements that the comment's own line belongs to, where there is code on it or around it; otherwise
 * those of the line below, comments left aside.
 */
function coveredBy(
  comment: Span,
  { spans, statements }: Pick<Comments, 'spans' | 'statements'>,
  lines: Lines,
): readonly Span[] {
  const touched = (line: Span) => statements.filter((each) => each.start <= line.end && line.start <= each.end);
  let line = lines.at(comment.start);
  let found = touched(line);
  const commented = (at: Span) => spans.find((each) => at.start <= each.start && each.start <= at.end);
  while (found.length === 0 && lines.textOf(line, commented(line)) === '') {
    const next = commented(line) && lines.below(line);
    if (!next) return [];
    line = next;
    found = touched(line);
  }
  return [line, ...found.map((each) => ({ start: lines.at(each.start).start, end: lines.at(each.end).end }))];
}
