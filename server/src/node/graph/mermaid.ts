import type { RevisionGraph } from '../../analysis/history/revision-graph.ts';
import { nameOf, plain, type Shown, titleOf } from './shown.ts';

/** A flowchart with the newest revisions on top. https://mermaid.js.org/syntax/flowchart.html */
export function graphMermaid(shown: Shown): string {
  const several = shown.graphs.length > 1;
  const parts = shown.graphs.flatMap((graph, at) => {
    const lines = linesOf(graph, `g${at}`, shown);
    const indented = lines.map((line) => `  ${line}`);
    return several ? [`subgraph g${at} [${quoted(titleOf(graph, shown))}]`, ...indented, 'end'] : lines;
  });
  return ['flowchart BT', ...parts, ...classes].map((line, at) => `${at === 0 ? '' : '  '}${line}\n`).join('');
}

const classes = [
  'classDef head stroke-width:3px',
  'classDef wrong stroke:#c00,stroke-width:2px',
  'classDef missing stroke:#c00,stroke-dasharray:4 4',
];

/** Nodes go by their numbers, since an id may be a word of the language. */
function linesOf(graph: RevisionGraph, prefix: string, shown: Shown): readonly string[] {
  const numbers = new Map(graph.revisions.map(({ key }, at) => [key, `${prefix}r${at}`]));
  const node = (key: string) => numbers.get(key) ?? prefix;
  const missing = [...new Set(graph.revisions.flatMap((each) => each.missing))];
  const absent = new Map(missing.map((id, at) => [id, `${prefix}m${at}`]));
  return [
    ...graph.problems.map((each) => `%% ${plain(each)}`),
    ...graph.revisions.map((each) => {
      const { id, title, labels } = each.migration;
      const words = [
        nameOf(each, shown),
        ...labels.map((label) => `[${label}]`),
        ...(title && title !== id ? [title] : []),
      ];
      const isWrong = each.standing.includes('duplicated') || each.standing.includes('circular');
      const style = isWrong ? ':::wrong' : each.standing.includes('head') ? ':::head' : '';
      return `${node(each.key)}[${quoted(words.join(' '))}]${style}`;
    }),
    ...missing.map((id) => `${absent.get(id)}[${quoted(`${id} is missing`)}]:::missing`),
    ...graph.revisions.flatMap(({ key, migration, parents, dependsOn, missing: lost }) => [
      ...parents.map((parent) => `${node(parent)} --> ${node(key)}`),
      ...dependsOn.map((each) => `${node(each)} -.-> ${node(key)}`),
      ...lost.map((id) => `${absent.get(id)} ${migration.parents.includes(id) ? '-->' : '-.->'} ${node(key)}`),
    ]),
  ];
}

/** https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters */
function quoted(text: string): string {
  const escaped = plain(text).replace(/[^\p{L}\p{N}\p{M} .,:()/_+-]/gu, (sign) => `#${sign.codePointAt(0)};`);
  return `"${escaped}"`;
}
