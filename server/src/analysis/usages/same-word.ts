import { classNames } from '../../model/class-names.ts';
import type { Name } from '../../model/name.ts';
import type { Source, Span } from '../../text.ts';
import { codeOf } from './classes.ts';
import type { Placed } from './declared.ts';

/**
 * Where the same word stands in files that name the table, or a class that may be called after it, as well. It may mean
 * something else: another table's column, a variable, a key of some JSON.
 */
export function sameWords(sources: readonly Source[], table: Name, column: string | undefined): readonly Placed[] {
  const owner = new RegExp([table.name, ...classNames(table.name)].map(wordOf).join('|'), 'i');
  const name = column ?? table.name;
  const word = new RegExp(wordOf(name), 'g');
  const found: Placed[] = [];
  for (const source of sources) {
    if (found.length > most) break;
    if (!source.text.includes(name) || !owner.test(source.text)) continue;
    const text = source.path.endsWith('.py') ? codeOf(source) : source.text;
    for (const match of text.matchAll(word)) found.push({ source, span: spanOf(match.index, match[0]) });
  }
  return found.slice(0, most);
}

/** More than anybody reads. */
const most = 500;

function spanOf(start: number, { length }: string): Span {
  return { start, end: start + length };
}

function wordOf(name: string): string {
  return `(?<![\\w$])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w$])`;
}
