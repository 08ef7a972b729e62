import { type Disposable, languages, ProgressLocation, window, workspace } from 'vscode';
import {
  type LanguageClient,
  WorkDoneProgress,
  type WorkspaceDiagnosticReport,
  WorkspaceDiagnosticRequest,
} from 'vscode-languageclient/node';
import { warn } from '../messages.ts';

/** What checking all files needs of the language client beside its requests. */
export type Checker = Pick<LanguageClient, 'sendRequest' | 'onProgress' | 'protocol2CodeConverter'>;

/**
 * Lists what is wrong with any migration of the open folders among the problems; the user sees how far it is, and may call it
 * off. Files that are open tell their problems themselves.
 */
export async function checkAllMigrations(server: Checker): Promise<void> {
  const count = await window.withProgress(
    { location: ProgressLocation.Notification, title: 'Checking migrations', cancellable: true },
    async (progress, token) => {
      const workDoneToken = `check ${++checks}`;
      let done = 0;
      const following = server.onProgress(WorkDoneProgress.type, workDoneToken, (told) => {
        if (told.kind !== 'report') return;
        const { percentage = done, message = '' } = told;
        progress.report({ increment: percentage - done, message });
        done = percentage;
      });
      try {
        const asked = { previousResultIds: [], workDoneToken };
        const { items } = await server.sendRequest(WorkspaceDiagnosticRequest.type, asked, token);
        await list(items, server);
        return items.length;
      } catch (error) {
        if (!token.isCancellationRequested) throw error;
        return undefined;
      } finally {
        following.dispose();
      }
    },
  );
  if (count === 0) warn('There are no migrations in the open folders.');
}

let checks = 0;
const found = languages.createDiagnosticCollection('migration-writer-all');

/** The problems of a file that is opened are told anew, as it is in the editor. */
export function keepApart(): Disposable[] {
  return [found, workspace.onDidOpenTextDocument(({ uri }) => found.delete(uri))];
}

async function list(
  items: WorkspaceDiagnosticReport['items'],
  { protocol2CodeConverter: convert }: Checker,
): Promise<void> {
  found.clear();
  const open = new Set(workspace.textDocuments.map(({ uri }) => uri.toString()));
  for (const each of items) {
    const uri = convert.asUri(each.uri);
    if (each.kind === 'full' && !open.has(uri.toString())) found.set(uri, await convert.asDiagnostics(each.items));
  }
}
