import { type QuickPickItem, window } from 'vscode';
import type { RevisionInfo } from '../../../server/src/protocol.ts';
import { warn } from '../messages.ts';
import { mergeOf, type Server } from '../server.ts';
import { graphOf } from '../views/chosen.ts';
import { badgesOf, dateOf, headsOf, idOf, titleOf } from '../views/revision-words.ts';
import type { Revisions } from '../views/revisions.ts';
import { writeFiles } from '../write-files.ts';

/** Writes the revision that joins the heads; of more than two the user chooses. */
export async function mergeHeads(server: Server, argument: unknown, revisions: Revisions): Promise<void> {
  const split = (await revisions.graphs()).filter((graph) => headsOf(graph).length > 1);
  if (split.length === 0) return warn('There is nothing to merge: the migrations have one head.');
  const graph = await graphOf(argument, split, 'Merge the heads of which migrations?');
  if (!graph) return;
  const heads = await choose(headsOf(graph));
  if (!heads) return;
  const made = await server.sendRequest(mergeOf, { uri: graph.uri, heads });
  if (made.problem !== undefined) return warn(made.problem);
  await writeFiles(made);
}

async function choose(heads: readonly RevisionInfo[]): Promise<readonly string[] | undefined> {
  const items = heads.map((revision): QuickPickItem & { readonly id: string } => ({
    label: titleOf(revision),
    description: [idOf(revision), ...badgesOf(revision).filter((each) => each !== 'head')].join(' · '),
    detail: dateOf(revision.created),
    picked: true,
    id: idOf(revision),
  }));
  if (items.length < 3) return items.map(({ id }) => id);
  const chosen = await window.showQuickPick(items, { canPickMany: true, placeHolder: 'Which heads are merged?' });
  if (!chosen || chosen.length >= 2) return chosen?.map(({ id }) => id);
  warn('A merge needs two heads.');
  return undefined;
}
