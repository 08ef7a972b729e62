import { commands, type ExtensionContext, window } from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';
import { downgradeHere, downgradeOne } from './commands/alembic-downgrade.ts';
import { previewDowngrade, previewUpgrade, providePreviews } from './commands/alembic-preview.ts';
import { newRevision } from './commands/alembic-revision.ts';
import { show } from './commands/alembic-show.ts';
import { stamp } from './commands/alembic-stamp.ts';
import { upgradeHead, upgradeHere, upgradeOne } from './commands/alembic-upgrade.ts';
import { checkAllMigrations, keepApart } from './commands/check-all-migrations.ts';
import { mergeHeads } from './commands/merge-heads.ts';
import { newMigration } from './commands/new-migration.ts';
import { newMigrationHere } from './commands/new-migration-here.ts';
import { readTableSizes } from './commands/read-table-sizes.ts';
import { compareRevisions, copyRevisionId, openRevision, refreshRevisions } from './commands/revisions.ts';
import { copyRiskReport, provideReports, showRiskReport, showRiskReportSince } from './commands/risk-report.ts';
import { changeProject, showProject } from './commands/show-project.ts';
import { createWithContents } from './new-files.ts';
import type { Server } from './server.ts';
import { showStatus } from './status.ts';
import { type Alembic, openAlembic } from './tasks/alembic.ts';
import { findRevision } from './views/chosen.ts';
import { type GraphPanel, openGraphPanel } from './views/graph-panel.ts';
import { openRevisions, type Revisions } from './views/revisions.ts';
import { showRevisionsView } from './views/revisions-view.ts';

type Command = (
  server: LanguageClient,
  argument: unknown,
  revisions: Revisions,
  graph: GraphPanel,
  /** All that was chosen together with the argument. */
  selection: readonly unknown[] | undefined,
) => Promise<void>;

type AlembicCommand = (server: Server, argument: unknown, revisions: Revisions, alembic: Alembic) => Promise<void>;

/** Every command of package.json, by its id. */
const table: Readonly<Record<string, Command>> = {
  'migrationWriter.newMigration': newMigration,
  'migrationWriter.showRiskReport': (server, argument, _, __, selection) => showRiskReport(server, argument, selection),
  'migrationWriter.copyRiskReport': (server, argument, _, __, selection) => copyRiskReport(server, argument, selection),
  'migrationWriter.showRiskReportSince': showRiskReportSince,
  'migrationWriter.showRevisionGraph': showRevisionGraph,
  'migrationWriter.mergeHeads': mergeHeads,
  'migrationWriter.openRevision': openRevision,
  'migrationWriter.compareRevisions': compareRevisions,
  'migrationWriter.newMigrationHere': newMigrationHere,
  'migrationWriter.copyRevisionId': copyRevisionId,
  'migrationWriter.refreshRevisions': refreshRevisions,
  'migrationWriter.checkAllMigrations': checkAllMigrations,
  'migrationWriter.showProject': showProject,
  'migrationWriter.changeProject': changeProject,
};

/** The same for those that run Alembic: in a trusted workspace only. */
const alembicTable: Readonly<Record<string, AlembicCommand>> = {
  'migrationWriter.alembicRevision': newRevision(false),
  'migrationWriter.alembicAutogenerate': newRevision(true),
  'migrationWriter.alembicUpgradeHead': upgradeHead,
  'migrationWriter.alembicUpgradeOne': upgradeOne,
  'migrationWriter.alembicUpgradeHere': upgradeHere,
  'migrationWriter.alembicDowngradeOne': downgradeOne,
  'migrationWriter.alembicDowngradeHere': downgradeHere,
  'migrationWriter.alembicCurrent': show('current'),
  'migrationWriter.alembicHistory': show('history'),
  'migrationWriter.alembicHeads': show('heads'),
  'migrationWriter.alembicBranches': show('branches'),
  'migrationWriter.alembicCheck': show('check'),
  'migrationWriter.alembicStamp': stamp,
  'migrationWriter.alembicPreviewUpgrade': previewUpgrade,
  'migrationWriter.alembicPreviewDowngrade': previewDowngrade,
};

/** Those that keep secrets. */
const secretTable: Readonly<Record<string, (context: ExtensionContext, server: Server) => Promise<void>>> = {
  'migrationWriter.readTableSizes': readTableSizes,
};

export async function activate(context: ExtensionContext): Promise<void> {
  const server = new LanguageClient('migrationWriter', 'Migration Writer', launch(context), options);
  const revisions = openRevisions(server);
  const graph = openGraphPanel(context, revisions);
  const alembic = openAlembic(revisions);
  context.subscriptions.push(
    server,
    provideReports(server),
    revisions,
    graph,
    alembic,
    providePreviews(),
    showRevisionsView(revisions),
    showStatus(server),
    ...keepApart(),
  );
  for (const [id, command] of Object.entries(table)) {
    const run = (argument: unknown, selection: unknown) =>
      inWords(() => command(server, argument, revisions, graph, Array.isArray(selection) ? selection : undefined));
    context.subscriptions.push(commands.registerCommand(id, run));
  }
  for (const [id, command] of Object.entries(alembicTable)) {
    const run = (argument: unknown) => inWords(() => command(server, argument, revisions, alembic));
    context.subscriptions.push(commands.registerCommand(id, run));
  }
  for (const [id, command] of Object.entries(secretTable))
    context.subscriptions.push(commands.registerCommand(id, () => inWords(() => command(context, server))));
  await commands.executeCommand('setContext', 'migrationWriter.isActive', true);
  await server.start();
}

const options: LanguageClientOptions = {
  documentSelector: [
    { scheme: 'file', language: 'python' },
    { scheme: 'untitled', language: 'python' },
    // Other extensions have languages of their own for SQL: it is known by the name of the file.
    { scheme: 'file', pattern: '**/*.sql' },
    { scheme: 'untitled', language: 'sql' },
    { scheme: 'file', pattern: '**/{.migration-writer.json,pyproject.toml}' },
  ],
  // VS Code would ask for all files every other second.
  initializationOptions: { workspaceDiagnostics: 'on request' },
  middleware: createWithContents,
};

function launch(context: ExtensionContext): ServerOptions {
  const module = context.asAbsolutePath('dist/server.js');
  return {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
  };
}

/** Opens the graph, at a revision if it was asked for there. */
async function showRevisionGraph(
  _server: Server,
  argument: unknown,
  revisions: Revisions,
  graph: GraphPanel,
): Promise<void> {
  graph.show((await findRevision(argument, revisions))?.revision.uri);
}

/** A command that fails says so once, in words. */
async function inWords(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    void window.showErrorMessage(`Migration Writer: ${error instanceof Error ? error.message : String(error)}`);
  }
}
