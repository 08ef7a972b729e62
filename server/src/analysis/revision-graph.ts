import { engineFor } from '../engines/index.ts';
import { frontends } from '../frontends/index.ts';
import type { Frontend } from '../model/frontend.ts';
import type { Project, Workspace } from '../model/workspace.ts';
import { graphProblems } from './graph-problems.ts';
import type { History } from './history.ts';
import { ofOneEngine } from './one-engine.ts';
import { read, replay, spokenProject } from './readings.ts';
import { type Revision, revisionsOf } from './revisions.ts';

/** The revisions of one environment. */
export interface RevisionGraph {
  readonly project: Project;
  readonly frontend: Frontend;
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

/**
 * The graph of the environment of `path`, which is one of its migrations; undefined where it is no migration.
 */
export async function revisionGraph(
  path: string,
  workspace: Workspace,
  { pause, whyUnreadable }: Asides = {},
): Promise<RevisionGraph | undefined> {
  const [found, siblings] = await Promise.all([workspace.project(path), workspace.migrations(path)]);
  const own = siblings.find((each) => each.path === path);
  const frontend =
    frontends.find((each) => own && each.claims(own)) ??
    frontends.find((each) => each.name === found.tool && each.accepts(path));
  if (!own || !frontend) return undefined;
  const project = await spokenProject(path, found, frontend, siblings, workspace);
  const target = { engine: project.engine, version: project.engineVersion };
  for (const each of ofOneEngine(siblings, frontend, target)) {
    read(frontend, each, target);
    await pause?.();
  }
  const history = replay(frontend, siblings, target);
  const ground = { frontend, engine: engineFor(project.engine), environment: project.environment };
  const revisions = revisionsOf(history.graph);
  const lost = siblings.filter(({ text }) => text === '');
  const reasons = await Promise.all(lost.map(async (each) => [each.path, await whyUnreadable?.(each.path)] as const));
  const problems = graphProblems(revisions, history, ground, new Map(reasons));
  return { project, frontend, history, revisions, problems };
}
