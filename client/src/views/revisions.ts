import { commands, type Disposable, type Event, EventEmitter, Uri, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { RevisionGraph, Risk } from '../../../server/src/protocol.ts';
import { graphsChanged, graphsOf, risksOf } from '../server.ts';
import { headsOf } from './revision-words.ts';

/** The revision graphs of the workspace and what is known of their risks, for all views. */
export interface Revisions extends Disposable {
  /** As the server has them now, asked once for all who want them. */
  graphs(): Promise<readonly RevisionGraph[]>;
  /** What was found last, while it is not asked anew. */
  riskNow(uri: string): Risk | null | undefined;
  /** The risks of these files; those that are known and current are not asked again. */
  risks(uris: readonly string[]): Promise<readonly (readonly [uri: string, risk: Risk | null])[]>;
  /** Asks everything anew. */
  refresh(): void;
  /** The graphs or the risks may be others now. */
  readonly onDidChange: Event<void>;
}

export function openRevisions(server: Pick<LanguageClient, 'sendRequest' | 'onNotification'>): Revisions {
  const changed = new EventEmitter<void>();
  let asked: Promise<readonly RevisionGraph[]> | undefined;
  const known = new Map<string, Risk | null>();
  let current = new Set<string>();
  let files = new Set<string>();
  const forget = () => {
    asked = undefined;
    current = new Set();
    changed.fire();
  };
  const ask = async () => {
    const { graphs } = await server.sendRequest(graphsOf);
    const isSplit = graphs.some((graph) => headsOf(graph).length > 1);
    void commands.executeCommand('setContext', 'migrationWriter.severalHeads', isSplit);
    const hasAlembic = graphs.some(({ tool }) => tool === 'alembic');
    void commands.executeCommand('setContext', 'migrationWriter.hasAlembic', hasAlembic);
    files = new Set(graphs.flatMap((graph) => graph.revisions.map(({ uri }) => Uri.parse(uri).toString())));
    return graphs.filter(({ revisions }) => revisions.length > 0);
  };
  /** An answer that was overtaken by a change is none. */
  const latest = async (): Promise<readonly RevisionGraph[]> => {
    asked ??= ask();
    const mine = asked;
    try {
      const graphs = await mine;
      return mine === asked ? graphs : latest();
    } catch (error) {
      if (mine === asked) asked = undefined;
      throw error;
    }
  };
  const listeners = [
    server.onNotification(graphsChanged, forget),
    // A graph stays what it is when an upgrade gets another step; its risk does not.
    workspace.onDidSaveTextDocument(({ uri }) => {
      if (files.has(uri.toString())) forget();
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('migrationWriter')) forget();
    }),
  ];
  return {
    onDidChange: changed.event,
    refresh: forget,
    riskNow: (uri) => known.get(uri),
    graphs: latest,
    async risks(uris) {
      const generation = current;
      const unknown = uris.filter((uri) => !current.has(uri));
      const answer = unknown.length > 0 ? await server.sendRequest(risksOf, { uris: unknown }) : { risks: [] };
      for (const [index, uri] of unknown.entries()) {
        known.set(uri, answer.risks[index] ?? null);
        generation.add(uri);
      }
      return uris.map((uri) => [uri, known.get(uri) ?? null] as const);
    },
    dispose: () => {
      for (const each of [...listeners, changed]) each.dispose();
    },
  };
}
