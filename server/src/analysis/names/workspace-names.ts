import type { Source } from '../../text.ts';
import type { History } from '../history/history.ts';
import { type Place, placeOf } from './place.ts';

/** A migration by its id and title, or a table where it gets its name. */
export interface WorkspaceName extends Place {
  readonly kind: 'revision' | 'table';
  readonly name: string;
  /** The file that it stands in, as people call it. */
  readonly within: string;
}

/** What is called by all letters that are asked for, in their order; nobody reads a list that is longer than `most`. */
export function namesMatching(
  query: string,
  history: History,
  sources: readonly Source[],
  most = 200,
): readonly WorkspaceName[] {
  const wanted = matcher(query);
  const texts = new Map(sources.map(({ path, text }) => [path, text]));
  const found: WorkspaceName[] = [];
  for (const { path, id, title, spans, up } of history.order.toReversed()) {
    if (found.length >= most) break;
    const within = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    const name = title === undefined || title === id ? (id ?? within) : `${title} (${id ?? within})`;
    if (wanted(name)) found.push({ kind: 'revision', name, within, path, span: spans.id ?? { start: 0, end: 0 } });
    for (const step of up) {
      const { operation } = step;
      if (operation.kind !== 'createTable' && operation.kind !== 'renameTable') continue;
      const table = operation.kind === 'createTable' ? operation.table : { ...operation.table, name: operation.to };
      if (!wanted(table.name)) continue;
      const place = placeOf({ path, step, thing: { what: 'table', table } }, texts.get(path));
      found.push({ kind: 'table', name: table.name, within, ...place });
    }
  }
  return found;
}

/** As editors search for names: `usrord` finds `user_orders`. */
function matcher(query: string): (name: string) => boolean {
  const letters = [...query.toLowerCase()].filter((each) => each.trim() !== '');
  return (name) => {
    const lower = name.toLowerCase();
    let at = 0;
    return letters.every((each) => {
      at = lower.indexOf(each, at) + 1;
      return at > 0;
    });
  };
}
