import { type QuickPickItem, Uri, ViewColumn, window, workspace } from 'vscode';
import type { Scaffolded } from '../../server/src/protocol.ts';

const scheme = 'migration-writer-preview';

export type Reply = 'write' | 'writeApart' | 'other' | 'back' | undefined;

/** Shows files that are yet to be written as one read-only document, and asks what is to become of them; undefined: nothing. */
export async function preview(made: Scaffolded, title: string): Promise<Reply> {
  const [first] = made.files;
  if (!first) return undefined;
  // VS Code keeps a document for a while after it was closed: each preview is one of its own.
  const uri = Uri.from({
    scheme,
    path: `/New Migration${/\.\w+$/.exec(first.uri)?.[0] ?? ''}`,
    query: String(Date.now()),
  });
  const text = made.files.map((file) => textOf(file, made.files.length)).join('\n');
  const provider = workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: () => text,
  });
  try {
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, { preview: true, preserveFocus: true, viewColumn: ViewColumn.Active });
    const chosen = await window.showQuickPick(choices(made), {
      title,
      placeHolder: made.notice ?? 'Nothing has been written yet',
      ignoreFocusOut: true,
    });
    return chosen?.reply;
  } finally {
    await closeTab(uri);
    provider.dispose();
  }
}

interface Choice extends QuickPickItem {
  readonly reply: NonNullable<Reply>;
}

function choices({ files, other, apart, notice }: Scaffolded): readonly Choice[] {
  const count = files.length === 1 ? 'file' : `${files.length} files`;
  const detail = notice === undefined ? {} : { detail: notice };
  const also: Choice = {
    reply: 'writeApart',
    label: `$(new-file) Write ${count}, and give each migration a transaction of its own`,
    detail: apart ? `Edits ${workspace.asRelativePath(Uri.parse(apart.uri))}` : '',
  };
  const inOtherForm: Choice = {
    reply: 'other',
    label: other === 'plain' ? '$(file) Show the plain form: one migration' : '$(files) Show the form in phases',
  };
  return [
    { reply: 'write', label: `$(new-file) Write ${count}`, ...detail },
    ...(apart ? [also] : []),
    ...(other ? [inOtherForm] : []),
    { reply: 'back', label: '$(arrow-left) Back' },
  ];
}

function textOf({ uri, text }: Scaffolded['files'][number], count: number): string {
  if (count === 1) return text;
  const sign = uri.endsWith('.py') ? '#' : '--';
  return `${sign} ===== ${workspace.asRelativePath(Uri.parse(uri))} =====\n\n${text}`;
}

async function closeTab(uri: Uri): Promise<void> {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const own = tabs.filter(({ input }) => hasUri(input) && input.uri.toString() === uri.toString());
  await window.tabGroups.close(own, true);
}

function hasUri(input: unknown): input is { readonly uri: Uri } {
  return typeof input === 'object' && input !== null && 'uri' in input && input.uri instanceof Uri;
}
