import type { Change, Fix, InPlace, Phase, Prepare, Rewrite } from '../model/finding.ts';
import type { Frontend, NewFile, Rewritten } from '../model/frontend.ts';
import type { Unfilled } from '../model/template.ts';
import type { Workspace } from '../model/workspace.ts';
import type { Source } from '../text.ts';
import type { Analysis } from './analyze.ts';
import { targetOf } from './history/first-schema.ts';
import { commentEdit } from './ignore.ts';

/** The text of a fix; undefined where it cannot be carried out faithfully in this file. */
export async function changeOf(fix: Fix, analysis: Analysis, workspace: Workspace): Promise<Change | undefined> {
  const { frontend, project, source } = analysis;
  const comments = fix.rewrites.filter((rewrite) => rewrite.kind === 'comment');
  if (comments.length > 0) return { edits: comments.map((each) => commentEdit(source.text, each)), newFiles: [] };
  const target = targetOf(project);
  const existing = await workspace.migrations(source.path);
  const prepared = fix.rewrites.filter((rewrite) => rewrite.kind === 'prepare');
  if (prepared.length > 0 && !frontend.script?.claims(source))
    return prepared.length === fix.rewrites.length ? aroundMigrations(prepared, analysis, workspace) : undefined;
  const inPlace = fix.rewrites.filter(isInPlace).map((each) => withId(each, frontend, existing, workspace));
  const here = inPlace.length > 0 ? frontend.rewrite(source, target, inPlace, existing) : nothing;
  const untouched = here.edits.length === 0 && here.newFiles.length === 0 && !here.elsewhere;
  if (inPlace.length > 0 && untouched) return undefined;
  const follow = fix.rewrites.filter((rewrite) => rewrite.kind === 'follow');
  const phases = [...(here.later ?? []), ...follow.flatMap((rewrite) => rewrite.phases)];
  if (phases.length === 0) return here;
  const parents = follow.find((rewrite) => rewrite.parents)?.parents ?? placeFor(analysis);
  if (!parents) return undefined;
  const siblings = [...existing, ...here.newFiles];
  const files = await filesOf(phases, { ...analysis, parents, siblings, like: source }, workspace);
  if ('problem' in files) return undefined;
  return {
    edits: here.edits,
    newFiles: [...here.newFiles, ...files],
    ...(here.elsewhere && { elsewhere: here.elsewhere }),
  };
}

/** What the program around the migrations is to do first, where it is not the file at hand. */
async function aroundMigrations(
  prepared: readonly Prepare[],
  { frontend, project, source }: Analysis,
  workspace: Workspace,
): Promise<Change | undefined> {
  const script = await workspace.script?.(source.path);
  if (!script) return undefined;
  const target = targetOf(project);
  const { edits } = frontend.rewrite(script, target, prepared, []);
  return edits.length > 0 ? { edits: [], newFiles: [], elsewhere: [{ source: script, edits }] } : undefined;
}

const nothing: Rewritten = { edits: [], newFiles: [] };

/** New files for phases, each one the parent of the next. */
export async function filesOf(
  planned: readonly Phase[],
  { frontend, project, parents, siblings, like, placed }: Ground,
  workspace: Workspace,
): Promise<readonly Source[] | Unfilled> {
  const near = like?.path ?? project.environment.folders[0];
  const template = await workspace.template(`${frontend.name}/revision`, near);
  const skeleton = near === undefined ? undefined : await workspace.skeleton?.(near);
  const created = workspace.now();
  const phases = frontend.divide?.(planned, like, project.engine) ?? planned;
  const ids = frontend.newIds(phases.length, { siblings, created }, () => workspace.newRevision());
  const places =
    placed?.(ids) ?? ids.map((_, index) => ({ parents: index === 0 ? parents : ids.slice(index - 1, index) }));
  const made = phases.map((phase, index) => {
    const file: NewFile = {
      phase,
      id: ids[index] ?? '',
      ...(places[index] ?? { parents }),
      created,
      skeleton,
      like,
      siblings,
      engine: project.engine,
    };
    return frontend.print(file, project.environment, template);
  });
  const unfilled = made.find((each) => 'problem' in each);
  return unfilled ?? made.flatMap((each) => ('problem' in each ? [] : each));
}

/** Where new migrations go: behind which ids, beside which files, in the style of which. */
export interface Ground extends Pick<Analysis, 'frontend' | 'project'> {
  readonly parents: readonly string[];
  readonly siblings: readonly Source[];
  readonly like: Source | undefined;
  /** Where each of them goes, by all of their ids; absent: each behind the one before, the first behind `parents`. */
  readonly placed?: ((ids: readonly string[]) => readonly Placed[]) | undefined;
}

/** Whom a new migration follows, and the branch that it begins. */
export type Placed = Pick<NewFile, 'parents' | 'labels' | 'dependsOn'>;

/** Behind the file at hand, or behind the one head that it leads to; nowhere where it leads to several. */
function placeFor({ migration, history }: Analysis): readonly string[] | undefined {
  if (migration.id === undefined) return undefined;
  const heads = history.headsAbove(migration.id);
  if (heads.length === 0) return [migration.id];
  return heads.length === 1 ? heads : undefined;
}

/** The dice are only thrown when an id is needed. */
function withId(rewrite: InPlace, frontend: Frontend, siblings: readonly Source[], workspace: Workspace): InPlace {
  if (rewrite.kind !== 'identify' || typeof rewrite.id !== 'object') return rewrite;
  const near = { siblings, created: workspace.now() };
  return { ...rewrite, id: frontend.newIds(1, near, () => workspace.newRevision())[0] };
}

function isInPlace(rewrite: Rewrite): rewrite is InPlace {
  return rewrite.kind !== 'follow' && rewrite.kind !== 'comment';
}
