import type { Analysis } from '../analyze.ts';
import { revisionsNamed, type TextOf } from './definition.ts';
import { nameAt } from './name-here.ts';
import { type Place, placeOf } from './place.ts';
import { schemaAt } from './schema-at.ts';
import { partIn } from './thing.ts';
import { mentionsOf, thingOf } from './trace.ts';

/** Where else what stands at a place is named: by the migrations behind this one, or by the steps of the whole history. */
export function referencesAt(analysis: Analysis, offset: number, textOf: TextOf, withMaker: boolean): readonly Place[] {
  const name = nameAt(analysis, offset);
  if (!name || name.text === '') return [];
  if (name.means.what === 'revision') {
    const makers = withMaker ? revisionsNamed(name.text, analysis) : [];
    return [...makers, ...naming(name.text, analysis)];
  }
  const thing = thingOf(name, schemaAt(analysis, name.span.start));
  const mentions = thing ? mentionsOf(thing, analysis, name.span.start) : [];
  const wanted = mentions.filter((each) => withMaker || partIn(each.step, each.thing) !== 'makes');
  return distinct(wanted.map((each) => placeOf(each, textOf(each.path))));
}

function naming(id: string, { history: { graph } }: Analysis): readonly Place[] {
  const own = graph.with(id).flatMap(({ labels }) => labels);
  const names = new Set([id, ...own]);
  return graph.all.flatMap(({ path, spans }) =>
    (spans.named ?? []).flatMap((each) => (names.has(each.id) ? [{ path, span: each.span }] : [])),
  );
}

/** One word may stand for several actions. */
function distinct(places: readonly Place[]): readonly Place[] {
  const keys = new Set<string>();
  return places.filter(({ path, span }) => {
    const key = `${span.start} ${path}`;
    const isNew = !keys.has(key);
    keys.add(key);
    return isNew;
  });
}
