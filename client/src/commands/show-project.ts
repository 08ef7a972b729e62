import {
  commands,
  type QuickPickItem,
  QuickPickItemKind,
  Range,
  ThemeIcon,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import type { FactPlace, ProjectFact } from '../../../server/src/protocol.ts';
import { warn } from '../messages.ts';
import { placeOf } from '../place.ts';
import { projectOf, type Server, settingOf } from '../server.ts';

/** Lists what the project is taken for, with every reason: a choice opens it, the pencil changes the setting. */
export async function showProject(server: Server, argument: unknown): Promise<void> {
  const place = await placeOf(argument);
  if (!place) return warn('Open a migration to see what its project is taken for.');
  const { title, facts, problem } = await server.sendRequest(projectOf, { uri: place.toString() });
  if (problem !== undefined) return warn(problem);
  const list = window.createQuickPick<Row>();
  list.title = title;
  list.placeholder = 'Why? Choose a reason to open it, or the pencil to set it';
  list.matchOnDescription = true;
  list.items = facts.flatMap(rowsOf);
  list.onDidTriggerItemButton(({ item: { fact } }) => {
    list.hide();
    if (fact) change(server, place, fact).catch(warnOf);
  });
  list.onDidAccept(() => {
    const [row] = list.activeItems;
    list.hide();
    if (row?.place) open(row.place).catch(warnOf);
    else if (row?.fact?.choices) change(server, place, row.fact).catch(warnOf);
  });
  list.onDidHide(() => list.dispose());
  list.show();
}

/** Sets the engine, its version, the tool or the deployment in the settings file, and shows it. */
export async function changeProject(server: Server, argument: unknown): Promise<void> {
  const place = await placeOf(argument);
  if (!place) return warn('Open a migration to set what its project is.');
  const { facts, problem } = await server.sendRequest(projectOf, { uri: place.toString() });
  if (problem !== undefined) return warn(problem);
  const rows = facts
    .filter((each) => each.choices)
    .map((fact) => ({ label: fact.title, description: fact.value, fact }));
  const chosen = await window.showQuickPick(rows, { placeHolder: 'Set what?' });
  if (chosen) await change(server, place, chosen.fact);
}

/** What a list has set going is over when its command has long ended. */
function warnOf(error: unknown): void {
  warn(error instanceof Error ? error.message : String(error));
}

interface Row extends QuickPickItem {
  readonly fact?: ProjectFact;
  readonly place?: FactPlace | undefined;
}

function rowsOf(fact: ProjectFact): readonly Row[] {
  const pencil = { iconPath: new ThemeIcon('edit'), tooltip: `Set ${fact.title.toLowerCase()}` };
  return [
    { label: fact.title, kind: QuickPickItemKind.Separator },
    {
      label: fact.assumed ? `$(question) ${fact.value}` : fact.value,
      description: [...nameOf(fact.place), fact.reason].join(' · '),
      ...(fact.choices && { buttons: [pencil] }),
      fact,
      place: fact.place,
    },
    ...fact.contradictions.map(({ value, reason, place }) => ({
      label: `$(warning) ${value}`,
      description: [...nameOf(place), `${reason}, says otherwise`].join(' · '),
      place,
    })),
  ];
}

function nameOf(place: FactPlace | undefined): readonly string[] {
  if (!place) return [];
  return [place.line === undefined ? place.name : `${place.name}:${place.line + 1}`];
}

async function open({ uri, line }: FactPlace): Promise<void> {
  const place = Uri.parse(uri);
  // The folder of the migrations may be the reason.
  const isFolder = await workspace.fs.stat(place).then(({ type }) => type === 2);
  if (isFolder) return void (await commands.executeCommand('revealInExplorer', place));
  const at = new Range(line ?? 0, 0, line ?? 0, 0);
  await window.showTextDocument(place, { selection: at });
}

async function change(server: Server, place: Uri, { fact, title, choices = [] }: ProjectFact): Promise<void> {
  const rows = choices.map((each) => ({ label: each.title, value: each.value }));
  const value =
    rows.length > 0
      ? (await window.showQuickPick(rows, { placeHolder: `${title} of this project` }))?.value
      : await window.showInputBox({ prompt: `${title} of this project`, placeHolder: '15, 8.0, 10.11 …' });
  const folder = workspace.getWorkspaceFolder(place);
  if (value === undefined || value.trim() === '') return;
  if (!folder) return warn('Settings are kept in a folder: open that of this migration first.');
  const asked = { uri: place.toString(), folder: folder.uri.toString(), setting: fact, value: value.trim() };
  const { uri, text, line, problem } = await server.sendRequest(settingOf, asked);
  if (problem !== undefined) return warn(problem);
  const file = Uri.parse(uri);
  if (text === undefined) {
    await open({ uri, name: '', line });
    return warn(`Set ${fact} to "${asked.value}" here: this file is yours to write.`);
  }
  const edit = new WorkspaceEdit();
  const isThere = await workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  // At no moment is there a file without its text.
  if (isThere) edit.replace(file, new Range(0, 0, Number.MAX_SAFE_INTEGER, 0), text);
  else edit.createFile(file, { contents: new TextEncoder().encode(text) });
  await workspace.applyEdit(edit);
  const document = await workspace.openTextDocument(file);
  await document.save();
  await window.showTextDocument(document);
}
