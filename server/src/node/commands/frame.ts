import type { Source, Span } from '../../text.ts';
import { rangesIn } from '../places.ts';
import { visible } from '../terminal.ts';

/** The line of a span with marks under it, and the line before, each behind its number. */
export function frameOf(source: Source, span: Span, mark: (marks: string) => string): string {
  const { start, end } = rangesIn(source)(span);
  const lines = linesOf(source);
  const line = lines[start.line] ?? '';
  const last = end.line === start.line ? end.character : line.length;
  const from = Math.max(0, start.character - 100);
  const before = visible(line.slice(from, start.character));
  const marked = visible(line.slice(start.character, last));
  const after = visible(line.slice(last, Math.max(last, start.character) + 100));
  const gutter = String(start.line + 1).length;
  const row = (label: string, text: string) => `  ${label.padStart(gutter)} | ${text}`.trimEnd();
  const rows = [row(String(start.line + 1), `${from > 0 ? '…' : ''}${before}${marked}${after}`)];
  const above = lines[start.line - 1];
  if (above?.trim()) rows.unshift(row(String(start.line), visible(above).slice(0, 200)));
  const indent = ' '.repeat(columns(before) + (from > 0 ? 1 : 0));
  rows.push(`  ${' '.repeat(gutter)} | ${indent}${mark('^'.repeat(Math.max(1, columns(marked))))}`);
  return rows.join('\n');
}

const split = new WeakMap<Source, readonly string[]>();

function linesOf(source: Source): readonly string[] {
  const lines = split.get(source) ?? source.text.split(/\r\n|\r|\n/);
  split.set(source, lines);
  return lines;
}

/** How many columns a terminal gives to the text. */
function columns(text: string): number {
  let count = 0;
  for (const character of text) count += nothing.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return count;
}

/** Combining marks, joiners and variation selectors. */
const nothing = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** East Asian wide and full-width characters, and emoji. https://www.unicode.org/reports/tr11/ */
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;
