import type { RevisionGraph, Risk } from '../../../server/src/protocol.ts';
import type { FromPage, ToPage } from '../views/graph-messages.ts';
import { count, headsOf } from '../views/revision-words.ts';
import { element } from './elements.ts';
import { gridOf } from './grid.ts';
import { type Editor, readState } from './page-state.ts';

declare function acquireVsCodeApi(): Editor;

const editor = acquireVsCodeApi();
const ask = (message: FromPage) => editor.postMessage(message);
const kept = readState(editor.getState());
const risks = new Map<string, Risk | null>();
const current = new Set<string>();
let graphs: readonly RevisionGraph[] = [];
let graph: RevisionGraph | undefined;
/** Whether something was shown already: until then what was kept is to be shown again. */
let isFilled = false;

const filter = element('input', {
  type: 'search',
  placeholder: 'Filter by title, id, label, date',
  'aria-label': 'Filter the revisions',
});
filter.value = kept.filter;
const environments = element('select', { 'aria-label': 'Environment' });
const status = element('div', { class: 'count', role: 'status' });
const problems = element('div', { class: 'problems' });
const grid = gridOf({
  open: ({ uri }, aside) => ask({ kind: 'open', uri, aside }),
  moved: keep,
  seen: askSoon,
  riskOf: (uri) => risks.get(uri),
});
document.body.append(element('div', { class: 'bar' }, [environments, filter, status]), problems, grid.element);

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  switch (data.kind) {
    case 'graphs':
      graphs = data.graphs;
      current.clear();
      return fill();
    case 'risks':
      for (const [uri, risk] of data.risks) risks.set(uri, risk);
      return grid.judge();
    case 'reveal':
      return reveal(data.uri);
  }
});
environments.addEventListener('change', () => {
  choose(environments.value);
  grid.scrollTo(0);
});
filter.addEventListener('input', () => filterBy(filter.value));
filter.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && filter.value !== '') {
    filterBy('');
  } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
    grid.element.focus();
  } else return;
  event.preventDefault();
});
window.addEventListener('keydown', (event) => {
  const finds = (event.key === 'f' && (event.ctrlKey || event.metaKey)) || event.key === '/';
  if (!finds || event.target === filter) return;
  event.preventDefault();
  filter.select();
});
window.addEventListener('focus', () => {
  if (document.activeElement === document.body) grid.element.focus();
});
ask({ kind: 'ready' });

/** The active row stays in sight. */
function filterBy(text: string): void {
  filter.value = text;
  list();
  grid.activate(grid.active()?.uri);
  keep();
}

/** New graphs leave all as it was: what is chosen, filtered and scrolled to. */
function fill(): void {
  choose(isFilled ? graph?.uri : kept.graph);
  if (isFilled || !graph) return;
  isFilled = true;
  grid.scrollTo(kept.top);
  grid.activate(kept.active ?? grid.active()?.uri);
  if (document.hasFocus() && document.activeElement === document.body) grid.element.focus();
}

/** Shows one of the graphs: this one, or the first. */
function choose(uri: string | undefined): void {
  // The file by which a graph goes may be another one when files come and go.
  const holds = (each: RevisionGraph) => each.uri === uri || each.revisions.some((revision) => revision.uri === uri);
  graph = graphs.find(holds) ?? graphs.find(({ title }) => title === graph?.title) ?? graphs[0];
  environments.replaceChildren(...graphs.map((each) => element('option', { value: each.uri }, [each.title])));
  environments.hidden = graphs.length < 2;
  environments.value = graph?.uri ?? '';
  problems.replaceChildren(...(graph?.problems ?? []).map((message) => problemOf(message)));
  list();
}

function list(): void {
  const shown = grid.show(graph, filter.value);
  const all = graph?.revisions.length ?? 0;
  const heads = graph ? headsOf(graph).length : 0;
  const some = shown === all ? count(all, 'revision') : `${shown} of ${count(all, 'revision')}`;
  status.textContent = graph ? `${some} · ${count(heads, 'head')}` : 'There are no migrations in the open folders.';
}

function problemOf(message: string): HTMLElement {
  const heads = graph ? headsOf(graph).length : 0;
  const text = element('span', {}, [message]);
  if (heads < 2 || !/\bheads\b/.test(message)) return element('div', { class: 'problem', role: 'note' }, [text]);
  const button = element('button', { type: 'button' }, ['Merge Heads']);
  button.addEventListener('click', () => graph && ask({ kind: 'mergeHeads', uri: graph.uri }));
  return element('div', { class: 'problem', role: 'note' }, [text, button]);
}

function reveal(uri: string): void {
  const holder = graphs.find((each) => each.revisions.some((revision) => revision.uri === uri));
  if (!holder) return;
  if (holder !== graph) choose(holder.uri);
  if (!grid.activate(uri)) {
    filterBy('');
    grid.activate(uri);
  }
  grid.element.focus();
}

let asking: number | undefined;

/** Once the rows have come to rest. */
function askSoon(seen: readonly { readonly uri: string }[]): void {
  clearTimeout(asking);
  asking = window.setTimeout(() => {
    const uris = [...new Set(seen.map(({ uri }) => uri))].filter((uri) => !current.has(uri));
    for (const uri of uris) current.add(uri);
    if (uris.length > 0) ask({ kind: 'risks', uris });
  }, 120);
}

function keep(): void {
  if (!graph) return;
  editor.setState({
    graph: graph.uri,
    filter: filter.value,
    active: grid.active()?.uri,
    top: grid.element.scrollTop,
  });
}
