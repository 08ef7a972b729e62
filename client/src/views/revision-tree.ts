import type { RevisionGraph, RevisionInfo } from '../../../server/src/protocol.ts';
import { count, idOf, titleOf } from './revision-words.ts';

/** What the tree of revisions shows. */
export type TreeNode = EnvironmentNode | ProblemNode | BranchNode | RevisionNode;

export interface EnvironmentNode {
  readonly kind: 'environment';
  readonly key: string;
  readonly graph: RevisionGraph;
  readonly children: readonly TreeNode[];
}

/** What is wrong with the graph as a whole. */
export interface ProblemNode {
  readonly kind: 'problem';
  readonly key: string;
  readonly graph: RevisionGraph;
  readonly message: string;
  readonly children: readonly [];
}

/** Revisions beside the main line, newest first. */
export interface BranchNode {
  readonly kind: 'branch';
  readonly key: string;
  readonly graph: RevisionGraph;
  readonly label: string;
  readonly description: string;
  /** Whether it ends in a head of its own, so that nothing has merged it. */
  readonly isOpen: boolean;
  readonly children: readonly TreeNode[];
}

/** A revision; a merge holds the branches that it takes in. */
export interface RevisionNode {
  readonly kind: 'revision';
  readonly key: string;
  readonly graph: RevisionGraph;
  readonly revision: RevisionInfo;
  readonly children: readonly TreeNode[];
}

/**
 * The main line, newest first, with all other branches as nodes of their own: those that nothing has merged stand on top,
 * the others below their merge. Every revision stands in it once, also where the graph is no graph (circles, missing parents).
 */
export function treeOf(graphs: readonly RevisionGraph[]): readonly TreeNode[] {
  const [only, second] = graphs;
  if (only && !second) return nodesOf(only);
  return graphs.map((graph) => ({ kind: 'environment', key: keyOf(graph), graph, children: nodesOf(graph) }));
}

/** The same while files come and go, also the one by which the graph goes. */
function keyOf({ title, tool, uri }: RevisionGraph): string {
  return `${tool} ${title} ${uri.slice(0, uri.lastIndexOf('/'))}`;
}

function nodesOf(graph: RevisionGraph): readonly TreeNode[] {
  const problems = graph.problems.map(
    (message, index): ProblemNode => ({
      kind: 'problem',
      key: `${keyOf(graph)}#problem ${index}`,
      graph,
      message,
      children: [],
    }),
  );
  const { main, others } = linesOf(graph);
  const open = others.flatMap((line) => branchOf(line, graph));
  return [...problems, ...open, ...main.map((each) => revisionNode(each, graph))];
}

/** Revisions from a tip down to where another line begins; each with the lines that it merges. */
type Line = readonly Link[];

interface Link {
  readonly revision: RevisionInfo;
  readonly merged: readonly Line[];
}

function linesOf({ revisions }: RevisionGraph): { readonly main: Line; readonly others: readonly Line[] } {
  const byKey = new Map(revisions.map((each) => [each.key, each]));
  const followed = new Set(revisions.flatMap(({ parents }) => parents));
  const depth = depths(revisions, byKey);
  const tips = revisions.filter(({ key }) => !followed.has(key));
  const deepestOf = (some: readonly RevisionInfo[]) =>
    some.reduce<RevisionInfo | undefined>(
      (best, each) => (best && (depth.get(best.key) ?? 0) >= (depth.get(each.key) ?? 0) ? best : each),
      undefined,
    );
  const deepest = deepestOf(tips);
  const placed = new Set<string>();
  const lineFrom = (tip: RevisionInfo): Line => {
    const line: RevisionInfo[] = [];
    let next: RevisionInfo | undefined = tip;
    while (next && !placed.has(next.key)) {
      placed.add(next.key);
      line.push(next);
      next = deepestOf(next.parents.flatMap((key) => byKey.get(key) ?? []));
    }
    // A branch belongs to the merge that is nearest to it.
    const links = line.toReversed().map((revision): Link => {
      const sides = revision.parents.flatMap((key) => byKey.get(key) ?? []).filter(({ key }) => !placed.has(key));
      return { revision, merged: sides.map(lineFrom).filter((side) => side.length > 0) };
    });
    return links.toReversed();
  };
  const main = deepest ? lineFrom(deepest) : [];
  // What no tip leads to goes round in a circle.
  const others = [...tips, ...revisions].filter(({ key }) => !placed.has(key)).map(lineFrom);
  return { main, others: others.filter((line) => line.length > 0) };
}

/** How many revisions lie below each, by the longest way; those on a circle count as far as they were come by. */
function depths(
  revisions: readonly RevisionInfo[],
  byKey: ReadonlyMap<string, RevisionInfo>,
): ReadonlyMap<string, number> {
  const depth = new Map<string, number>();
  for (const start of revisions) {
    if (depth.has(start.key)) continue;
    const stack = [start];
    const entered = new Set<string>();
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const parents = top.parents.flatMap((key) => byKey.get(key) ?? []);
      const waiting = parents.find(({ key }) => !depth.has(key) && !entered.has(key));
      if (waiting) {
        entered.add(top.key);
        stack.push(waiting);
        continue;
      }
      depth.set(top.key, Math.max(0, ...parents.map(({ key }) => (depth.get(key) ?? 0) + 1)));
      stack.pop();
    }
  }
  return depth;
}

/** A lone revision needs no branch around it. */
function branchOf(line: Line, graph: RevisionGraph): readonly TreeNode[] {
  const [tip] = line;
  if (!tip) return [];
  const children = line.map((each) => revisionNode(each, graph));
  if (line.length === 1) return children;
  const labels = line.flatMap(({ revision }) => revision.labels);
  const start = line.at(-1)?.revision;
  const fork = graph.revisions.find(({ key }) => start?.parents.includes(key));
  const isOpen = tip.revision.standing.includes('head');
  return [
    {
      kind: 'branch',
      key: `${keyOf(graph)}#branch ${tip.revision.key}`,
      graph,
      label: labels.length > 0 ? [...new Set(labels)].join(', ') : titleOf(tip.revision),
      description: [
        isOpen ? 'branch' : tip.revision.standing.includes('circular') ? 'circle' : 'merged branch',
        count(line.length, 'revision'),
        ...(fork ? [`off ${idOf(fork)}`] : []),
      ].join(' · '),
      isOpen,
      children,
    },
  ];
}

function revisionNode({ revision, merged }: Link, graph: RevisionGraph): RevisionNode {
  const children = merged.flatMap((line) => branchOf(line, graph));
  return { kind: 'revision', key: `${keyOf(graph)}#${revision.key}`, graph, revision, children };
}
