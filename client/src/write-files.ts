import { FileType, Range, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import type { Scaffolded } from '../../server/src/protocol.ts';
import { warn } from './messages.ts';
import { offerHooks } from './tasks/hooks.ts';

/** Writes new migrations in one edit, so that one undo takes all of it back, and opens the first: all of them or none. */
export async function writeFiles(
  { files, afterwards }: Pick<Scaffolded, 'files' | 'afterwards'>,
  changed?: Scaffolded['apart'],
): Promise<void> {
  const uris = files.map(({ uri }) => Uri.parse(uri));
  const taken = await existing(uris);
  if (taken) return warn(`Nothing was written: ${workspace.asRelativePath(taken)} exists already.`);
  const edit = new WorkspaceEdit();
  for (const { uri, text } of files) edit.createFile(Uri.parse(uri), { contents: new TextEncoder().encode(text) });
  // Last, so that a file that cannot be created leaves it as it is.
  if (changed) {
    const document = await workspace.openTextDocument(Uri.parse(changed.uri));
    const whole = new Range(document.positionAt(0), document.positionAt(document.getText().length));
    edit.replace(document.uri, whole, changed.text);
  }
  const applied = await workspace.applyEdit(edit).then(
    (isApplied) => isApplied,
    () => false,
  );
  if (!applied) {
    await takeBack(files);
    return warn(`Nothing was written: ${await reasonFor(uris)}`);
  }
  if (changed) await workspace.save(Uri.parse(changed.uri));
  const [first] = uris;
  if (first) await window.showTextDocument(first, { preview: false });
  // The message may stay for long: nobody waits for its answer.
  void offerHooks(afterwards);
}

async function existing(uris: readonly Uri[]): Promise<Uri | undefined> {
  const found = await Promise.all(uris.map(async (uri) => ((await textAt(uri)) === undefined ? [] : [uri])));
  return found.flat()[0];
}

/** VS Code stops at the first file that it cannot create, and leaves those before it. */
async function takeBack(files: Scaffolded['files']): Promise<void> {
  for (const file of files) {
    const uri = Uri.parse(file.uri);
    if ((await textAt(uri)) === file.text) await workspace.fs.delete(uri);
  }
}

/** VS Code only says that an edit failed; whoever writes a file is told why. */
async function reasonFor(uris: readonly Uri[]): Promise<string> {
  for (const uri of uris) {
    try {
      await workspace.fs.writeFile(uri, new Uint8Array());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return `${workspace.asRelativePath(uri)} cannot be created. ${reason}`;
    }
    await workspace.fs.delete(uri);
  }
  return 'the editor refused the change.';
}

/** Empty for a folder; undefined where there is nothing. */
async function textAt(uri: Uri): Promise<string | undefined> {
  try {
    const { type } = await workspace.fs.stat(uri);
    return type === FileType.Directory ? '' : new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
