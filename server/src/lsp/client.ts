import {
  type ClientCapabilities,
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { completionTriggers } from './completion.ts';
import type { EditSupport } from './convert.ts';

/** What the server makes use of, of all that a client may be able to do. */
export interface Client extends EditSupport {
  readonly pullsDiagnostics: boolean;
  readonly refreshesDiagnostics: boolean;
  /** It asks for the diagnostics of all files where its user wants them, and not again and again because it can. */
  readonly checksOnRequest: boolean;
  readonly refreshesLenses: boolean;
  readonly refreshesHints: boolean;
  /** It shows more than the label of each completion in the list, and not of the chosen one only. */
  readonly detailsInLabels: boolean;
  readonly hasConfiguration: boolean;
  readonly registersConfiguration: boolean;
  readonly watchesFiles: boolean;
  readonly hasFolders: boolean;
}

export function clientOf({ workspace, textDocument }: ClientCapabilities, options?: unknown): Client {
  const edit = workspace?.workspaceEdit;
  return {
    documentChanges: edit?.documentChanges === true,
    createsFiles: edit?.resourceOperations?.includes('create') === true,
    annotations: edit?.changeAnnotationSupport !== undefined,
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    checksOnRequest: hasOption(options, 'workspaceDiagnostics', 'on request'),
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesHints: workspace?.inlayHint?.refreshSupport === true,
    detailsInLabels: textDocument?.completion?.completionItem?.labelDetailsSupport === true,
    hasConfiguration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    hasFolders: workspace?.workspaceFolders === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
  };
}

function hasOption(options: unknown, name: string, value: string): boolean {
  if (typeof options !== 'object' || options === null) return false;
  return Object.entries(options).some(([key, each]) => key === name && each === value);
}

/** Diagnostics are pulled by a client that can, and pushed to the others: never both. */
export function answerInitialize(client: Client): InitializeResult {
  return {
    serverInfo: { name: 'migration-writer' },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
      hoverProvider: true,
      definitionProvider: true,
      referencesProvider: true,
      documentSymbolProvider: true,
      workspaceSymbolProvider: true,
      codeLensProvider: {},
      inlayHintProvider: true,
      completionProvider: { triggerCharacters: [...completionTriggers] },
      codeActionProvider: {
        codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, CodeActionKind.Refactor],
      },
      ...(client.pullsDiagnostics
        ? {
            diagnosticProvider: {
              identifier: 'migration-writer',
              interFileDependencies: true,
              workspaceDiagnostics: !client.checksOnRequest,
            },
          }
        : {}),
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}

/** Asks the client to say when files and settings change. */
export async function registerAtClient(connection: Connection, client: Client): Promise<void> {
  if (client.registersConfiguration) {
    await connection.client.register(DidChangeConfigurationNotification.type, { section: 'migrationWriter' });
  }
  if (client.watchesFiles) {
    const watchers = [
      ...['**/*.py', '**/*.sql', '**/*.sql.conf', '**/metadata.toml'],
      ...['**/alembic.ini', '**/pyproject.toml', '**/.migration-writer.json', '**/.migration-writer/tables.json'],
      ...[
        '**/*compose*.{yml,yaml}',
        '**/Dockerfile*',
        '**/.github/workflows/*.{yml,yaml}',
        '**/.gitlab-ci.yml',
        '**/*.tf',
      ],
      ...[
        '**/{CLAUDE,AGENTS}.md',
        '**/.claude/memory.md',
        '**/requirements*.txt',
        '**/.env*',
        '**/{go.mod,Cargo.toml}',
      ],
    ];
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: watchers.map((globPattern) => ({ globPattern })),
    });
  }
}

/** Asks for one more file; its name will do, wherever it lies. */
export async function watch(connection: Connection, client: Client, uri: string): Promise<void> {
  if (!client.watchesFiles) return;
  const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
  await connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: [{ globPattern: `**/${name.replace(/[*?{}[\]]/g, '?')}` }],
  });
}

/** The editor's settings by the folder they are for; '' stands for whatever lies in no folder. */
export async function fetchSettings(
  connection: Connection,
  folders: readonly { readonly uri: string; readonly path: string }[],
): Promise<ReadonlyMap<string, unknown>> {
  const section = 'migrationWriter';
  const items = [{ section }, ...folders.map(({ uri }) => ({ scopeUri: uri, section }))];
  const values: readonly unknown[] = await connection.workspace.getConfiguration(items);
  return new Map(['', ...folders.map(({ path }) => path)].map((path, index) => [path, values[index]]));
}
