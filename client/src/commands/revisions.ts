import { commands, env, Uri, window } from 'vscode';
import { warn } from '../messages.ts';
import { placeIn } from '../place.ts';
import type { Server } from '../server.ts';
import { pickRevision, revisionOf } from '../views/chosen.ts';
import { idOf, titleOf } from '../views/revision-words.ts';
import type { Revisions } from '../views/revisions.ts';

/** Opens a revision; without one it is chosen by its title, its id or its date. */
export async function openRevision(_server: Server, argument: unknown, revisions: Revisions): Promise<void> {
  const place = placeIn(argument) ?? (await askForOne(revisions));
  if (place !== undefined) await window.showTextDocument(Uri.parse(place), { preview: false });
}

async function askForOne(revisions: Revisions): Promise<string | undefined> {
  const all = (await revisions.graphs()).flatMap((graph) => graph.revisions.map((revision) => ({ graph, revision })));
  if (all.length > 0) return (await pickRevision(all, 'Open which revision?'))?.revision.uri;
  warn('There are no migrations in the open folders.');
  return undefined;
}

/** The difference between a revision and another one; its parents are offered first. */
export async function compareRevisions(_server: Server, argument: unknown, revisions: Revisions): Promise<void> {
  const chosen = await revisionOf(argument, revisions);
  if (!chosen) return;
  const { graph, revision } = chosen;
  const isParent = ({ key }: { readonly key: string }) => revision.parents.includes(key);
  const others = graph.revisions.filter(({ key }) => key !== revision.key);
  const sorted = [...others.filter(isParent), ...others.filter((each) => !isParent(each))];
  const prompt = `Compare “${titleOf(revision)}” with which revision?`;
  const other = await pickRevision(
    sorted.map((each) => ({ graph, revision: each })),
    prompt,
  );
  if (!other) return;
  // As in all comparisons the older one stands on the left.
  const isOlder = graph.revisions.indexOf(other.revision) > graph.revisions.indexOf(revision);
  const [left, right] = isOlder ? [other.revision, revision] : [revision, other.revision];
  const title = `${idOf(left)} ↔ ${idOf(right)}`;
  await commands.executeCommand('vscode.diff', Uri.parse(left.uri), Uri.parse(right.uri), title);
}

/** Puts the id of a revision on the clipboard. */
export async function copyRevisionId(_server: Server, argument: unknown, revisions: Revisions): Promise<void> {
  const chosen = await revisionOf(argument, revisions);
  if (!chosen) return;
  await env.clipboard.writeText(idOf(chosen.revision));
  window.setStatusBarMessage(`Copied ${idOf(chosen.revision)}`, 3000);
}

export async function refreshRevisions(_server: Server, _argument: unknown, revisions: Revisions): Promise<void> {
  revisions.refresh();
}
