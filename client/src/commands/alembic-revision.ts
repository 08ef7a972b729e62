import { dirname, resolve } from 'node:path';
import { Uri, window } from 'vscode';
import type { Server } from '../server.ts';
import type { Alembic } from '../tasks/alembic.ts';
import { generatedIn } from '../tasks/generated.ts';
import { pickRevision } from '../views/chosen.ts';
import { headsOf, idOf } from '../views/revision-words.ts';
import type { Revisions } from '../views/revisions.ts';
import { alembicAt } from './alembic-site.ts';

/** Has Alembic write a revision, empty or from what the models have and the database lacks, and opens it. */
export function newRevision(autogenerate: boolean) {
  return async (_server: Server, argument: unknown, revisions: Revisions, alembic: Alembic): Promise<void> => {
    const place = await alembicAt(argument, revisions);
    if (!place) return;
    const { graph, project } = place;
    const heads = headsOf(graph).map((revision) => ({ graph, revision }));
    const parent = heads.length > 1 ? await pickRevision(heads, 'Which head does the revision follow?') : undefined;
    if (heads.length > 1 && !parent) return;
    const message = await window.showInputBox({
      title: autogenerate ? 'New Revision from Models' : 'New Revision',
      prompt: 'What does the revision do?',
      validateInput: (typed) => (typed.trim() === '' ? 'A revision needs a message' : undefined),
    });
    if (message === undefined) return;
    const head = parent ? { head: idOf(parent.revision) } : {};
    const ended = await alembic.execute(place, { command: 'revision', message: message.trim(), autogenerate, ...head });
    for (const path of ended.code === 0 ? generatedIn(ended.out) : [])
      await window.showTextDocument(Uri.file(resolve(dirname(project.config), path)), { preview: false });
  };
}
