import type { Change, Fix, InPlace, Phase, Rewrite } from '../model/finding.ts';
import type { NewFile } from '../model/frontend.ts';
import type { Workspace } from '../model/workspace.ts';
import type { Source } from '../text.ts';
import type { Analysis } from './analyze.ts';

/** The text of a fix; undefined where it cannot be carried out faithfully in this file. */
export async function changeOf(fix: Fix, analysis: Analysis, workspace: Workspace): Promise<Change | undefined> {
  const { frontend, project, source } = analysis;
  const inPlace = fix.rewrites.filter(isInPlace);
  const target = { engine: project.engine, version: project.engineVersion };
  const edits = inPlace.length > 0 ? frontend.rewrite(source, target, inPlace) : [];
  if (inPlace.length > 0 && edits.length === 0) return undefined;
  const phases = fix.rewrites.flatMap((rewrite) => (rewrite.kind === 'follow' ? rewrite.phases : []));
  if (phases.length === 0) return { edits, newFiles: [] };
  const parent = placeFor(analysis);
  if (parent === undefined) return undefined;
  return { edits, newFiles: await filesOf(phases, [parent], analysis, workspace, source) };
}

/** New files for phases, each one the parent of the next. */
export async function filesOf(
  phases: readonly Phase[],
  parents: readonly string[],
  { frontend, project }: Pick<Analysis, 'frontend' | 'project'>,
  workspace: Workspace,
  like: Source | undefined,
): Promise<readonly Source[]> {
  const template = await workspace.template(`${frontend.name}-revision`, like?.path ?? project.environment.folders[0]);
  const created = workspace.now();
  let behind = parents;
  return phases.map((phase) => {
    const file: NewFile = {
      phase,
      id: workspace.newRevision(),
      parents: behind,
      created,
      like,
      engine: project.engine,
    };
    behind = [file.id];
    return frontend.print(file, project.environment, template);
  });
}

/** Behind the file at hand, or behind the one head that it leads to; nowhere where it leads to several. */
function placeFor({ migration, history }: Analysis): string | undefined {
  if (migration.id === undefined) return undefined;
  const heads = history.headsAbove(migration.id);
  if (heads.length === 0) return migration.id;
  return heads.length === 1 ? heads[0] : undefined;
}

function isInPlace(rewrite: Rewrite): rewrite is InPlace {
  return rewrite.kind !== 'follow';
}
