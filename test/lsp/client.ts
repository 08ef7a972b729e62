import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeActionContext,
  CodeActionRequest,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  LogMessageNotification,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { createConnection, createProtocolConnection } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { engines } from '../../server/src/engines/index.ts';
import type { Host } from '../../server/src/lsp/host.ts';
import { serve } from '../../server/src/lsp/serve.ts';
import { openHost } from '../../server/src/node/host.ts';
import { patterns } from '../../server/src/plans/index.ts';
import { rules } from '../../server/src/rules/index.ts';

/** What VS Code can do with the edits of a code action. */
export const editing: ClientCapabilities = {
  workspace: {
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create', 'rename', 'delete'],
      changeAnnotationSupport: {},
    },
  },
};

/** A server and a client in this process, talking the protocol through two streams. */
export async function connect(
  capabilities: ClientCapabilities = editing,
  settings: unknown = {},
  alter: (host: Host) => Host = (host) => host,
) {
  const up = new PassThrough();
  const down = new PassThrough();
  const server = createConnection(up, down);
  // However slow the machine is, all is said at once.
  const host = { ...openHost({ rules: rules.map((rule) => rule.id), engines }), patience: undefined };
  serve(server, alter(host), patterns);
  const connection = createProtocolConnection(down, up);
  onTestFinished(() => {
    connection.dispose();
    server.dispose();
  });
  return client(connection, capabilities, settings);
}

/** A client on any connection, introduced to its server. */
export async function client(connection: ProtocolConnection, capabilities: ClientCapabilities, settings: unknown) {
  const pushed = new Map<
    string,
    { readonly version: number | undefined; readonly diagnostics: readonly Diagnostic[] }
  >();
  const waiting = new Set<() => void>();
  const logged: string[] = [];
  const registered: string[] = [];
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, version, diagnostics }) => {
    pushed.set(uri, { version, diagnostics });
    for (const wake of waiting) wake();
  });
  connection.onNotification(LogMessageNotification.type, ({ message }) => {
    logged.push(message);
  });
  connection.onRequest('workspace/configuration', ({ items }: { items: readonly unknown[] }) =>
    items.map(() => settings),
  );
  connection.onRequest('client/registerCapability', (asked: unknown) => {
    registered.push(JSON.stringify(asked));
    return null;
  });
  connection.listen();
  const introduced = await connection.sendRequest(InitializeRequest.type, {
    processId: null,
    rootUri: null,
    capabilities,
    workspaceFolders: null,
  });
  await connection.sendNotification(InitializedNotification.type, {});

  const open = async (path: string, text: string, languageId = 'python') => {
    const uri = path.startsWith('untitled:') ? path : pathToFileURL(path).href;
    let document = TextDocument.create(uri, languageId, 1, text);
    const identifier = { uri };
    await connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
    const actions = async (word: string, context: Partial<CodeActionContext> = {}): Promise<readonly CodeAction[]> => {
      const found = await connection.sendRequest(CodeActionRequest.type, {
        textDocument: identifier,
        range: rangeOf(document, word),
        context: { diagnostics: [], ...context },
      });
      return (found ?? []).flatMap((each) => ('edit' in each ? [each] : []));
    };
    return {
      uri,
      text: () => document.getText(),
      /** Replaces the only occurrence of `old`, as typing does. */
      async type(old: string, by: string) {
        const at = document.getText().indexOf(old);
        if (at < 0) throw new Error(`there is no ${old}`);
        const range = { start: document.positionAt(at), end: document.positionAt(at + old.length) };
        const change = { range, text: by };
        document = TextDocument.update(document, [change], document.version + 1);
        await connection.sendNotification(DidChangeTextDocumentNotification.type, {
          textDocument: { uri, version: document.version },
          contentChanges: [change],
        });
      },
      /** The next thing that is pushed, whatever for. */
      async pushedNext(after: () => Promise<void>): Promise<readonly Diagnostic[]> {
        const before = pushed.get(uri);
        await after();
        for (;;) {
          const found = pushed.get(uri);
          if (found !== undefined && found !== before) return found.diagnostics;
          await new Promise<void>((wake) => waiting.add(wake));
        }
      },
      /** What was pushed for the text as it is now. */
      async pushed(): Promise<readonly Diagnostic[]> {
        for (;;) {
          const found = pushed.get(uri);
          if (found?.version === document.version) return found.diagnostics;
          await new Promise<void>((wake) => waiting.add(wake));
        }
      },
      async pulled(): Promise<readonly Diagnostic[]> {
        const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: identifier });
        return 'items' in report ? report.items : [];
      },
      hover: (word: string) =>
        connection.sendRequest(HoverRequest.type, {
          textDocument: identifier,
          position: rangeOf(document, word).start,
        }),
      actions,
      /** Those that mend a finding. */
      fixes: async (...asked: Parameters<typeof actions>) =>
        (await actions(...asked)).filter(({ title }) => !title.startsWith('Ignore ')),
    };
  };
  /** What was pushed last for any file. */
  const pushedFor = (uri: string) => pushed.get(uri)?.diagnostics;
  return { connection, introduced, open, logged, registered, pushedFor };
}

/** The files as they are after the edit: those that it touches. */
export function apply(
  edit: WorkspaceEdit | undefined,
  texts: Readonly<Record<string, string>>,
): Record<string, string> {
  const after: Record<string, string> = {};
  const current = (uri: string) => TextDocument.create(uri, '', 0, after[uri] ?? texts[uri] ?? '');
  for (const [uri, edits] of Object.entries(edit?.changes ?? {}))
    after[uri] = TextDocument.applyEdits(current(uri), edits);
  for (const change of edit?.documentChanges ?? []) {
    if ('edits' in change) {
      const edits = change.edits.flatMap((each) => ('newText' in each ? [each] : []));
      after[change.textDocument.uri] = TextDocument.applyEdits(current(change.textDocument.uri), edits);
    } else if (change.kind === 'create') after[change.uri] = '';
  }
  return after;
}

function rangeOf(document: TextDocument, word: string): Range {
  const at = document.getText().indexOf(word);
  if (at < 0) throw new Error(`there is no ${word}`);
  return { start: document.positionAt(at), end: document.positionAt(at + word.length) };
}
