import type { RevisionGraph, RevisionInfo, Risk } from '../../../server/src/protocol.ts';
import { matches } from '../views/revision-words.ts';
import { rowAfterKey, rowsOnScreen, type Screen, scrolledAround, scrolledTo } from '../views/row-window.ts';
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
  const head = names();
  const grid = element('div', { class: 'grid', role: 'grid', tabindex: '0', 'aria-label': 'Revisions' }, [head, space]);
  space.style.marginTop = `${gap}px`;
  const list: List = { listener, grid, head, space, made: new Map(), look: undefined, shown: [], active: 0 };
  followScrolling(list);
  followMouse(list);
  followKeys(list);
  return {
    element: grid,
    show: (graph, filter) => show(list, graph, filter),
    activate(uri) {
      const row = list.shown.findIndex((index) => list.look?.graph.revisions[index]?.uri === uri);
      if (row >= 0) choose(list, row, scrolledAround);
      return row >= 0;
    },
    active: () => revisionAt(list, list.active),
    judge() {
      for (const [row, each] of list.made) {
        const revision = revisionAt(list, row);
        if (revision) each.querySelector('.risk')?.replaceChildren(...riskOf(listener.riskOf(revision.uri)));
      }
    },
    scrollTo(top) {
      grid.scrollTop = top;
      draw(list);
    },
  };
}

interface List {
  readonly listener: Listener;
  readonly grid: HTMLElement;
  readonly head: HTMLElement;
  /** As high as all rows together. */
  readonly space: HTMLElement;
  /** The rows that exist. */
  readonly made: Map<number, HTMLElement>;
  look: Look | undefined;
  /** The revisions that the filter lets through, as indices of the graph's. */
  shown: readonly number[];
  active: number;
}

function revisionAt({ look, shown }: List, row: number): RevisionInfo | undefined {
  return look?.graph.revisions[shown[row] ?? -1];
}

function screenOf({ grid, head, shown }: List): Screen {
  const height = grid.clientHeight - head.offsetHeight - gap;
  return { top: grid.scrollTop, height, rowHeight, rows: shown.length };
}

function show(list: List, graph: RevisionGraph | undefined, filter: string): number {
  const { grid, space, made } = list;
  const before = revisionAt(list, list.active)?.uri;
  const revisions = graph?.revisions ?? [];
  list.look = graph && lookOf(graph, rowHeight);
  list.shown = revisions.flatMap((each, index) => (matches(each, filter) ? [index] : []));
  const same = list.shown.findIndex((index) => revisions[index]?.uri === before);
  list.active = Math.max(0, same);
  space.replaceChildren();
  made.clear();
  const idWidth = revisions.reduce((most, { id = '' }) => Math.max(most, id.length), 6);
  grid.style.setProperty('--graph-width', `${list.look?.width ?? 0}px`);
  grid.style.setProperty('--id-width', `${Math.min(16, idWidth) + 1}ch`);
  grid.setAttribute('aria-rowcount', String(list.shown.length + 1));
  space.style.height = `${list.shown.length * rowHeight}px`;
  if (list.shown.length === 0 && graph)
    space.append(element('div', { class: 'nothing' }, ['No revision matches the filter.']));
  draw(list);
  return list.shown.length;
}

/** Makes the rows that came on screen, and takes away those that left it. */
function draw(list: List): void {
  const { look, made, listener } = list;
  if (!look) return;
  const { from, to } = rowsOnScreen(screenOf(list));
  for (const [row, each] of made) {
    if (row >= from && row < to) continue;
    each.remove();
    made.delete(row);
  }
  for (let row = from; row < to; row++) if (!made.has(row)) make(list, row, look);
  listener.seen([...made.keys()].flatMap((row) => revisionAt(list, row) ?? []));
}

function make(list: List, row: number, look: Look): void {
  const revision = revisionAt(list, row);
  if (!revision) return;
  const withLines = list.shown.length === look.graph.revisions.length;
  const place = { at: row, above: revisionAt(list, row - 1), withLines };
  const drawn = rowOf(revision, place, look, list.listener.riskOf(revision.uri));
  mark(drawn, row === list.active);
  list.made.set(row, drawn);
  list.space.append(drawn);
}

function mark(row: HTMLElement | undefined, isActive: boolean): void {
  row?.classList.toggle('active', isActive);
  row?.setAttribute('aria-selected', String(isActive));
}

function choose(list: List, row: number, scrolled = scrolledTo): void {
  const { grid, made, look } = list;
  mark(made.get(list.active), false);
  mark(made.get(row), true);
  list.active = row;
  const top = scrolled(row, screenOf(list));
  if (top !== grid.scrollTop) grid.scrollTop = top;
  draw(list);
  // The menu that the keyboard opens is that of the active row.
  const revision = revisionAt(list, row);
  if (revision && look) grid.dataset.vscodeContext = contextOf(revision, look.graph);
  grid.setAttribute('aria-activedescendant', `row-${row}`);
  list.listener.moved();
}

function open(list: List, row: number, event: MouseEvent | KeyboardEvent): void {
  const revision = revisionAt(list, row);
  if (revision) list.listener.open(revision, event.ctrlKey || event.metaKey);
}

function followScrolling(list: List): void {
  let isScheduled = false;
  list.grid.addEventListener('scroll', () => {
    if (isScheduled) return;
    isScheduled = true;
    requestAnimationFrame(() => {
      isScheduled = false;
      draw(list);
      list.listener.moved();
    });
  });
  new ResizeObserver(() => draw(list)).observe(list.grid);
}

function followMouse(list: List): void {
  const rowAt = ({ target }: Event) => {
    const row = target instanceof Element ? target.closest('.row') : null;
    return row ? Number(row.id.replace('row-', '')) : undefined;
  };
  for (const kind of ['mousedown', 'contextmenu']) {
    list.grid.addEventListener(kind, (event) => {
      const row = rowAt(event);
      if (row !== undefined) choose(list, row);
    });
  }
  list.grid.addEventListener('dblclick', (event) => {
    const row = rowAt(event);
    if (row !== undefined) open(list, row, event);
  });
}

function followKeys(list: List): void {
  list.grid.addEventListener('keydown', (event) => {
    if (event.altKey) return;
    const next = rowAfterKey(event.key, list.active, screenOf(list));
    if (next !== undefined) choose(list, next);
    else if (event.key === 'Enter') open(list, list.active, event);
    else return;
    event.preventDefault();
  });
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
