import type { Identify } from '../../model/finding.ts';
import type { Rewritten, Target } from '../../model/frontend.ts';
import type { Migration } from '../../model/migration.ts';
import { named, parsePython } from '../../python/parse.ts';
import type { Edit, Source, Span } from '../../text.ts';
import { readMigration } from './read.ts';

/**
 * The revision under another id, or behind others. Revisions that name its id follow, where no other has it too. Nothing is
 * done where one of the ids does not stand as a plain string, or the new one is taken.
 */
export function identified(
  source: Source,
  target: Target,
  { id, named }: Identify,
  siblings: readonly Source[],
): Rewritten {
  const migration = readMigration(source, target);
  const others = siblings
    .filter((each) => each.path !== source.path && mentions(each, [migration.id, id]))
    .map((each) => ({ source: each, migration: readMigration(each, target) }));
  const edits: Edit[] = [];
  const elsewhere: { source: Source; edits: readonly Edit[] }[] = [];
  for (const [from, to] of named ?? []) {
    const renamed = inReferences(source, migration, from, to);
    if (!renamed) return nothing;
    edits.push(...renamed);
  }
  if (typeof id === 'string') {
    const own =
      migration.spans.id && migration.id !== undefined && inString(source, migration.spans.id, migration.id, id);
    if (!own || others.some((each) => each.migration.id === id)) return nothing;
    edits.push(...own, ...inDocstring(source, 'Revision ID', migration.id ?? '', id));
    const isTwin = others.some((each) => each.migration.id === migration.id);
    for (const each of isTwin ? [] : others) {
      const renamed = inReferences(each.source, each.migration, migration.id ?? '', id);
      if (!renamed) return nothing;
      if (renamed.length > 0) elsewhere.push({ source: each.source, edits: renamed });
    }
  }
  return { edits, newFiles: [], ...(elsewhere.length > 0 && { elsewhere }) };
}

const nothing: Rewritten = { edits: [], newFiles: [] };

/** Most files need not be read for it. */
function mentions({ text }: Source, words: readonly unknown[]): boolean {
  return words.some((each) => typeof each === 'string' && text.includes(each));
}

/** Undefined where one of the places is no plain string. */
function inReferences(source: Source, migration: Migration, from: string, to: string): readonly Edit[] | undefined {
  const places = (migration.spans.named ?? []).filter((each) => each.id === from);
  const edits = places.map(({ span }) => inString(source, span, from, to));
  if (edits.includes(undefined)) return undefined;
  return places.length === 0
    ? []
    : [...edits.flatMap((each) => each ?? []), ...inDocstring(source, 'Revises', from, to)];
}

/** Between the quotes that the author has put. */
function inString({ text }: Source, span: Span, from: string, to: string): readonly Edit[] | undefined {
  const [, open = '', content, close = ''] =
    /^([rRuU]?(?:"""|'''|"|'))(.*?)("+|'+)$/.exec(text.slice(span.start, span.end)) ?? [];
  const suits = content === from && !/["'\\\n]/.test(to) && open.endsWith(close);
  return suits ? [{ span: { start: span.start + open.length, end: span.end - close.length }, text: to }] : undefined;
}

/** A line such as `Revises: a, b` of the docstring: people read it. */
function inDocstring({ text }: Source, label: string, from: string, to: string): readonly Edit[] {
  const first = named(parsePython(text).root)[0];
  if (first?.type !== 'expression_statement' || first.children[0]?.type !== 'string') return [];
  const line = new RegExp(`^([ \\t]*${label}:)([^\\r\\n]*)`, 'm').exec(text.slice(first.start, first.end));
  if (!line) return [];
  const [, head = '', ids = ''] = line;
  const start = first.start + line.index + head.length;
  for (let at = ids.indexOf(from); at >= 0 && from !== ''; at = ids.indexOf(from, at + 1)) {
    const [before, after] = [ids[at - 1] ?? ' ', ids[at + from.length] ?? ' '];
    if (/[\s,('"]/.test(before) && /[\s,)'"]/.test(after))
      return [{ span: { start: start + at, end: start + at + from.length }, text: to }];
  }
  return [];
}
