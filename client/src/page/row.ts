import type { RevisionGraph, RevisionInfo, Risk } from '../../../server/src/protocol.ts';
import { dotOf, graphWidth, laneMiddle, laneWidth, piecesOf } from '../views/lane-paths.ts';
import { badgesOf, dateOf, findingsOf, idOf, problemsOf, riskWord, titleOf } from '../views/revision-words.ts';
import { drawing, element } from './elements.ts';

/** What the rows of one graph share. */
export interface Look {
  readonly graph: RevisionGraph;
  readonly height: number;
  readonly lane: number;
  readonly width: number;
}

export function lookOf(graph: RevisionGraph, height: number): Look {
  return { graph, height, lane: laneWidth(graph.revisions), width: graphWidth(graph.revisions) };
}

/** One revision. Lines are only drawn where the row above is the one that the graph has there. */
export function rowOf(
  revision: RevisionInfo,
  place: { readonly at: number; readonly above: RevisionInfo | undefined; readonly withLines: boolean },
  look: Look,
  risk: Risk | null | undefined,
): HTMLElement {
  const { at, above, withLines } = place;
  const problems = problemsOf(revision);
  const title = element('span', { class: 'title' }, [titleOf(revision)]);
  const row = element(
    'div',
    {
      class: 'row',
      role: 'row',
      id: `row-${at}`,
      // The row of the names of the columns is the first.
      'aria-rowindex': String(at + 2),
      title: [titleOf(revision), ...problems].join('\n'),
      'data-vscode-context': contextOf(revision, look.graph),
    },
    [
      cell('graph', [graphOf(revision, withLines ? above : undefined, withLines, look)]),
      cell('what', [title, ...badgesOf(revision).map((text) => badge(text, revision))]),
      cell('id', [idOf(revision)]),
      cell('created', [dateOf(revision.created)]),
      cell('risk', riskOf(risk)),
    ],
  );
  row.style.top = `${at * look.height}px`;
  return row;
}

/** What is known of the risk by now. */
export function riskOf(risk: Risk | null | undefined): readonly Node[] {
  if (!risk) return [element('span', { class: 'pending' }, [risk === null ? '–' : ''])];
  const shape = drawing('svg', { class: 'shape', viewBox: '0 0 10 10', 'aria-hidden': 'true' }, [shapeOf(risk)]);
  const text = element('span', { class: 'word' }, [riskWord(risk)]);
  return [element('span', { class: `level ${risk.level}`, title: findingsOf(risk) || 'No findings' }, [shape, text])];
}

/** A ring, a dot, a triangle, a square on its tip: colours are not all that tells them apart. */
function shapeOf({ level }: Risk): SVGElement {
  switch (level) {
    case 'low':
      return drawing('circle', { cx: '5', cy: '5', r: '3.2', class: 'hollow' });
    case 'medium':
      return drawing('circle', { cx: '5', cy: '5', r: '4' });
    case 'high':
      return drawing('path', { d: 'M5 .6 9.8 9.2H.2Z' });
    case 'very-high':
      return drawing('path', { d: 'M5 0 10 5 5 10 0 5Z' });
  }
}

function cell(name: string, children: readonly (Node | string)[]): HTMLElement {
  return element('div', { class: `cell ${name}`, role: 'gridcell' }, children);
}

function badge(text: string, { labels }: RevisionInfo): HTMLElement {
  const kind = labels.includes(text)
    ? 'label'
    : text === 'head'
      ? 'head'
      : /circle|missing|duplicated/.test(text)
        ? 'wrong'
        : 'plain';
  return element('span', { class: `badge ${kind}` }, [text]);
}

function graphOf(
  revision: RevisionInfo,
  above: RevisionInfo | undefined,
  withLines: boolean,
  { height, lane, width }: Look,
): SVGElement {
  const size = { width: String(width), height: String(height) };
  const pieces = withLines ? piecesOf(above, revision, { height, width: lane }) : [];
  const lines = pieces.map(({ path, lane: colour, dashed }) =>
    drawing('path', { d: path, class: `line lane-${colour % 6}${dashed ? ' dashed' : ''}` }),
  );
  const center = { cx: String(laneMiddle(revision.lane, lane)), cy: String(height / 2) };
  const kind = dotOf(revision);
  const small = lane < 9;
  const radius = (small ? 2.5 : 4) + (kind === 'head' ? 0.5 : 0);
  const dot = drawing('circle', { ...center, r: String(radius), class: `dot ${kind} lane-${revision.lane % 6}` });
  return drawing('svg', { ...size, 'aria-hidden': 'true' }, [...lines, dot]);
}

/** What VS Code hands to the commands of the context menu. */
export function contextOf(revision: RevisionInfo, { tool }: RevisionGraph): string {
  const standing = ['revision', tool, ...revision.standing, ...(revision.id === undefined ? [] : ['id'])].join(' ');
  return JSON.stringify({ webviewSection: standing, uri: revision.uri, preventDefaultContextMenuItems: true });
}
