import type { Frontend, Target } from '../model/frontend.ts';
import type { Migration } from '../model/migration.ts';
import type { Project, Workspace } from '../model/workspace.ts';
import type { Source } from '../text.ts';
import { firstSchema, targetOf, wayOfNaming } from './history/first-schema.ts';
import { type History, historyOf } from './history/history.ts';
import { ofOneEngine } from './one-engine.ts';
import { asSpoken } from './spoken.ts';

/** Readings kept as long as their source is: a source is a value, so a changed text is another source. */
const readings = new WeakMap<Source, Map<string, Migration>>();
const histories = new WeakMap<readonly Source[], Map<string, History>>();

/** The file as the model has it; read once for each text and target. */
export function read(frontend: Frontend, source: Source, target: Target): Migration {
  return kept(readings, source, keyOf(target), () => frontend.parse(source, target));
}

/** The history that these files make; the same array gives the same history. */
export function replay(frontend: Frontend, siblings: readonly Source[], target: Target): History {
  return kept(histories, siblings, historyKeyOf(target), () => {
    const migrations = ofOneEngine(siblings, frontend, target).map((each) => read(frontend, each, target));
    return historyOf(frontend.link?.(migrations) ?? migrations, firstSchema(target));
  });
}

function kept<K extends object, V>(cache: WeakMap<K, Map<string, V>>, about: K, key: string, make: () => V): V {
  const byTarget = cache.get(about) ?? new Map<string, V>();
  cache.set(about, byTarget);
  const found = byTarget.get(key) ?? make();
  byTarget.set(key, found);
  return found;
}

function keyOf({ engine, version }: Target): string {
  return `${engine} ${version}`;
}

function historyKeyOf(target: Target): string {
  return `${keyOf(target)} ${wayOfNaming(target)}`;
}

/** With the engine that its migrations tell, where nobody else does; its SQL can be read then. */
export async function spokenProject(
  path: string,
  project: Project,
  frontend: Frontend,
  siblings: readonly Source[],
  workspace: Workspace,
): Promise<Project> {
  await readAll(frontend, siblings, project, workspace);
  const spoken = asSpoken(path, project, frontend, siblings, reader(frontend));
  if (spoken.engine === project.engine) return spoken;
  await workspace.prepare?.(spoken.engine);
  await readAll(frontend, siblings, spoken, workspace);
  return spoken;
}

/** A long history takes a while: whoever else waits has his turn in between. */
async function readAll(
  frontend: Frontend,
  siblings: readonly Source[],
  project: Project,
  { turn }: Workspace,
): Promise<void> {
  const target = targetOf(project);
  if (!turn || histories.get(siblings)?.has(historyKeyOf(target))) return;
  for (const each of ofOneEngine(siblings, frontend, target)) {
    read(frontend, each, target);
    await turn();
  }
}

export function reader(frontend: Frontend) {
  return (source: Source, target: Target) => read(frontend, source, target);
}
