import { commands, type Disposable, EventEmitter, env, Uri, window, workspace } from 'vscode';
import type { Report, ReportOf } from '../../../server/src/protocol.ts';
import { warn } from '../messages.ts';
import { placeIn, placeOf } from '../place.ts';
import { reportOf, type Server } from '../server.ts';

const scheme = 'migration-writer-report';

/** Opens the risk report of the migrations that were chosen as a Markdown preview. */
export async function showRiskReport(server: Server, argument: unknown, selection?: readonly unknown[]): Promise<void> {
  const asked = await chosen(argument, selection);
  if (asked) await show(server, asked);
}

/** The risk report of what a branch has added or changed. */
export async function showRiskReportSince(server: Server): Promise<void> {
  if (!workspace.isTrusted) return warn('git runs in trusted workspaces only: trust this one first.');
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) return warn('Open a folder to see what its branch has changed.');
  const since = await window.showInputBox({
    title: 'Risk Report of a Branch',
    prompt: 'Migrations that are new or changed since the branch at hand left this commit or branch',
    placeHolder: 'Empty: the default branch',
  });
  if (since !== undefined) await show(server, { uris: folders.map(({ uri }) => uri.toString()), since: since.trim() });
}

/** Puts the risk report of the migrations that were chosen on the clipboard, for the text of a pull request. */
export async function copyRiskReport(server: Server, argument: unknown, selection?: readonly unknown[]): Promise<void> {
  const asked = isReport(argument) ? asking(argument) : await chosen(argument, selection);
  if (!asked) return;
  const { problem, markdown } = await server.sendRequest(reportOf, asked);
  if (problem !== undefined) return warn(problem);
  await env.clipboard.writeText(markdown);
  window.setStatusBarMessage('Copied the risk report as Markdown', 3000);
}

/** Reports are documents that the server writes whenever one is looked at, also after the window was reloaded. */
export function provideReports(server: Server): Disposable {
  return workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: async (uri) => {
      const { problem, markdown }: Report = await server.sendRequest(reportOf, asking(uri));
      return problem ?? markdown;
    },
  });
}

const changed = new EventEmitter<Uri>();

/** What several places in a tree or a list of files have in common is that they were chosen together. */
async function chosen(argument: unknown, selection: readonly unknown[] = []): Promise<ReportOf | undefined> {
  const together = selection.flatMap((each) => placeIn(each) ?? []);
  if (together.length > 1) return { uris: together };
  const place = await placeOf(argument);
  if (!place) warn('Open a migration to see its risk report.');
  return place && { uris: [place.toString()] };
}

async function show(server: Server, asked: ReportOf): Promise<void> {
  const { problem } = await server.sendRequest(reportOf, asked);
  if (problem !== undefined) return warn(problem);
  const report = Uri.from({ scheme, path: `/Risk of ${nameOf(asked)}.md`, query: JSON.stringify(asked) });
  changed.fire(report);
  await commands.executeCommand('markdown.showPreview', report);
}

function isReport(argument: unknown): argument is Uri {
  return argument instanceof Uri && argument.scheme === scheme;
}

/** What a report's address asks for: it may be kept in a window that is opened again much later. */
function asking({ query }: Uri): ReportOf {
  const asked: unknown = JSON.parse(query);
  if (typeof asked !== 'object' || asked === null || !('uris' in asked) || !Array.isArray(asked.uris))
    return { uris: [] };
  const uris = asked.uris.filter((each) => typeof each === 'string');
  return 'since' in asked && typeof asked.since === 'string' ? { uris, since: asked.since } : { uris };
}

function nameOf({ uris, since }: ReportOf): string {
  if (since !== undefined) return since === '' ? 'this branch' : `what came since ${since.replaceAll('/', ' ')}`;
  const [first = ''] = uris;
  if (uris.length > 1) return `${uris.length} migrations`;
  // Where a folder is the migration, the file has a name that all of them have.
  const [, folder = '', file = ''] = /([^/]*)\/([^/]*)$/.exec(Uri.parse(first).path) ?? [];
  return /^(up|down|migration)\.sql$/.test(file) ? `${folder} ${file}` : file.replace(/\.(py|sql)$/, '');
}
