import { SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver';
import { revisionGraphs } from '../analysis/history/revision-graph.ts';
import { namesMatching } from '../analysis/names/workspace-names.ts';
import { linesOf } from './convert.ts';
import type { Server } from './serve.ts';
import { migrationsOf } from './workspace-diagnostics.ts';

/** The migrations and tables of the open folders whose names match. */
export async function workspaceSymbols(query: string, server: Server): Promise<WorkspaceSymbol[]> {
  const { host } = server;
  const graphs = await revisionGraphs(await migrationsOf(server), host);
  const found = await Promise.all(
    graphs.map(async ({ history, files: [first = ''] }) => {
      const sources = await host.migrations(first);
      const texts = new Map(sources.map(({ path, text }) => [path, text]));
      return namesMatching(query, history, sources).map(({ kind, name, within, path, span }) => ({
        name,
        kind: kind === 'table' ? SymbolKind.Struct : SymbolKind.Event,
        containerName: within,
        location: { uri: host.uriOf(path), range: linesOf(texts.get(path) ?? '').range(span) },
      }));
    }),
  );
  return found.flat();
}
