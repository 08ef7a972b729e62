import { window } from 'vscode';
import type { Server } from '../server.ts';
import type { Alembic } from '../tasks/alembic.ts';
import { idOf, titleOf } from '../views/revision-words.ts';
import type { Revisions } from '../views/revisions.ts';
import { alembicRevisionAt } from './alembic-site.ts';

/** Tells the database that it is at a revision, whatever it has: the user is asked whether that is meant. */
export async function stamp(_server: Server, argument: unknown, revisions: Revisions, alembic: Alembic): Promise<void> {
  const chosen = await alembicRevisionAt(argument, revisions, 'Stamp the database with which revision?');
  if (!chosen) return;
  const { revision } = chosen;
  const detail = `No migration runs: from then on the database counts as having “${titleOf(revision)}” and all before it, and nothing behind it, whatever its tables are.`;
  const reply = await window.showWarningMessage(
    `Stamp the database with ${idOf(revision)}?`,
    { modal: true, detail },
    stampNow,
  );
  if (reply === stampNow) await alembic.execute(chosen, { command: 'stamp', revision: idOf(revision) });
}

const stampNow = 'Stamp';
