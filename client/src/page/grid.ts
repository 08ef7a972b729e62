import type { RevisionGraph, RevisionInfo, Risk } from '../../../server/src/protocol.ts';
import { matches } from '../views/revision-words.ts';
import { rowAfterKey, rowsOnScreen, type Screen, scrolledTo } from '../views/row-window.ts';
import { element } from './elements.ts';
import { contextOf, type Look, lookOf, riskOf, rowOf } from './row.ts';

/** The list of revisions, of which only the rows on screen exist. */
export interface Grid {
  readonly element: HTMLElement;
  /** Shows the revisions of a graph that the filter lets through; how many that are. */
  show(graph: RevisionGraph | undefined, filter: string): number;
  /** Makes the row of this file the active one; false where the filter hides it. */
  activate(uri: string | undefined): boolean;
  active(): RevisionInfo | undefined;
  /** New risks came in. */
  judge(): void;
  scrollTo(top: number): void;
}

export interface Listener {
  readonly open: (revision: RevisionInfo, aside: boolean) => void;
  /** Something was scrolled or chosen. */
  readonly moved: () => void;
  /** These are on screen. */
  readonly seen: (revisions: readonly RevisionInfo[]) => void;
  readonly riskOf: (uri: string) => Risk | null | undefined;
}

const rowHeight = 24;
/** Between the names of the columns and the first row, so that its outline is seen whole. */
const gap = 3;

export function gridOf(listener: Listener): Grid {
  const space = element('div', { class: 'rows', role: 'rowgroup' });
  const nothing = element('div', { class: 'nothing' }, ['No revision matches the filter.']);
  const head = names();
  const grid = element('div', { class: 'grid', role: 'grid', tabindex: '0', 'aria-label': 'Revisions' }, [head, space]);
  const made = new Map<number, HTMLElement>();
  let look: Look | undefined;
  let shown: readonly number[] = [];
  let active = 0;

  const at = (row: number) => look?.graph.revisions[shown[row] ?? -1];
  const screen = (): Screen => ({
    top: grid.scrollTop,
    height: grid.clientHeight - head.offsetHeight - gap,
    rowHeight,
    rows: shown.length,
  });
  const make = (row: number, current: Look) => {
    const revision = at(row);
    if (!revision) return;
    const withLines = shown.length === current.graph.revisions.length;
    const drawn = rowOf(revision, { at: row, above: at(row - 1), withLines }, current, listener.riskOf(revision.uri));
    drawn.classList.toggle('active', row === active);
    drawn.setAttribute('aria-selected', String(row === active));
    made.set(row, drawn);
    space.append(drawn);
  };
  const draw = () => {
    if (!look) return;
    const { from, to } = rowsOnScreen(screen());
    for (const [row, each] of made) {
      if (row >= from && row < to) continue;
      each.remove();
      made.delete(row);
    }
    for (let row = from; row < to; row++) if (!made.has(row)) make(row, look);
    listener.seen([...made.keys()].flatMap((row) => at(row) ?? []));
  };
  const clear = () => {
    space.replaceChildren();
    made.clear();
  };
  const choose = (row: number) => {
    for (const each of [active, row]) {
      made.get(each)?.classList.toggle('active', each === row);
      made.get(each)?.setAttribute('aria-selected', String(each === row));
    }
    active = row;
    const top = scrolledTo(row, screen());
    if (top !== grid.scrollTop) grid.scrollTop = top;
    draw();
    const revision = at(row);
    if (revision && look) grid.dataset.vscodeContext = contextOf(revision, look.graph);
    grid.setAttribute('aria-activedescendant', `row-${row}`);
    listener.moved();
  };
  const rowAt = (event: Event) => {
    const row = event.target instanceof Element ? event.target.closest('.row') : null;
    return row ? Number(row.id.replace('row-', '')) : undefined;
  };
  const openAt = (row: number, aside: boolean) => {
    const revision = at(row);
    if (revision) listener.open(revision, aside);
  };

  let isScheduled = false;
  grid.addEventListener('scroll', () => {
    if (isScheduled) return;
    isScheduled = true;
    requestAnimationFrame(() => {
      isScheduled = false;
      draw();
      listener.moved();
    });
  });
  new ResizeObserver(draw).observe(grid);
  for (const kind of ['mousedown', 'contextmenu']) {
    grid.addEventListener(kind, (event) => {
      const row = rowAt(event);
      if (row !== undefined) choose(row);
    });
  }
  grid.addEventListener('dblclick', (event) => {
    const row = rowAt(event);
    if (row !== undefined) openAt(row, event.ctrlKey || event.metaKey);
  });
  grid.addEventListener('keydown', (event) => {
    if (event.altKey) return;
    const next = rowAfterKey(event.key, active, screen());
    if (next !== undefined) choose(next);
    else if (event.key === 'Enter') openAt(active, event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  });

  return {
    element: grid,
    show(graph, filter) {
      const before = at(active)?.uri;
      look = graph && lookOf(graph, rowHeight);
      shown = (graph?.revisions ?? []).flatMap((each, index) => (matches(each, filter) ? [index] : []));
      clear();
      active = Math.max(
        0,
        shown.findIndex((index) => graph?.revisions[index]?.uri === before),
      );
      const ids = (graph?.revisions ?? []).map(({ id }) => id?.length ?? 0);
      grid.style.setProperty('--graph-width', `${look?.width ?? 0}px`);
      grid.style.setProperty('--id-width', `${Math.max(6, Math.min(16, Math.max(0, ...ids))) + 1}ch`);
      grid.setAttribute('aria-rowcount', String(shown.length + 1));
      space.style.marginTop = `${gap}px`;
      space.style.height = `${shown.length * rowHeight}px`;
      if (shown.length === 0 && graph) space.append(nothing);
      draw();
      return shown.length;
    },
    activate(uri) {
      const row = shown.findIndex((index) => look?.graph.revisions[index]?.uri === uri);
      if (row >= 0) choose(row);
      return row >= 0;
    },
    active: () => at(active),
    judge() {
      for (const [row, each] of made) {
        const revision = at(row);
        if (revision) each.querySelector('.risk')?.replaceChildren(...riskOf(listener.riskOf(revision.uri)));
      }
    },
    scrollTo(top) {
      grid.scrollTop = top;
      draw();
    },
  };
}

function names(): HTMLElement {
  const columns = [
    ['graph', ''],
    ['what', 'Revision'],
    ['id', 'Id'],
    ['created', 'Created'],
    ['risk', 'Risk'],
  ] as const;
  const cells = columns.map(([name, text]) => {
    const label = text === '' ? { 'aria-label': 'Graph' } : {};
    return element('div', { class: `cell ${name}`, role: 'columnheader', ...label }, [text]);
  });
  return element('div', { class: 'names', role: 'row', 'aria-rowindex': '1' }, cells);
}
