import { Range, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { Scaffolded } from '../../server/src/protocol.ts';
import { warn } from './messages.ts';

/** Writes new migrations in one edit, so that one undo takes all of it back, and opens the first. */
export async function writeFiles(files: Scaffolded['files'], changed?: Scaffolded['apart']): Promise<void> {
  const edit = new WorkspaceEdit();
  if (changed) {
    const document = await workspace.openTextDocument(Uri.parse(changed.uri));
    const whole = new Range(document.positionAt(0), document.positionAt(document.getText().length));
    edit.replace(document.uri, whole, changed.text);
  }
  for (const { uri, text } of files) edit.createFile(Uri.parse(uri), { contents: new TextEncoder().encode(text) });
  if (!(await workspace.applyEdit(edit))) return warn(`The files could not be written to ${folderOf(files)}.`);
  if (changed) await workspace.save(Uri.parse(changed.uri));
  const first = files[0];
  if (first) await window.showTextDocument(Uri.parse(first.uri), { preview: false });
}

function folderOf(files: Scaffolded['files']): string {
  const folder = files[0] && Uri.joinPath(Uri.parse(files[0].uri), '..');
  return folder ? workspace.asRelativePath(folder) : 'the folder of migrations';
}
