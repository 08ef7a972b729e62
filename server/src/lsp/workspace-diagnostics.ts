import { createHash } from 'node:crypto';
import {
  type CancellationToken,
  type Diagnostic,
  type DiagnosticServerCancellationData,
  LSPErrorCodes,
  ResponseError,
  type ResultProgressReporter,
  type WorkDoneProgressReporter,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDiagnosticReportPartialResult,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { analyze } from '../analysis/analyze.ts';
import { diagnosticOf, linesOf, refusalDiagnostic } from './convert.ts';
import type { Host } from './host.ts';
import type { Server } from './serve.ts';

/** How the client follows the work, and ends it. */
export interface Following {
  readonly token: CancellationToken;
  readonly progress: WorkDoneProgressReporter;
  readonly parts: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined;
}

/**
 * The diagnostics of all migrations of the open folders, file by file, so that other requests are answered in between. What is
 * as the client knows it already is not sent again.
 */
export async function workspaceDiagnostics(
  { previousResultIds }: WorkspaceDiagnosticParams,
  server: Server,
  { token, progress, parts }: Following,
): Promise<WorkspaceDiagnosticReport | ResponseError<DiagnosticServerCancellationData>> {
  const known = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
  progress.begin('Checking migrations', 0, undefined, true);
  try {
    const migrations = await migrationsOf(server);
    const files = [...migrations, ...(await scriptsOf(migrations, server))];
    const waiting: WorkspaceDocumentDiagnosticReport[] = [];
    for (const [at, path] of files.entries()) {
      if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled');
      if (at % each === 0) progress.report(Math.floor((100 * at) / files.length), `${at} of ${files.length}`);
      const uri = server.host.uriOf(path);
      const found = await server.guard(`Diagnostics of ${uri}`, undefined, () => diagnosticsOf(path, uri, server));
      if (found) waiting.push(reportOf(uri, found, known.get(uri)));
      if (parts && waiting.length >= each) parts.report({ items: waiting.splice(0) });
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (!parts) return { items: waiting };
    parts.report({ items: waiting });
    return { items: [] };
  } finally {
    progress.done();
  }
}

/** Files between two messages to the client. */
const each = 20;

/** The migrations of the open folders, and beside those of the open files. */
export async function migrationsOf({ host, folders, documents }: Server): Promise<readonly string[]> {
  await host.ready;
  const roots = folders.uris.flatMap((uri) => host.pathOf(uri) ?? []);
  const open = documents.all().flatMap(({ uri }) => host.pathOf(uri) ?? []);
  const files = await Promise.all([...new Set([...roots, ...open])].map((path) => host.migrationFiles(path)));
  return [...new Set(files.flat())].sort();
}

/** The programs around these migrations, each once: env.py has findings of its own. */
async function scriptsOf(migrations: readonly string[], { host }: Server): Promise<readonly string[]> {
  const firstOf = new Map(migrations.map((path) => [path.replace(/[\\/][^\\/]*$/, ''), path]));
  const scripts = await Promise.all([...firstOf.values()].map((path) => host.script?.(path)));
  const paths = new Set(scripts.flatMap((each) => (each ? [each.path] : [])));
  return [...paths].filter((path) => !migrations.includes(path)).sort();
}

interface Found {
  readonly version: number | null;
  readonly items: Diagnostic[];
}

/** What is open is told as the editor has it, and all others as the disk does. */
async function diagnosticsOf(path: string, uri: string, server: Server): Promise<Found | undefined> {
  const { host, documents, analyses } = server;
  const document = documents.get(uri);
  if (document) return { version: document.version, items: await analyses.diagnostics(document) };
  const items = await onDisk(path, host);
  return items && { version: null, items };
}

async function onDisk(path: string, host: Host): Promise<Diagnostic[] | undefined> {
  const siblings = await host.migrations(path);
  const script = await host.script?.(path);
  const source = siblings.find((each) => each.path === path) ?? (script?.path === path ? script : undefined);
  if (!source) return undefined;
  const refusal = host.refusal(source);
  if (refusal !== undefined) return [refusalDiagnostic(refusal)];
  const analysis = await analyze(source, host);
  const lines = linesOf(source.text);
  const others = [...siblings, ...(analysis?.mentioned ?? [])];
  return analysis?.findings.map((finding) => diagnosticOf(finding, lines, host, others));
}

function reportOf(
  uri: string,
  { version, items }: Found,
  before: string | undefined,
): WorkspaceDocumentDiagnosticReport {
  const resultId = createHash('sha1').update(JSON.stringify(items)).digest('hex').slice(0, 16);
  if (resultId === before) return { kind: 'unchanged', uri, version, resultId };
  return { kind: 'full', uri, version, resultId, items };
}
