import type { RevisionGraph } from '../../analysis/history/revision-graph.ts';
import type { Revision } from '../../analysis/history/revisions.ts';
import { type Shown, titleOf } from './shown.ts';

/** The graphs as docs/json.md describes them. */
export function graphJson(shown: Shown): string {
  const graphs = shown.graphs.map((graph) => ({
    title: titleOf(graph, shown),
    tool: graph.frontend.name,
    folders: graph.project.environment.folders.map(shown.pathOf),
    heads: graph.revisions.flatMap(({ key, standing }) => (standing.includes('head') ? [key] : [])),
    revisions: graph.revisions.map((each) => revisionJson(each, graph, shown)),
    problems: graph.problems,
  }));
  return `${JSON.stringify({ version: 1, graphs }, null, 2)}\n`;
}

function revisionJson(
  { key, migration, parents, dependsOn, missing, standing }: Revision,
  { history }: RevisionGraph,
  { pathOf }: Shown,
) {
  const { id, title, created, path, labels } = migration;
  const undoing = history.undoing(migration);
  return {
    ...{ key, id: id ?? null, title: title ?? null, path: pathOf(path), created: created ?? null },
    ...{ labels, parents, dependsOn, missing, standing },
    ...(undoing && { undoneBy: pathOf(undoing.path) }),
  };
}
