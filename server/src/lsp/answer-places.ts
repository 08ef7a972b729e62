import type {
  CodeLens,
  CompletionList,
  DocumentSymbol,
  InlayHint,
  Location,
  WorkspaceSymbol,
} from 'vscode-languageserver';
import type { Analysis } from '../analysis/analyze.ts';
import { type Lens, lensesOf } from '../analysis/lens.ts';
import { lockHints } from '../analysis/lock-hints.ts';
import { completions } from './completion.ts';
import { linesOf } from './convert.ts';
import { definitions, references, symbols } from './navigation.ts';
import type { Server } from './serve.ts';
import { workspaceSymbols } from './workspace-symbols.ts';

/** Registers what the server says of the places of an open migration, beside diagnostics and their fixes. */
export function answerPlaces(server: Server): void {
  const { connection, host, documents, analyses, guard } = server;
  const on = <T>(what: string, uri: string, otherwise: T, work: (analysis: Analysis) => T | Promise<T>): Promise<T> =>
    guard(`${what} in ${uri}`, otherwise, async () => {
      const document = documents.get(uri);
      const analysis = document && (await analyses.of(document));
      return analysis ? work(analysis) : otherwise;
    });
  const lenses = new Map<string, readonly Lens[]>();
  documents.onDidClose(({ document }) => lenses.delete(document.uri));

  connection.onCompletion(({ textDocument: { uri }, position, context }) =>
    on<CompletionList | null>('Completion', uri, null, (analysis) =>
      completions(analysis, linesOf(analysis.source.text).offset(position), context?.triggerCharacter, server.client),
    ),
  );
  connection.onDefinition(({ textDocument: { uri }, position }) =>
    on<Location[]>('Definition', uri, [], (analysis) =>
      definitions(analysis, linesOf(analysis.source.text).offset(position), host),
    ),
  );
  connection.onReferences(({ textDocument: { uri }, position, context }) =>
    on<Location[]>('References', uri, [], (analysis) =>
      references(analysis, linesOf(analysis.source.text).offset(position), context.includeDeclaration, host),
    ),
  );
  connection.onDocumentSymbol(({ textDocument: { uri } }) => on<DocumentSymbol[]>('Symbols', uri, [], symbols));
  connection.onWorkspaceSymbol(({ query }) =>
    guard<WorkspaceSymbol[]>(`Symbols like ${query}`, [], () => workspaceSymbols(query, server)),
  );
  connection.onCodeLens(({ textDocument: { uri } }) =>
    on<CodeLens[]>('Code lens', uri, [], (analysis) => {
      const found = lensesOf(analysis);
      // Half-typed code must not make them flicker.
      const isWhole = analysis.migration.errors.length === 0;
      const before = lenses.get(uri);
      const shown =
        isWhole || !before || found.length === 0
          ? found
          : before.map((each) => ({ ...each, span: found[0]?.span ?? each.span }));
      lenses.set(uri, shown);
      const lines = linesOf(analysis.source.text);
      return shown.map(({ span, title, opens }) => ({
        range: lines.range(span),
        command: { title, command: commands[opens], arguments: [uri] },
      }));
    }),
  );
  connection.languages.inlayHint.on(({ textDocument: { uri }, range }) =>
    on<InlayHint[]>('Inlay hints', uri, [], (analysis) => {
      const lines = linesOf(analysis.source.text);
      return lockHints(analysis, lines.span(range)).map(({ offset, text, whole, meaning }) => ({
        position: lines.range({ start: offset, end: offset }).start,
        label: text,
        tooltip: `${whole}: ${meaning}`,
        paddingLeft: true,
      }));
    }),
  );
}

/** Those of the client, which take the address of a migration. */
const commands: Readonly<Record<Lens['opens'], string>> = {
  report: 'migrationWriter.showRiskReport',
  merge: 'migrationWriter.mergeHeads',
};
