import { engineFor } from '../../engines/index.ts';
import type { Frontend } from '../../model/frontend.ts';
import type { Project, Workspace } from '../../model/workspace.ts';
import { frontendFor } from '../analyze.ts';
import { ofOneEngine } from '../one-engine.ts';
import { read, replay, spokenProject } from '../readings.ts';
import { targetOf } from './first-schema.ts';
import { graphProblems } from './graph-problems.ts';
import type { History } from './history.ts';
import { releasedIn } from './released.ts';
import { type Revision, revisionsOf } from './revisions.ts';

/** The revisions of one environment. */
export interface RevisionGraph {
  readonly project: Project;
  readonly frontend: Frontend;
  /** The folder of its migrations that holds the others, or else the first one. */
  readonly folder: string;
  /** The paths of all files that it was made from. */
  readonly files: ReadonlySet<string>;
  readonly history: History;
  readonly revisions: readonly Revision[];
  /** What is wrong with the graph as a whole, in sentences without a full stop. */
  readonly problems: readonly string[];
}

interface Asides {
  /** Awaited between files, so that nobody waits for all of them to be read. */
  readonly pause?: () => Promise<void>;
  /** Why a file has no text, as the end of a sentence that begins with its name. */
  readonly whyUnreadable?: (path: string) => Promise<string | undefined>;
}

/** The graphs of all environments that these migrations lie in, in the order in which they are first met. */
export async function revisionGraphs(
  paths: readonly string[],
  workspace: Workspace,
  asides: Asides = {},
): Promise<readonly RevisionGraph[]> {
  const seen = new Set<string>();
  const graphs: RevisionGraph[] = [];
  for (const path of paths) {
    if (seen.has(path)) continue;
    const graph = await revisionGraph(path, workspace, asides);
    // In a folder for several engines a file may be for another one than the rest.
    for (const each of graph?.files ?? []) seen.add(each);
    if (graph?.files.has(path)) graphs.push(graph);
  }
  return graphs;
}

/**
 * The graph of the environment of `path`, which is one of its migrations; undefined where it is no migration.
 */
async function revisionGraph(
  path: string,
  workspace: Workspace,
  { pause, whyUnreadable }: Asides = {},
): Promise<RevisionGraph | undefined> {
  const [found, siblings] = await Promise.all([workspace.project(path), workspace.migrations(path)]);
  const own = siblings.find((each) => each.path === path);
  const frontend = own && frontendFor(own, found);
  if (!own || !frontend) return undefined;
  const project = await spokenProject(path, found, frontend, siblings, workspace);
  const target = targetOf(project);
  const files = ofOneEngine(siblings, frontend, target);
  for (const each of files) {
    read(frontend, each, target);
    await pause?.();
  }
  const history = replay(frontend, siblings, target);
  const ground = { frontend, engine: engineFor(project.engine), environment: project.environment };
  const released = releasedIn(history, project.startAfter?.revision);
  const revisions = revisionsOf(history.graph, released);
  const lost = siblings.filter(({ text }) => text === '');
  const reasons = await Promise.all(lost.map(async (each) => [each.path, await whyUnreadable?.(each.path)] as const));
  const problems = graphProblems(revisions, history, ground, new Map(reasons));
  const paths = files.map((each) => each.path);
  const folder = folderOf(paths, project.environment.folders, path);
  return { project, frontend, folder, files: new Set(paths), history, revisions, problems };
}

/** What tells a graph from others of the same folder, as the end of a title. */
export function engineBehind({ folder, project }: RevisionGraph, graphs: readonly RevisionGraph[]): string {
  const isShared = graphs.filter((each) => each.folder === folder).length > 1;
  return isShared ? ` (${project.engine})` : '';
}

/** Where the files lie, unless that is more than one folder of the environment: then the first of its folders. */
function folderOf(files: readonly string[], folders: readonly string[], path: string): string {
  const [first = path.replace(/[\\/][^\\/]*$/, ''), ...others] = folders;
  const outermost = others.find((each) => isBelow(first, each)) ?? first;
  const common = files.map((each) => each.replace(/[\\/][^\\/]*$/, '')).reduce(shared, files[0] ?? path);
  return files.length > 1 && isBelow(common, outermost) ? common : outermost;
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder) && /^([\\/]|$)/.test(path.slice(folder.length));
}

/** The folders that two paths have in common. */
function shared(one: string, other: string): string {
  const [first, second] = [one.split(/(?=[\\/])/), other.split(/(?=[\\/])/)];
  const differ = first.findIndex((each, at) => each !== second[at]);
  return differ < 0 ? one : first.slice(0, differ).join('');
}
