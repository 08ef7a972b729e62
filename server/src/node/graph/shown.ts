import { engineBehind, type RevisionGraph } from '../../analysis/history/revision-graph.ts';
import type { Revision } from '../../analysis/history/revisions.ts';
import { type Paint, visible } from '../terminal.ts';

/** What all formats print. */
export interface Shown {
  readonly graphs: readonly RevisionGraph[];
  readonly pathOf: (path: string) => string;
  readonly paint: Paint;
}

/** What the environment is called among others: its folder, without the `versions` that all of them have. */
export function titleOf(graph: RevisionGraph, { pathOf, graphs }: Shown): string {
  const path = plain(pathOf(graph.folder).replace(/[\\/]versions$/, '')) || '.';
  return `${path}${engineBehind(graph, graphs)}`;
}

/** The id, or the file where there is none or two share it. */
export function nameOf({ key, migration }: Revision, { pathOf }: Pick<Shown, 'pathOf'>): string {
  return plain(key === migration.path ? [migration.id, pathOf(key)].filter(Boolean).join(' ') : key);
}

/** On one line, and in the order in which it is written: signs that turn the direction of writing become visible. */
export function plain(text: string): string {
  return visible(
    text.replace(/[\u2028\u2029]/g, ' ').replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '\uFFFD'),
  );
}
