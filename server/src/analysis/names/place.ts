import type { Span } from '../../text.ts';
import type { Thing } from './thing.ts';
import type { Mention } from './trace.ts';

/** A place in a file of the history. */
export interface Place {
  readonly path: string;
  readonly span: Span;
}

/** Where in the statement the thing is named; where that cannot be seen, its first words. */
export function placeOf({ path, step, thing }: Mention, text: string | undefined): Place {
  if (text === undefined) return { path, span: step.head };
  const { span, head } = step;
  const table = thing.what === 'column' ? wordIn(text, span, thing.table.name, span.start) : undefined;
  const name = calledBy(thing);
  const from = Math.max(span.start, Math.min(head.start, span.end), table?.end ?? 0);
  return { path, span: wordIn(text, span, name, from) ?? wordIn(text, span, name, span.start) ?? head };
}

function calledBy(thing: Thing): string {
  if (thing.what === 'table') return thing.table.name;
  if (thing.what === 'type') return thing.type.name;
  return thing.what === 'column' ? thing.column : thing.name;
}

/** The first time that the name stands there as a word of its own. */
function wordIn(text: string, { end }: Span, name: string, from: number): Span | undefined {
  if (name === '') return undefined;
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const found = new RegExp(`(?<![\\p{L}\\p{N}_$])${escaped}(?![\\p{L}\\p{N}_$])`, 'iu').exec(text.slice(from, end));
  return found ? { start: from + found.index, end: from + found.index + found[0].length } : undefined;
}
