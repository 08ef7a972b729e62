import { engineFor } from '../engines/index.ts';
import type { Phase } from '../model/finding.ts';
import type { Afterwards } from '../model/frontend.ts';
import type { Migration } from '../model/migration.ts';
import type { Answers, Pattern, PatternGround } from '../model/pattern.ts';
import type { Workspace } from '../model/workspace.ts';
import { misnamed } from '../plans/answers.ts';
import { patterns } from '../plans/index.ts';
import type { Edit, Source } from '../text.ts';
import { areInUse, type Branches, type BranchNames, branchesOf, placedOn, usualBranches } from './branches.ts';
import { filesOf, type Ground as Place } from './change.ts';
import { toldOfConfined } from './confined.ts';
import { type Form, formed } from './form.ts';
import {
  fileOf,
  type Ground,
  groundBehindAll,
  groundIn,
  type Problem,
  type Surroundings,
  surroundings,
} from './ground.ts';
import { targetOf } from './history/first-schema.ts';
import { read } from './readings.ts';
import { sharedRun } from './shared-run.ts';
import { sizeOf } from './table-size.ts';
import { tidied, tooLong, unknownIn } from './tidied.ts';
import type { Scale } from './weigh.ts';
import { wholeColumn } from './whole-column.ts';

export interface Scaffolded {
  /** In the order in which they run; nothing has been written. */
  readonly files: readonly Source[];
  readonly form?: Form | undefined;
  /** The form that could be had instead. */
  readonly other?: Form | undefined;
  /** What is to be known before they are written, in sentences without full stops. */
  readonly notices?: readonly string[] | undefined;
  /** What the tool would do with them, had it written them. */
  readonly afterwards?: Afterwards | undefined;
  /** By which the tool would give each of them a transaction of its own, where it does not and they need it. */
  readonly apart?: { readonly source: Source; readonly edits: readonly Edit[] } | undefined;
}

/** What is wanted otherwise than it would be. */
export interface Wish {
  /** The id that the first file is to follow; absent: the one head. */
  readonly parent?: string | undefined;
  /** Absent: the plain form where phases gain nothing. */
  readonly form?: Form | undefined;
  /** What expands on a branch of its own, and what contracts on another. */
  readonly branches?: BranchNames | undefined;
}

/** The files of a pattern, chained onto a parent, or onto the one head of the environment that `path` belongs to. */
export async function scaffold(
  pattern: string,
  answers: Answers,
  path: string,
  workspace: Workspace,
  wish: Wish = {},
): Promise<Scaffolded | Problem> {
  const found = patterns.find((each) => each.id === pattern);
  if (!found)
    return { problem: `There is no pattern "${pattern}"; there are: ${patterns.map((each) => each.id).join(', ')}` };
  return scaffoldAs(found, answers, path, workspace, wish);
}

/** The same for a pattern that need not be among those that are offered. */
export async function scaffoldAs(
  pattern: Pattern,
  given: Answers,
  path: string,
  workspace: Workspace,
  wish: Wish = {},
): Promise<Scaffolded | Problem> {
  const answers = tidied(given, pattern);
  const missing = pattern.asks.find((each) => !each.optional && !answers[each.name]?.trim());
  if (missing) return { problem: `${pattern.title} needs a value for "${missing.name}" (${missing.prompt})` };
  const wrong = answers.table === undefined ? undefined : misnamed(answers.table);
  if (wrong !== undefined) return { problem: wrong };
  const found = await siteFor(path, workspace, wish);
  if ('problem' in found) return found;
  const { ground, branches } = found;
  const { project } = ground;
  const engine = engineFor(project.engine);
  const effects: PatternGround['effects'] = (operation, schema) =>
    engine.effects(operation, schema, project.engineVersion);
  const rowsOf: PatternGround['rowsOf'] = (name) => sizeOf(name, project, ground.schema)?.rows;
  const scale: Scale = { ...ground, engine, effects, migration: neighbourOf(ground) };
  const asked: PatternGround = {
    effects,
    traits: engine.traits,
    print: (operation, schema) => engine.print(wholeColumn(operation, schema, effects)),
    rowsOf,
  };
  const made = formed(pattern, answers, ground.schema, asked, scale, wish.form);
  if ('problem' in made) return made;
  const { form, other, phases } = made;
  const long = tooLong(phases, engine.traits);
  if (long !== undefined) return { problem: long };
  const placed = branches && placedOn(branches, phases, ground.schema, scale);
  const files = await written(phases, { ...ground, placed }, workspace);
  if ('problem' in files) return files;
  const shared = sharedRun(phases, ground.schema, scale);
  const held = ground.frontend.confined?.(phases, ground.like, project.engine) ?? [];
  const notices = [unknownIn(answers, pattern, ground.schema), made.notice, shared, toldOfConfined(held)].filter(
    (each) => each !== undefined,
  );
  const script = shared === undefined ? undefined : await workspace.script?.(path);
  const edits = script ? (ground.frontend.script?.giveEachItsOwn(script) ?? []) : [];
  return { ...files, form, other, notices, ...(script && edits.length > 0 && { apart: { source: script, edits } }) };
}

/** Where new files would go, or why they cannot. */
export async function siteFor(path: string, workspace: Workspace, wish: Wish): Promise<Site | Problem> {
  const near = await surroundings(path, workspace);
  if ('problem' in near) return near;
  const branches = branchesFor(wish, near);
  if (branches && 'problem' in branches) return branches;
  const ground = branches ? groundBehindAll(near) : groundIn(near, wish.parent);
  return 'problem' in ground ? ground : { ground, branches };
}

interface Site {
  readonly ground: Ground;
  readonly branches: Branches | undefined;
}

/** Undefined where the files follow one another: nobody asked for branches, and the history does not live on them. */
function branchesFor({ branches: names, parent }: Wish, near: Surroundings): Branches | Problem | undefined {
  if (names !== undefined) return branchesOf(names, near);
  const usual = parent === undefined && near.history.heads.length > 1 ? branchesOf(usualBranches, near) : undefined;
  return usual && !('problem' in usual) && areInUse(usual, near) ? usual : undefined;
}

/** How the tool runs those that are there is how it will run new ones. */
function neighbourOf({ frontend, project, history, like }: Ground): Migration {
  const target = targetOf(project);
  const last = history.order.at(-1);
  if (!like && last) return last;
  return read(frontend, like ?? { path: `${project.environment.folders[0]}/new.py`, text: '' }, target);
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
  ground: Omit<Ground, 'schema'> & Pick<Place, 'placed'>,
  workspace: Workspace,
): Promise<Scaffolded | Problem> {
  const files = await filesOf(phases, ground, workspace);
  if ('problem' in files) return files;
  const existing = files.find((file) => ground.siblings.some((each) => each.path === file.path));
  if (existing) return { problem: `${existing.path} exists already` };
  const paths = files.map(({ path }) => path);
  return { files, afterwards: ground.frontend.afterWriting?.(ground.project.environment, paths) };
}
