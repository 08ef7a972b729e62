import {
  Disposable,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  languages,
  type Uri,
  window,
  workspace,
} from 'vscode';
import type { ProjectDescription } from '../../server/src/protocol.ts';
import { placeOf } from './place.ts';
import { projectOf, type Server } from './server.ts';

/** Beside the language of a migration stands what its project is taken for, and the way to the reasons. */
export function showStatus(server: Server): Disposable {
  let item: LanguageStatusItem | undefined;
  let asked = 0;
  let timer: NodeJS.Timeout | undefined;
  const show = async () => {
    const mine = ++asked;
    const place = await placeOf(window.activeTextEditor?.document.uri);
    const found = place && (await server.sendRequest(projectOf, { uri: place.toString() }));
    if (mine !== asked) return;
    item?.dispose();
    item = place && found?.migrations ? itemOf(place, found) : undefined;
  };
  const soon = () => {
    clearTimeout(timer);
    // A server that has stopped says nothing.
    timer = setTimeout(() => void show().catch(() => undefined), quiet);
  };
  soon();
  return Disposable.from(
    window.onDidChangeActiveTextEditor(soon),
    workspace.onDidSaveTextDocument(soon),
    workspace.onDidChangeConfiguration((change) => change.affectsConfiguration('migrationWriter') && soon()),
    { dispose: () => [item, { dispose: () => clearTimeout(timer) }].forEach((each) => void each?.dispose()) },
  );
}

/** Milliseconds: editors come and go quickly while somebody looks for a file. */
const quiet = 300;

function itemOf(place: Uri, { title, contradicted, facts }: ProjectDescription): LanguageStatusItem {
  const item = languages.createLanguageStatusItem('migrationWriter.project', { pattern: place.fsPath });
  const assumed = facts.filter((each) => each.assumed).map((each) => each.title.toLowerCase());
  item.name = 'Migration Writer';
  item.text = title;
  item.detail = facts.some(({ contradictions }) => contradictions.length > 0)
    ? 'some files say otherwise'
    : assumed.length > 0
      ? `${assumed.join(', ')} assumed`
      : 'as the project says';
  item.severity = contradicted ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
  item.command = { command: 'migrationWriter.showProject', title: 'Why', arguments: [place] };
  return item;
}
