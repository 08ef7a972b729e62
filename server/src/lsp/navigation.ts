import { type DocumentSymbol, type Location, SymbolKind } from 'vscode-languageserver';
import type { Analysis } from '../analysis/analyze.ts';
import { definitionAt, type TextOf } from '../analysis/names/definition.ts';
import type { Place } from '../analysis/names/place.ts';
import { referencesAt } from '../analysis/names/references.ts';
import { type Outlined, outlineOf } from '../analysis/outline.ts';
import type { Source } from '../text.ts';
import { type Lines, linesOf } from './convert.ts';
import type { Host } from './host.ts';

export async function definitions(analysis: Analysis, offset: number, host: Host): Promise<Location[]> {
  const textOf = textsOf(analysis.source, await host.migrations(analysis.source.path));
  return locations(definitionAt(analysis, offset, textOf)?.places ?? [], textOf, host);
}

export async function references(
  analysis: Analysis,
  offset: number,
  withMaker: boolean,
  host: Host,
): Promise<Location[]> {
  const textOf = textsOf(analysis.source, await host.migrations(analysis.source.path));
  return locations(referencesAt(analysis, offset, textOf, withMaker), textOf, host);
}

export function symbols(analysis: Analysis): DocumentSymbol[] {
  const lines = linesOf(analysis.source.text);
  return outlineOf(analysis).map((each) => symbol(each, lines));
}

function textsOf(own: Source, siblings: readonly Source[]): TextOf {
  const texts = new Map(siblings.map(({ path, text }) => [path, text]));
  return (path) => (path === own.path ? own.text : texts.get(path));
}

function locations(places: readonly Place[], textOf: TextOf, host: Host): Location[] {
  const known = new Map<string, Lines>();
  return places.flatMap(({ path, span }) => {
    const text = textOf(path);
    if (text === undefined) return [];
    const lines = known.get(path) ?? linesOf(text);
    known.set(path, lines);
    return [{ uri: host.uriOf(path), range: lines.range(span) }];
  });
}

function symbol({ title, about, span, head, inside }: Outlined, lines: Lines): DocumentSymbol {
  return {
    name: title,
    kind: kinds[about],
    range: lines.range(span),
    selectionRange: lines.range(head),
    children: inside.map((each) => symbol(each, lines)),
  };
}

const kinds: Readonly<Record<Outlined['about'], SymbolKind>> = {
  direction: SymbolKind.Function,
  table: SymbolKind.Struct,
  column: SymbolKind.Field,
  index: SymbolKind.Key,
  constraint: SymbolKind.Property,
  type: SymbolKind.Enum,
  rows: SymbolKind.Array,
  other: SymbolKind.Event,
};
