import { Uri, window, workspace } from 'vscode';

/** The file or folder that a command is about: its argument, else the open file, else the folder (asked for among several). */
export async function placeOf(argument: unknown): Promise<Uri | undefined> {
  if (argument instanceof Uri) return argument;
  if (typeof argument === 'string') return Uri.parse(argument, true);
  const open = window.activeTextEditor?.document.uri;
  const folders = workspace.workspaceFolders ?? [];
  if (open?.scheme === 'file' && (folders.length === 0 || workspace.getWorkspaceFolder(open))) return open;
  if (folders.length < 2) return folders[0]?.uri;
  return (await window.showWorkspaceFolderPick({ placeHolder: 'Which project?' }))?.uri;
}
