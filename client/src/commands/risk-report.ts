import { commands, type Disposable, EventEmitter, Uri, workspace } from 'vscode';
import { warn } from '../messages.ts';
import { placeOf } from '../place.ts';
import { reportOf, type Server } from '../server.ts';

const scheme = 'migration-writer-report';

/** Opens the risk report of a migration as a Markdown preview. */
export async function showRiskReport(server: Server, argument: unknown): Promise<void> {
  const place = await placeOf(argument);
  if (!place) return warn('Open a migration to see its risk report.');
  const { problem } = await server.sendRequest(reportOf, { uri: place.toString() });
  if (problem !== undefined) return warn(problem);
  const report = Uri.from({ scheme, path: `/Risk of ${nameOf(place)}.md`, query: place.toString() });
  changed.fire(report);
  await commands.executeCommand('markdown.showPreview', report);
}

/** Reports are documents that the server writes whenever one is looked at, also after the window was reloaded. */
export function provideReports(server: Server): Disposable {
  return workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: async ({ query }) => {
      const { problem, markdown } = await server.sendRequest(reportOf, { uri: query });
      return problem ?? markdown;
    },
  });
}

const changed = new EventEmitter<Uri>();

function nameOf(place: Uri): string {
  // Where a folder is the migration, the file has a name that all of them have.
  const [, folder = '', file = ''] = /([^/]*)\/([^/]*)$/.exec(place.path) ?? [];
  return /^(up|down|migration)\.sql$/.test(file) ? `${folder} ${file}` : file.replace(/\.(py|sql)$/, '');
}
