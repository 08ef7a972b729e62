import { window } from 'vscode';
import type { RevisionInfo, WeighedRevision } from '../../../server/src/protocol.ts';
import { warn } from '../messages.ts';
import { type Server, weightOf } from '../server.ts';
import type { Alembic } from '../tasks/alembic.ts';
import { downgradesTo } from '../tasks/route.ts';
import { undoneText } from '../tasks/undone-text.ts';
import { idOf, titleOf } from '../views/revision-words.ts';
import type { Revisions } from '../views/revisions.ts';
import { alembicAt, alembicRevisionAt, currentAt, type Place } from './alembic-site.ts';
import { saveFiles } from './alembic-upgrade.ts';

/** Undoes the revision that the database is at, where there is one way to do that. */
export async function downgradeOne(
  server: Server,
  argument: unknown,
  revisions: Revisions,
  alembic: Alembic,
): Promise<void> {
  const place = await alembicAt(argument, revisions);
  const current = place && (await currentAt(place, alembic));
  if (!current) return;
  const [only, second] = current;
  if (!only) return warn('There is nothing to undo: the database has no revision of these migrations.');
  if (second) return warn(`The database is at ${current.map(idOf).join(' and ')}: choose the revision to go back to.`);
  if (only.parents.length > 1) return warn(`${idOf(only)} is a merge: choose the revision to go back to.`);
  await downgrade(place, [only], '-1', 'by one', server, alembic);
}

export async function downgradeHere(
  server: Server,
  argument: unknown,
  revisions: Revisions,
  alembic: Alembic,
): Promise<void> {
  const chosen = await alembicRevisionAt(argument, revisions, 'Downgrade to which revision?');
  const current = chosen && (await currentAt(chosen, alembic));
  if (!current) return;
  const { revision, graph } = chosen;
  const undone = downgradesTo(revision, current, graph);
  if (undone.length === 0) {
    const at = current.map(idOf).join(' and ') || 'no revision';
    return warn(`There is nothing to undo behind ${idOf(revision)}: the database is at ${at}.`);
  }
  await downgrade(chosen, undone, idOf(revision), `to “${titleOf(revision)}”`, server, alembic);
}

async function downgrade(
  place: Place,
  undone: readonly RevisionInfo[],
  revision: string,
  how: string,
  server: Server,
  alembic: Alembic,
): Promise<void> {
  await saveFiles(undone);
  const asked = { uris: undone.map(({ uri }) => uri), direction: 'down' as const };
  const weighed: readonly (WeighedRevision | null)[] = (await server.sendRequest(weightOf, asked)).revisions;
  const detail = undoneText(undone, weighed);
  const chosen = await window.showWarningMessage(`Downgrade ${how}?`, { modal: true, detail }, downgradeNow);
  if (chosen === downgradeNow) await alembic.execute(place, { command: 'downgrade', revision });
}

const downgradeNow = 'Downgrade';
