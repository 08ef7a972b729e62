import { engineFor } from '../engines/index.ts';
import type { Frontend, Target } from '../model/frontend.ts';
import type { Project, Workspace } from '../model/workspace.ts';
import type { Source } from '../text.ts';
import type { Analysis } from './analyze.ts';
import { assess } from './assess.ts';
import { targetOf } from './history/first-schema.ts';
import { releasedOf } from './history/released.ts';
import { upgradesOf } from './history/upgrades.ts';
import { judgeScript } from './judge-script.ts';
import { upgradeIn } from './meet.ts';
import { replay } from './readings.ts';
import { suppressionsIn } from './suppress.ts';

/** The program around the migrations: it has no steps of its own. Undefined where the frontend knows of none. */
export async function analyzeScript(
  source: Source,
  frontend: Frontend,
  project: Project,
  siblings: readonly Source[],
  workspace: Workspace,
): Promise<Analysis | undefined> {
  const script = frontend.script?.read(source, project.engine);
  if (!script) return undefined;
  const target: Target = targetOf(project);
  const history = replay(frontend, siblings, target);
  const engine = engineFor(project.engine);
  const released = await releasedOf(history, project, workspace, source.path);
  const environment = { ...project.environment, ...script.says };
  const upgrades = upgradesOf(history, released, environment, upgradeIn(history, { ...project, environment }, engine));
  const { deployment } = project;
  const subject = { script, environment, deployment, locking: engine.locking, upgrades };
  const ignoring = suppressionsIn(source, () => frontend.comments(source, target));
  const judged = judgeScript(subject, project.rules, ignoring);
  const migration = { ...noMigration, tool: frontend.name, path: source.path, errors: script.errors };
  return {
    ...{ source, frontend, migration, project, engine, history, up: [], down: [], undoing: [], mentioned: [] },
    usages: () => undefined,
    ...judged,
    assessment: assess(migration, [], judged.findings),
  };
}

const noMigration = {
  ...{ parents: [], dependsOn: [], labels: [], up: [], down: [], spans: {} },
  rollback: 'never' as const,
  transaction: 'run' as const,
};
