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
  const owners = [table.name, ...classNames(table.name)].map(wordOf);
  const word = new RegExp(wordOf(column ?? table.name), 'g');
  const owner = new RegExp(owners.join('|'), 'i');
  return sources.flatMap((source) => {
    if (!owner.test(source.text)) return [];
    const text = source.path.endsWith('.py') ? codeOf(source.text) : source.text;
    return [...text.matchAll(word)].map((match) => ({ source, span: spanOf(match.index, match[0]) }));
  });
}

function spanOf(start: number, { length }: string): Span {
  return { start, end: start + length };
}

function wordOf(name: string): string {
  return `(?<![\\w$])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w$])`;
}
