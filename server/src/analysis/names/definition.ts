import type { Span } from '../../text.ts';
import type { Analysis } from '../analyze.ts';
import { nameAt } from './name-here.ts';
import { type Place, placeOf } from './place.ts';
import { schemaAt } from './schema-at.ts';
import { makerOf, thingOf } from './trace.ts';

/** The text of a file of the history. */
export type TextOf = (path: string) => string | undefined;

/** Where what is named at a place got its name: a migration's file, or the step that made a table, a column, an index. */
export function definitionAt(
  analysis: Analysis,
  offset: number,
  textOf: TextOf,
): { readonly from: Span; readonly places: readonly Place[] } | undefined {
  const name = nameAt(analysis, offset);
  if (!name || name.text === '') return undefined;
  if (name.means.what === 'revision') return { from: name.span, places: revisionsNamed(name.text, analysis) };
  const thing = thingOf(name, schemaAt(analysis, name.span.start));
  const maker = thing && makerOf(thing, analysis, name.span.start);
  return maker && { from: name.span, places: [placeOf(maker, textOf(maker.path))] };
}

/** Two files may have one id; a dependency may be the label of a branch. */
export function revisionsNamed(id: string, { history: { graph } }: Analysis): readonly Place[] {
  const labelled = graph.labelled(id);
  const found = graph.with(id).length > 0 || !labelled ? graph.with(id) : [labelled];
  return found.map(({ path, spans }) => ({ path, span: spans.id ?? { start: 0, end: 0 } }));
}
