import { type QuickPickItem, Uri, window } from 'vscode';
import type { RevisionGraph, RevisionInfo } from '../../../server/src/protocol.ts';
import { warn } from '../messages.ts';
import { placeIn } from '../place.ts';
import { badgesOf, dateOf, idOf, titleOf } from './revision-words.ts';
import type { Revisions } from './revisions.ts';

export interface Chosen {
  readonly graph: RevisionGraph;
  readonly revision: RevisionInfo;
}

/**
 * The revision that a command is about: a row of the tree, a row of the graph, a file, else the open one. Undefined, with the
 * reason said, where it is none.
 */
export async function revisionOf(argument: unknown, revisions: Revisions): Promise<Chosen | undefined> {
  const found = await findRevision(argument, revisions);
  if (!found) warn('This is no migration of the open folders: choose one in the Revisions view.');
  return found;
}

export async function findRevision(argument: unknown, revisions: Revisions): Promise<Chosen | undefined> {
  const place = placeIn(argument) ?? window.activeTextEditor?.document.uri.toString();
  const all = (await revisions.graphs()).flatMap((graph) => graph.revisions.map((revision) => ({ graph, revision })));
  return all.find(({ revision }) => revision.uri === place) ?? all.find(({ revision }) => same(revision.uri, place));
}

/** The graph that a command is about: that of its argument or of the open file, else the only one, else it is asked for. */
export async function graphOf(
  argument: unknown,
  graphs: readonly RevisionGraph[],
  prompt: string,
): Promise<RevisionGraph | undefined> {
  const named = typeof argument === 'object' && argument !== null && 'graph' in argument ? argument.graph : argument;
  const place = placeIn(named) ?? window.activeTextEditor?.document.uri.toString();
  const holds = (graph: RevisionGraph) => same(graph.uri, place) || graph.revisions.some(({ uri }) => same(uri, place));
  const found = graphs.find(holds) ?? (graphs.length === 1 ? graphs[0] : undefined);
  if (found || graphs.length === 0) return found;
  const items = graphs.map((graph) => ({ label: graph.title, description: graph.tool, graph }));
  return (await window.showQuickPick(items, { placeHolder: prompt }))?.graph;
}

/** A revision of these, by its title, its id or its date. */
export async function pickRevision(from: readonly Chosen[], placeHolder: string): Promise<Chosen | undefined> {
  const items = from.map((chosen): QuickPickItem & { readonly chosen: Chosen } => ({
    label: titleOf(chosen.revision),
    description: [idOf(chosen.revision), ...badgesOf(chosen.revision)].join(' · '),
    detail: dateOf(chosen.revision.created),
    chosen,
  }));
  const options = { placeHolder, matchOnDescription: true, matchOnDetail: true };
  return (await window.showQuickPick(items, options))?.chosen;
}

/** Editors and servers escape addresses differently. */
function same(uri: string, other: string | undefined): boolean {
  if (other === undefined) return false;
  return uri === other || Uri.parse(uri).toString() === Uri.parse(other).toString();
}
