import { commands, type QuickPickItem, Range, Uri, window, workspace } from 'vscode';
import type { RevisionInfo, WeighedRevision } from '../../../server/src/protocol.ts';
import { type Server, weightOf } from '../server.ts';
import type { Alembic } from '../tasks/alembic.ts';
import { type Target, upgradesTo } from '../tasks/route.ts';
import { count, headsOf, idOf, titleOf } from '../views/revision-words.ts';
import type { Revisions } from '../views/revisions.ts';
import { alembicAt, alembicRevisionAt, currentAt, type Place } from './alembic-site.ts';

/** Of several heads the user chooses one, or all. */
export async function upgradeHead(
  server: Server,
  argument: unknown,
  revisions: Revisions,
  alembic: Alembic,
): Promise<void> {
  const place = await alembicAt(argument, revisions);
  if (!place) return;
  const heads = headsOf(place.graph);
  if (heads.length < 2) return upgrade(place, 'head', 'head', server, alembic);
  const items: readonly HeadItem[] = [
    { label: `All ${heads.length} heads`, reply: 'all' },
    ...heads.map((head) => ({ label: titleOf(head), description: idOf(head), reply: head })),
    { label: '$(git-merge) Merge the heads first', reply: 'merge' },
  ];
  const chosen = await window.showQuickPick(items, {
    placeHolder: 'The migrations have several heads: upgrade to which?',
  });
  if (chosen?.reply === 'merge') await commands.executeCommand('migrationWriter.mergeHeads', place.graph.uri);
  else if (chosen?.reply === 'all') await upgrade(place, 'head', 'heads', server, alembic);
  else if (chosen) await upgrade(place, chosen.reply, idOf(chosen.reply), server, alembic);
}

export async function upgradeOne(
  server: Server,
  argument: unknown,
  revisions: Revisions,
  alembic: Alembic,
): Promise<void> {
  const place = await alembicAt(argument, revisions);
  if (place) await upgrade(place, 'next', '+1', server, alembic);
}

export async function upgradeHere(
  server: Server,
  argument: unknown,
  revisions: Revisions,
  alembic: Alembic,
): Promise<void> {
  const chosen = await alembicRevisionAt(argument, revisions, 'Upgrade to which revision?');
  if (chosen) await upgrade(chosen, chosen.revision, idOf(chosen.revision), server, alembic);
}

interface HeadItem extends QuickPickItem {
  readonly reply: RevisionInfo | 'all' | 'merge';
}

/** Asks first where there are errors in what would run. */
async function upgrade(
  place: Place,
  target: Target,
  revision: string,
  server: Server,
  alembic: Alembic,
): Promise<void> {
  const current = await currentAt(place, alembic);
  if (!current) return;
  const pending = upgradesTo(target, current, place.graph);
  if (pending.length === 0 && place.graph.revisions.every(({ id }) => id !== undefined)) {
    const at = current.map(idOf).join(', ') || 'no revision';
    void window.showInformationMessage(`There is nothing to upgrade: the database is at ${at}.`);
    return;
  }
  await saveFiles(pending);
  const asked = { uris: pending.map(({ uri }) => uri), direction: 'up' as const };
  const weighed = (await server.sendRequest(weightOf, asked)).revisions;
  if (await isAgreed(pending, weighed)) await alembic.execute(place, { command: 'upgrade', revision });
}

interface Found {
  readonly revision: RevisionInfo;
  readonly message: string;
  readonly line: number;
}

async function isAgreed(
  pending: readonly RevisionInfo[],
  weighed: readonly (WeighedRevision | null)[],
): Promise<boolean> {
  const found = pending.flatMap((revision, at) =>
    (weighed[at]?.errors ?? []).map(({ message, line }): Found => ({ revision, message, line })),
  );
  if (found.length === 0) return true;
  const guilty = new Set(found.map(({ revision }) => revision.key)).size;
  const message = `${count(found.length, 'error')} in ${guilty} of the ${count(pending.length, 'revision')} that would run. Upgrade all the same?`;
  const lines = found
    .slice(0, shown)
    .map((each) => `• ${titleOf(each.revision)}, line ${each.line + 1}: ${each.message}`);
  const rest = found.length > shown ? [`… and ${found.length - shown} more`] : [];
  const options = { modal: true, detail: [...lines, ...rest].join('\n') };
  const chosen = await window.showWarningMessage(message, options, findings, anyway);
  if (chosen === findings) await showFindings(found);
  return chosen === anyway;
}

const anyway = 'Upgrade Anyway';
const findings = 'Show Findings';

/** As many as fit into a question. */
const shown = 12;

async function showFindings(found: readonly Found[]): Promise<void> {
  const items = found.map((each) => ({
    label: each.message,
    description: `${titleOf(each.revision)}, line ${each.line + 1}`,
    found: each,
  }));
  const chosen =
    items.length === 1 ? items[0] : await window.showQuickPick(items, { placeHolder: 'Go to which finding?' });
  if (!chosen) return;
  const { revision, line } = chosen.found;
  await window.showTextDocument(Uri.parse(revision.uri), { selection: new Range(line, 0, line, 0), preview: false });
}

/** What is judged is what Alembic reads. */
export async function saveFiles(some: readonly RevisionInfo[]): Promise<void> {
  const wanted = new Set(some.map(({ uri }) => Uri.parse(uri).toString()));
  for (const each of workspace.textDocuments) if (each.isDirty && wanted.has(each.uri.toString())) await each.save();
}
