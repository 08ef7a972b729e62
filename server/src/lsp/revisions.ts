import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { analyze } from '../analysis/analyze.ts';
import { lanesOf } from '../analysis/history/lanes.ts';
import { engineBehind, type RevisionGraph as Found, revisionGraphs } from '../analysis/history/revision-graph.ts';
import {
  type RevisionGraph,
  type RevisionGraphs,
  type RevisionInfo,
  type Risk,
  type Risks,
  type RisksOf,
  revisionGraphsChanged,
} from '../protocol.ts';
import type { Source } from '../text.ts';
import type { Guard } from './guard.ts';
import type { Host } from './host.ts';

/** The revision graphs of the open folders, and what their revisions risk. */
export interface Revisions {
  graphs(): Promise<RevisionGraphs>;
  risks(asked: RisksOf): Promise<Risks>;
  /** Something may have changed that a graph rests on: the client is told, a little later, if one really did. */
  changed(): void;
  /** Something may have changed that only the risks rest on. */
  invalidate(): void;
}

/** The open folders, as the client names them. */
export interface Folders {
  uris: readonly string[];
}

interface Ground {
  readonly connection: Connection;
  readonly host: Host;
  readonly documents: TextDocuments<TextDocument>;
  readonly guard: Guard;
  readonly ready: () => Promise<unknown>;
  readonly folders: Folders;
}

export function openRevisions(ground: Ground): Revisions {
  const { host, connection, guard, ready } = ground;
  const newest = inOrder(() => graphsOf(ground));
  let asked = false;
  let known: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let risks = new Map<string, KnownRisk>();
  const tell = () =>
    guard('The revision graphs', undefined, async () => {
      const made = JSON.stringify(await newest());
      if (made === known) return;
      known = made;
      later(settling);
      await connection.sendNotification(revisionGraphsChanged);
    });
  const later = (delay: number) => {
    clearTimeout(timer);
    // A client that has gone needs no answer.
    timer = setTimeout(() => void tell().catch(() => undefined), delay);
    timer.unref();
  };
  return {
    async graphs() {
      asked = true;
      const made = await newest();
      known = JSON.stringify(made);
      return made;
    },
    async risks({ uris }) {
      await ready();
      const found: (Risk | null)[] = [];
      for (const uri of uris) {
        found.push(await riskOf(uri, host, risks));
        await pause();
      }
      return { risks: found };
    },
    changed() {
      // Nobody who has not asked for a graph needs to hear of it.
      if (!asked) return;
      later(quiet);
    },
    invalidate() {
      risks = new Map();
    },
  };
}

/**
 * One after the other, each begun when it was asked for or later: who looks after a change is not overtaken by who had begun
 * before it, whose answer may hold but some of the files. All that wait share one.
 */
function inOrder<T>(make: () => Promise<T>): () => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  return () => {
    next ??= last.then(() => {
      next = undefined;
      return make();
    });
    last = next.catch(() => undefined);
    return next;
  };
}

/** Milliseconds without a change before the graphs are looked at again. */
const quiet = 400;

/**
 * Milliseconds after which graphs that have become others are looked at once more: of many files that come at once with
 * their folder, editors do not hear of all. By then the disk is read again.
 */
const settling = 6000;

/** Requests that wait are answered first. */
function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function graphsOf({ host, folders, documents, ready }: Ground): Promise<RevisionGraphs> {
  await ready();
  const roots = folders.uris.flatMap((uri) => host.pathOf(uri) ?? []);
  const open = documents.all().flatMap(({ uri }) => host.pathOf(uri) ?? []);
  const files = await Promise.all([...new Set([...roots, ...open])].map((each) => host.migrationFiles(each)));
  const asides = { pause: inSlices(), whyUnreadable: host.whyUnreadable };
  const graphs = await revisionGraphs([...new Set(files.flat())], host, asides);
  return { graphs: graphs.map((each) => graphInfo(each, engineBehind(each, graphs), roots, host)) };
}

/** A pause once in a while. */
function inSlices(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < slice) return;
    await pause();
    since = performance.now();
  };
}

/** Milliseconds of work at a time. */
const slice = 15;

function graphInfo(graph: Found, engine: string, roots: readonly string[], host: Host): RevisionGraph {
  const drawn = lanesOf(graph.revisions);
  const [first = graph.folder] = graph.files;
  const { config, section, script } = graph.project.environment;
  return {
    title: `${titleOf(graph.folder, roots)}${engine}`,
    tool: graph.frontend.name,
    uri: host.uriOf(first),
    ...(config !== undefined && { config: host.uriOf(config) }),
    ...(section !== undefined && { section }),
    ...(script !== undefined && { script: host.uriOf(script) }),
    problems: graph.problems,
    revisions: graph.revisions.map(({ migration, ...rest }, row): RevisionInfo => {
      const { id, title, path: file, labels, created } = migration;
      return {
        ...(id !== undefined && { id }),
        ...(title !== undefined && { title }),
        ...(created !== undefined && { created }),
        ...{ uri: host.uriOf(file), labels, ...rest, lane: 0, lines: [] },
        ...drawn[row],
      };
    }),
  };
}

/** The path of the folder below the one that is open; a folder only called `versions` goes by the one above it. */
function titleOf(folder: string, roots: readonly string[]): string {
  const root = roots.find((each) => folder.startsWith(each)) ?? '';
  const below = folder.slice(root.length).replace(/^[\\/]+|[\\/]versions$/g, '');
  return below.replaceAll('\\', '/') || folder;
}

interface KnownRisk {
  readonly source: Source;
  readonly siblings: readonly Source[];
  readonly project: string;
  readonly risk: Risk | null;
}

/** Kept as long as the file, its neighbours and what is known of the project stay the same. */
async function riskOf(uri: string, host: Host, known: Map<string, KnownRisk>): Promise<Risk | null> {
  const path = host.pathOf(uri);
  if (path === undefined) return null;
  const [siblings, found] = [await host.migrations(path), await host.project(path)];
  const source = siblings.find((each) => each.path === path);
  if (!source || (await host.whyUnreadable(path)) !== undefined) return null;
  const project = JSON.stringify({ ...found, evidence: undefined });
  const before = known.get(path);
  if (before?.source === source && before.siblings === siblings && before.project === project) return before.risk;
  const analysis = await analyze(source, host);
  const count = (severity: string) => analysis?.findings.filter((each) => each.severity === severity).length ?? 0;
  const risk = analysis
    ? { level: analysis.assessment.risk, errors: count('error'), warnings: count('warning') }
    : null;
  known.set(path, { source, siblings, project, risk });
  return risk;
}
