import { engineFor } from '../engines/index.ts';
import type { Phase } from '../model/finding.ts';
import type { Answers, PatternGround } from '../model/pattern.ts';
import type { Workspace } from '../model/workspace.ts';
import { misnamed } from '../plans/answers.ts';
import { patterns } from '../plans/index.ts';
import type { Source } from '../text.ts';
import { filesOf } from './change.ts';
import { fileOf, type Ground, groundFor, type Problem, surroundings } from './ground.ts';
import { phasesFor } from './possible.ts';
import { sizeOf } from './table-size.ts';

export interface Scaffolded {
  /** In the order in which they run; nothing has been written. */
  readonly files: readonly Source[];
}

/** The files of a pattern, chained onto `parent`, or onto the one head of the environment that `path` belongs to. */
export async function scaffold(
  pattern: string,
  answers: Answers,
  path: string,
  workspace: Workspace,
  parent?: string,
): Promise<Scaffolded | Problem> {
  const found = patterns.find((each) => each.id === pattern);
  if (!found)
    return { problem: `There is no pattern "${pattern}"; there are: ${patterns.map((each) => each.id).join(', ')}` };
  const missing = found.asks.find((each) => !each.optional && !answers[each.name]?.trim());
  if (missing) return { problem: `${found.title} needs a value for "${missing.name}" (${missing.prompt})` };
  const wrong = answers.table === undefined ? undefined : misnamed(answers.table);
  if (wrong !== undefined) return { problem: wrong };
  const ground = await groundFor(path, workspace, parent);
  if ('problem' in ground) return ground;
  const { project } = ground;
  const engine = engineFor(project.engine);
  const asked: PatternGround = {
    effects: (operation, schema) => engine.effects(operation, schema, project.engineVersion),
    traits: engine.traits,
    rowsOf: (name) => sizeOf(name, project, ground.schema)?.rows,
  };
  const phases = found.phases(answers, ground.schema, asked);
  if ('problem' in phases) return phases;
  const suited = phasesFor(phases, ground.schema, asked.effects);
  if ('refused' in suited)
    return { problem: `${engine.title} ${project.engineVersion} does not take all of this: ${suited.refused}` };
  return written(suited, ground, workspace);
}

/** The revision that joins these heads, or all of them, and does nothing else. */
export async function mergeHeads(
  heads: readonly string[] | undefined,
  path: string,
  workspace: Workspace,
): Promise<Scaffolded | Problem> {
  const near = await surroundings(path, workspace);
  if ('problem' in near) return near;
  const { frontend, history } = near;
  if (frontend.link) return { problem: 'These migrations run in the order of their files: they have one head, always' };
  const foreign = heads?.find((each) => !history.heads.includes(each));
  if (foreign !== undefined) return { problem: `${foreign} is no head: another migration follows it, or it is gone` };
  const parents = history.heads.filter((each) => heads?.includes(each) ?? true);
  if (parents.length < 2) return { problem: 'There is nothing to merge: the migrations have one head' };
  const phase = { title: `merge ${parents.join(' and ')}`, before: [], up: [], down: [] };
  return written([phase], { ...near, parents, like: fileOf(parents.at(-1), near) }, workspace);
}

async function written(
  phases: readonly Phase[],
  ground: Omit<Ground, 'schema'>,
  workspace: Workspace,
): Promise<Scaffolded | Problem> {
  const files = await filesOf(phases, ground, workspace);
  const existing = files.find((file) => ground.siblings.some((each) => each.path === file.path));
  return existing ? { problem: `${existing.path} exists already` } : { files };
}
