import { Uri, window, workspace } from 'vscode';

/** The file or folder that a command is about: its argument, else the open file, else the folder (asked for among several). */
export async function placeOf(argument: unknown): Promise<Uri | undefined> {
  const named = placeIn(argument);
  if (named !== undefined) return Uri.parse(named, true);
  const open = window.activeTextEditor?.document.uri;
  const folders = workspace.workspaceFolders ?? [];
  if (open?.scheme === 'file' && (folders.length === 0 || workspace.getWorkspaceFolder(open))) return open;
  if (folders.length < 2) return folders[0]?.uri;
  return (await window.showWorkspaceFolderPick({ placeHolder: 'Which project?' }))?.uri;
}

/** The address of a file in whatever a menu hands over. */
export function placeIn(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  if (argument instanceof Uri) return argument.toString();
  if (typeof argument !== 'object' || argument === null) return undefined;
  // A row of the tree holds its revision, a row of the graph its address.
  if ('revision' in argument) return placeIn(argument.revision);
  return 'uri' in argument && typeof argument.uri === 'string' ? argument.uri : undefined;
}
