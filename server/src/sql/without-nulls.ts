import type { EngineName } from '../model/engine.ts';
import type { Edit, Span } from '../text.ts';
import { quotingOf } from './quoting.ts';

/**
 * Behind the one place in `within` that says `column IS NULL`: that the sources are not. Undefined where it is not said just once,
 * or where an OR may stand beside it.
 */
export function withoutNulls(
  text: string,
  within: Span,
  column: string,
  sources: readonly string[],
  engine: EngineName,
): readonly Edit[] | undefined {
  const sql = text.slice(within.start, within.end);
  const name = column.replace(/[^\w]/g, '\\$&');
  const [found, second] = [
    ...sql.matchAll(new RegExp(`((?:\\w+\\.)?)(["\`\\\\]*)\\b${name}\\b\\2\\s+(is\\s+null)\\b`, 'gi')),
  ];
  if (!found || second || /\bor\b/i.test(sql)) return undefined;
  const [whole, owner = '', , words = ''] = found;
  const cased = (keywords: string) => (words === words.toLowerCase() ? keywords.toLowerCase() : keywords);
  const added = sources.map(
    (each) => `${cased(' AND ')}${owner}${quotingOf(engine).identifier(each)}${cased(' IS NOT NULL')}`,
  );
  const at = within.start + found.index + whole.length;
  return added.some((each) => each.includes('"'))
    ? undefined
    : [{ span: { start: at, end: at }, text: added.join('') }];
}
