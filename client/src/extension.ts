import { commands, type ExtensionContext, window } from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';
import { newMigration } from './commands/new-migration.ts';
import { provideReports, showRiskReport } from './commands/risk-report.ts';
import { createWithContents } from './new-files.ts';
import type { Server } from './server.ts';

type Command = (server: Server, argument: unknown) => Promise<void>;

/** Every command of package.json, by its id. */
const table: Readonly<Record<string, Command>> = {
  'migrationWriter.newMigration': newMigration,
  'migrationWriter.showRiskReport': showRiskReport,
};

export async function activate(context: ExtensionContext): Promise<void> {
  const server = new LanguageClient('migrationWriter', 'Migration Writer', launch(context), options);
  context.subscriptions.push(server, provideReports(server));
  for (const [id, command] of Object.entries(table)) {
    context.subscriptions.push(commands.registerCommand(id, (argument: unknown) => run(command, server, argument)));
  }
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
  middleware: createWithContents,
};

function launch(context: ExtensionContext): ServerOptions {
  const module = context.asAbsolutePath('dist/server.js');
  return {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
  };
}

/** A command that fails says so once, in words. */
async function run(command: Command, server: Server, argument: unknown): Promise<void> {
  try {
    await command(server, argument);
  } catch (error) {
    void window.showErrorMessage(`Migration Writer: ${error instanceof Error ? error.message : String(error)}`);
  }
}
