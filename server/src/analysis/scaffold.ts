import { engineFor } from '../engines/index.ts';
import { frontends } from '../frontends/index.ts';
import type { Frontend } from '../model/frontend.ts';
import type { Answers } from '../model/pattern.ts';
import type { Project, Workspace } from '../model/workspace.ts';
import { misnamed } from '../plans/answers.ts';
import { patterns } from '../plans/index.ts';
import { mayRunOn } from '../project/engine.ts';
import type { Source } from '../text.ts';
import { filesOf } from './change.ts';
import type { History } from './history.ts';
import { phasesFor } from './possible.ts';
import { read, replay, spokenProject } from './readings.ts';

export interface Scaffolded {
  /** In the order in which they run; nothing has been written. */
  readonly files: readonly Source[];
}

/** Why nothing can be made, in a sentence for the user. */
export interface Problem {
  readonly problem: string;
}

/** The files of a pattern, chained onto the one head of the environment that `path` belongs to. */
export async function scaffold(
  pattern: string,
  answers: Answers,
  path: string,
  workspace: Workspace,
): Promise<Scaffolded | Problem> {
  const found = patterns.find((each) => each.id === pattern);
  if (!found)
    return { problem: `There is no pattern "${pattern}"; there are: ${patterns.map((each) => each.id).join(', ')}` };
  const missing = found.asks.find((each) => !each.optional && !answers[each.name]?.trim());
  if (missing) return { problem: `${found.title} needs a value for "${missing.name}" (${missing.prompt})` };
  const wrong = answers.table === undefined ? undefined : misnamed(answers.table);
  if (wrong !== undefined) return { problem: wrong };
  const ground = await groundFor(path, workspace);
  if ('problem' in ground) return ground;
  const phases = found.phases(answers, ground.history.latest);
  if ('problem' in phases) return phases;
  const { project } = ground;
  const engine = engineFor(project.engine);
  const suited = phasesFor(phases, ground.history.latest, (operation, schema) =>
    engine.effects(operation, schema, project.engineVersion),
  );
  if ('refused' in suited)
    return { problem: `${engine.title} ${project.engineVersion} does not take all of this: ${suited.refused}` };
  const files = await filesOf(suited, { ...ground, parents: ground.history.heads }, workspace);
  const existing = files.find((file) => ground.siblings.some((each) => each.path === file.path));
  return existing ? { problem: `${existing.path} exists already` } : { files };
}

/** Where new files would go, or why they cannot. */
export async function groundFor(path: string, workspace: Workspace): Promise<Ground | Problem> {
  const [found, siblings] = await Promise.all([workspace.project(path), workspace.migrations(path)]);
  const frontend = frontends.find((each) => each.name === found.tool);
  if (!frontend) return { problem: `New migrations for ${found.tool} cannot be written yet` };
  const project = await spokenProject(path, found, frontend, siblings, workspace);
  if (project.environment.folders.length === 0) {
    return {
      problem: `No alembic.ini, no [tool.alembic] in pyproject.toml and no SQL files named as a migration tool names them were found near ${path}`,
    };
  }
  const target = { engine: project.engine, version: project.engineVersion };
  const history = replay(frontend, siblings, target);
  if (history.heads.length > 1) {
    return {
      problem: `There are ${history.heads.length} heads (${history.heads.join(', ')}): merge them first with "alembic merge heads"`,
    };
  }
  const like = siblings.find((each) => {
    const { id, undoes } = read(frontend, each, target);
    const isOurs = mayRunOn(frontend.engineOf?.(each.path) ?? project.engine, project.engine);
    return isOurs && undoes === undefined && history.heads.includes(id ?? '');
  });
  return { project, frontend, history, siblings, like };
}

export interface Ground {
  readonly project: Project;
  readonly frontend: Frontend;
  readonly history: History;
  readonly siblings: readonly Source[];
  /** The head itself: its style is followed. */
  readonly like: Source | undefined;
}
