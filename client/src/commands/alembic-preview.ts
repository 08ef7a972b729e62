import { type Disposable, EventEmitter, languages, Uri, window, workspace } from 'vscode';
import type { Server } from '../server.ts';
import type { Alembic } from '../tasks/alembic.ts';
import { idOf, titleOf } from '../views/revision-words.ts';
import type { Revisions } from '../views/revisions.ts';
import { alembicAt, alembicRevisionAt, currentAt, type Place, type PlacedRevision } from './alembic-site.ts';
import { saveFiles } from './alembic-upgrade.ts';

const scheme = 'migration-writer-sql';

/** Shows the SQL of an upgrade in a read-only document: of one revision where one is named, else of all up to the head. */
export async function previewUpgrade(
  _server: Server,
  argument: unknown,
  revisions: Revisions,
  alembic: Alembic,
): Promise<void> {
  if (argument !== undefined) {
    const chosen = await alembicRevisionAt(argument, revisions, whichSql);
    if (chosen)
      await preview(
        chosen,
        'upgrade',
        `${parentOf(chosen)}:${idOf(chosen.revision)}`,
        titleOf(chosen.revision),
        alembic,
      );
    return;
  }
  const place = await alembicAt(argument, revisions);
  const from =
    place &&
    (await window.showQuickPick([fromCurrent, fromNothing], { placeHolder: 'The SQL of an upgrade from where?' }));
  if (!from) return;
  const current = from === fromCurrent ? await currentAt(place, alembic) : [];
  if (!current) return;
  const [start, second] = current;
  if (second) {
    void window.showWarningMessage(
      `The database is at ${current.map(idOf).join(' and ')}: preview the SQL of a single revision.`,
    );
    return;
  }
  await preview(place, 'upgrade', `${start ? idOf(start) : 'base'}:heads`, 'head', alembic);
}

/** The same for the way back of one revision. */
export async function previewDowngrade(
  _server: Server,
  argument: unknown,
  revisions: Revisions,
  alembic: Alembic,
): Promise<void> {
  const chosen = await alembicRevisionAt(argument, revisions, whichSql);
  if (!chosen) return;
  await preview(chosen, 'downgrade', `${idOf(chosen.revision)}:${parentOf(chosen)}`, titleOf(chosen.revision), alembic);
}

/** The SQL that was last made stays readable until the window is closed. */
export function providePreviews(): Disposable {
  return workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => texts.get(uri.toString()) ?? '-- Made anew when it is asked for.\n',
  });
}

const texts = new Map<string, string>();
const changed = new EventEmitter<Uri>();

const whichSql = 'The SQL of which revision?';
const fromCurrent = { label: 'From the revision that the database is at', description: 'runs alembic current' };
const fromNothing = { label: 'From an empty database' };

function parentOf({ revision, graph }: PlacedRevision): string {
  const parent = graph.revisions.find(({ key }) => revision.parents.includes(key));
  return parent ? idOf(parent) : 'base';
}

async function preview(
  place: Place,
  command: 'upgrade' | 'downgrade',
  range: string,
  title: string,
  alembic: Alembic,
): Promise<void> {
  await saveFiles(place.graph.revisions);
  const sql = await alembic.ask(
    place,
    { command, revision: range, sql: true },
    `Asking Alembic for the SQL of the ${command}`,
  );
  if (sql === undefined) return;
  const uri = Uri.from({
    scheme,
    path: `/${command} ${title.replace(/[\\/]/g, ' ')}.sql`,
    query: `${place.graph.uri} ${range}`,
  });
  texts.set(uri.toString(), sql);
  changed.fire(uri);
  const document = await workspace.openTextDocument(uri);
  await languages.setTextDocumentLanguage(document, 'sql');
  await window.showTextDocument(document, { preview: false });
}
