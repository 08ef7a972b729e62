import { frontends } from '../frontends/index.ts';
import type { Frontend } from '../model/frontend.ts';
import type { Migration } from '../model/migration.ts';
import type { Schema } from '../model/schema.ts';
import type { Project, Workspace } from '../model/workspace.ts';
import { mayRunOn } from '../project/engine.ts';
import type { Source } from '../text.ts';
import { targetOf } from './history/first-schema.ts';
import type { History } from './history/history.ts';
import { read, replay, spokenProject } from './readings.ts';

/** Where new files would go, or why they cannot: behind a parent, or behind the one head. */
export function groundIn(near: Surroundings, parent: string | undefined): Ground | Problem {
  const { history } = near;
  if (parent !== undefined && !history.heads.includes(parent)) return groundBehind(parent, near);
  if (parent === undefined && history.heads.length > 1) {
    return {
      problem: `There are ${history.heads.length} heads (${history.heads.join(', ')}): merge them first with "alembic merge heads"`,
      heads: history.order.filter(({ id }) => id !== undefined && history.heads.includes(id)),
    };
  }
  const parents = parent === undefined ? history.heads : [parent];
  const schema = history.heads.length > 1 ? schemaBehind(parents, near) : history.latest;
  return { ...near, parents, schema, like: fileOf(parents[0], near) };
}

/** Behind all heads at once. */
export function groundBehindAll(near: Surroundings): Ground {
  const { heads, latest } = near.history;
  return { ...near, parents: heads, schema: latest, like: fileOf(heads[0], near) };
}

/** Behind a revision that others follow already, which begins a branch. */
function groundBehind(parent: string, near: Surroundings): Ground | Problem {
  if (near.frontend.link)
    return { problem: `Migrations of SQL run in the order of their files: a new one follows the last, not ${parent}` };
  const like = fileOf(parent, near);
  if (!like) return { problem: `There is no revision ${parent}` };
  return { ...near, parents: [parent], schema: schemaBehind([parent], near), like };
}

function schemaBehind(parents: readonly string[], { history }: Surroundings): Schema {
  const [one] = history.order;
  return one ? history.before({ ...one, parents, dependsOn: [] }) : history.latest;
}

/** What new files stand beside, or why none can. */
export async function surroundings(path: string, workspace: Workspace): Promise<Surroundings | Problem> {
  const [found, siblings] = await Promise.all([workspace.project(path), workspace.migrations(path)]);
  const frontend = frontends.find((each) => each.name === found.tool);
  if (!frontend) return { problem: `New migrations for ${found.tool} cannot be written yet` };
  const project = await spokenProject(path, found, frontend, siblings, workspace);
  if (project.environment.folders.length === 0) {
    return {
      problem: `No alembic.ini, no [tool.alembic] in pyproject.toml and no SQL files named as a migration tool names them were found near ${path}`,
    };
  }
  const target = targetOf(project);
  return { project, frontend, history: replay(frontend, siblings, target), siblings };
}

/** The file of a revision that new ones can be written like. */
export function fileOf(
  revision: string | undefined,
  { project, frontend, siblings }: Surroundings,
): Source | undefined {
  const target = targetOf(project);
  return siblings.find((each) => {
    const { id, undoes } = read(frontend, each, target);
    const isOurs = mayRunOn(frontend.engineOf?.(each.path) ?? project.engine, project.engine);
    return isOurs && undoes === undefined && id !== undefined && id === revision;
  });
}

/** Why nothing can be made, in a sentence for the user. */
export interface Problem {
  readonly problem: string;
  /** Where it is that several revisions are followed by none: these. */
  readonly heads?: readonly Migration[] | undefined;
}

export interface Surroundings {
  readonly project: Project;
  readonly frontend: Frontend;
  readonly history: History;
  readonly siblings: readonly Source[];
}

export interface Ground extends Surroundings {
  /** Ids of those that the new files follow. */
  readonly parents: readonly string[];
  /** What they leave behind. */
  readonly schema: Schema;
  /** Their file: its style is followed. */
  readonly like: Source | undefined;
}
