import type { Server } from '../server.ts';
import { revisionOf } from '../views/chosen.ts';
import { titleOf } from '../views/revision-words.ts';
import type { Revisions } from '../views/revisions.ts';
import { askAndWrite } from './new-migration.ts';

/** A new migration behind a chosen revision. What others follow already becomes the beginning of a branch: that is said. */
export async function newMigrationHere(server: Server, argument: unknown, revisions: Revisions): Promise<void> {
  const chosen = await revisionOf(argument, revisions);
  if (!chosen) return;
  const { revision } = chosen;
  const isHead = revision.standing.includes('head');
  const title = `New Migration behind “${titleOf(revision)}”${isHead ? '' : ', as a branch'}`;
  const parent = revision.id === undefined ? {} : { parent: revision.id };
  await askAndWrite(server, { uri: revision.uri, ...parent }, title);
}
