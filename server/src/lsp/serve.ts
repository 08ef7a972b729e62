import { CodeLensRefreshRequest, type Connection, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Pattern } from '../model/pattern.ts';
import { type Analyses, openAnalyses } from './analyses.ts';
import { answerRequests } from './answer.ts';
import { answerInitialize, type Client, clientOf, fetchSettings, registerAtClient, watch } from './client.ts';
import { type Guard, guardWith } from './guard.ts';
import type { Host } from './host.ts';
import { type Folders, openRevisions, type Revisions } from './revisions.ts';

/** The language server: it answers on this connection until the client closes it. */
export function serve(connection: Connection, host: Host, patterns: readonly Pattern[]): void {
  const log = (message: string) => {
    try {
      connection.console.error(message);
    } catch {
      // A client that is gone reads no log.
    }
  };
  const settings = { configured: Promise.resolve() };
  const ready = () => Promise.all([host.ready, settings.configured]);
  const common = { connection, host, documents: new TextDocuments(TextDocument), guard: guardWith(log), log };
  const folders: Folders = { uris: [] };
  const server: Server = {
    ...common,
    analyses: openAnalyses(host, ready, log, (path, diagnostics) => {
      void connection.sendDiagnostics({ uri: host.uriOf(path), diagnostics });
    }),
    revisions: openRevisions({ ...common, ready, folders }),
    client: clientOf({}),
    folders,
  };
  followClient(server, settings);
  followDocuments(server);
  answerRequests(server, patterns);
  server.documents.listen(connection);
  connection.listen();
}

/** What the parts of the server share. */
export interface Server {
  readonly connection: Connection;
  readonly host: Host;
  readonly documents: TextDocuments<TextDocument>;
  readonly analyses: Analyses;
  readonly revisions: Revisions;
  readonly guard: Guard;
  readonly log: (message: string) => void;
  /** Known once the client has introduced itself. */
  client: Client;
  /** The open folders, as the client names them. */
  readonly folders: Folders;
}

/** The client's introduction, its settings, its folders and what it sees on disk. */
function followClient(server: Server, settings: { configured: Promise<void> }): void {
  const { connection, host, guard, folders } = server;
  const configure = () => {
    settings.configured = guard('Reading the settings', undefined, async () => {
      if (!server.client.hasConfiguration) return;
      const placed = folders.uris.flatMap((uri) => ({ uri, path: host.pathOf(uri) ?? uri }));
      for (const each of host.configure(await fetchSettings(connection, placed)))
        connection.console.warn(`Settings: ${each}`);
    });
    return settings.configured;
  };
  connection.onInitialize(({ capabilities, workspaceFolders, initializationOptions }) => {
    server.client = clientOf(capabilities, initializationOptions);
    folders.uris = (workspaceFolders ?? []).map(({ uri }) => uri);
    return answerInitialize(server.client);
  });
  connection.onInitialized(() => {
    void configure();
    void guard('Registering at the client', undefined, () => registerAtClient(connection, server.client));
    host.whenMentionsAreFound(() => refresh(server));
    host.whenStatsFileIsRead((path) => {
      void guard('Registering at the client', undefined, () => watch(connection, server.client, host.uriOf(path)));
    });
    if (!server.client.hasFolders) return;
    connection.workspace.onDidChangeWorkspaceFolders(async ({ added, removed }) => {
      const kept = folders.uris.filter((uri) => !removed.some((each) => each.uri === uri));
      folders.uris = [...kept, ...added.map(({ uri }) => uri)];
      await configure();
      refresh(server);
    });
  });
  connection.onDidChangeConfiguration(async () => {
    await configure();
    refresh(server);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (host.changedOnDisk(changes.flatMap(({ uri }) => host.pathOf(uri) ?? []))) refresh(server);
  });
}

function followDocuments(server: Server): void {
  const { connection, host, documents, analyses } = server;
  documents.onDidChangeContent(({ document }) => {
    const path = host.pathOf(document.uri);
    if (path !== undefined) host.overlay(path, document.getText());
    // What one migration does is what the next ones meet.
    analyses.invalidate();
    server.revisions.changed();
    if (!server.client.pullsDiagnostics) void push(server, document);
  });
  documents.onDidClose(({ document: { uri } }) => {
    const path = host.pathOf(uri);
    if (path !== undefined) host.overlay(path, undefined);
    analyses.invalidate();
    server.revisions.changed();
    analyses.forget(uri);
    if (!server.client.pullsDiagnostics) void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
  documents.onDidSave(({ document }) => {
    if (server.client.pullsDiagnostics) return;
    for (const each of documents.all()) if (each.uri !== document.uri) void push(server, each);
  });
}

/** Everything on screen may have to be said anew. */
function refresh(server: Server): void {
  server.analyses.invalidate();
  server.revisions.invalidate();
  server.revisions.changed();
  void server.guard('Refreshing the lenses and hints', undefined, async () => {
    if (server.client.refreshesLenses) await server.connection.sendRequest(CodeLensRefreshRequest.type);
    if (server.client.refreshesHints) await server.connection.languages.inlayHint.refresh();
  });
  if (!server.client.pullsDiagnostics) for (const each of server.documents.all()) void push(server, each);
  else if (server.client.refreshesDiagnostics) server.connection.languages.diagnostics.refresh();
}

function push(server: Server, document: TextDocument): Promise<void> {
  const { connection, documents, analyses, guard } = server;
  const { uri, version } = document;
  const isCurrent = () => documents.get(uri)?.version === version;
  return guard(`Diagnostics of ${uri}`, undefined, async () => {
    await changesArrived();
    if (!isCurrent()) return;
    const diagnostics = await analyses.diagnostics(document, () => void push(server, document));
    if (isCurrent()) await connection.sendDiagnostics({ uri, version, diagnostics });
  });
}

/** Changes that wait in the queue already are taken in first, so that only the last of them is worked on. */
export function changesArrived(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
