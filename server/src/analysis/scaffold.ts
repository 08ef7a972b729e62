import { engineFor } from '../engines/index.ts';
import type { Phase } from '../model/finding.ts';
import type { Migration } from '../model/migration.ts';
import type { Answers, Pattern, PatternGround } from '../model/pattern.ts';
import type { Workspace } from '../model/workspace.ts';
import { misnamed } from '../plans/answers.ts';
import { patterns } from '../plans/index.ts';
import type { Edit, Source } from '../text.ts';
import { filesOf } from './change.ts';
import { targetOf } from './first-schema.ts';
import { type Form, formed } from './form.ts';
import { fileOf, type Ground, groundFor, type Problem, surroundings } from './ground.ts';
import { read } from './readings.ts';
import { sharedRun } from './shared-run.ts';
import { sizeOf } from './table-size.ts';
import type { Scale } from './weigh.ts';

export interface Scaffolded {
  /** In the order in which they run; nothing has been written. */
  readonly files: readonly Source[];
  readonly form?: Form | undefined;
  /** The form that could be had instead. */
  readonly other?: Form | undefined;
  /** What is to be known before they are written, in sentences without full stops. */
  readonly notices?: readonly string[] | undefined;
  /** By which the tool would give each of them a transaction of its own, where it does not and they need it. */
  readonly apart?: { readonly source: Source; readonly edits: readonly Edit[] } | undefined;
}

/** What is wanted otherwise than it would be. */
export interface Wish {
  /** The id that the first file is to follow; absent: the one head. */
  readonly parent?: string | undefined;
  /** Absent: the plain form where phases gain nothing. */
  readonly form?: Form | undefined;
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
  found: Pattern,
  answers: Answers,
  path: string,
  workspace: Workspace,
  wish: Wish = {},
): Promise<Scaffolded | Problem> {
  const missing = found.asks.find((each) => !each.optional && !answers[each.name]?.trim());
  if (missing) return { problem: `${found.title} needs a value for "${missing.name}" (${missing.prompt})` };
  const wrong = answers.table === undefined ? undefined : misnamed(answers.table);
  if (wrong !== undefined) return { problem: wrong };
  const ground = await groundFor(path, workspace, wish.parent);
  if ('problem' in ground) return ground;
  const { project } = ground;
  const engine = engineFor(project.engine);
  const effects: PatternGround['effects'] = (operation, schema) =>
    engine.effects(operation, schema, project.engineVersion);
  const rowsOf: PatternGround['rowsOf'] = (name) => sizeOf(name, project, ground.schema)?.rows;
  const scale: Scale = { ...ground, engine, effects, migration: neighbourOf(ground) };
  const asked: PatternGround = { effects, traits: engine.traits, rowsOf };
  const made = formed(found, answers, ground.schema, asked, scale, wish.form);
  if ('problem' in made) return made;
  const { form, other, phases } = made;
  const files = await written(phases, ground, workspace);
  if ('problem' in files) return files;
  const shared = sharedRun(phases, ground.schema, scale);
  const notices = [made.notice, shared].filter((each) => each !== undefined);
  const script = shared === undefined ? undefined : await workspace.script?.(path);
  const edits = script ? (ground.frontend.script?.giveEachItsOwn(script) ?? []) : [];
  return { ...files, form, other, notices, ...(script && edits.length > 0 && { apart: { source: script, edits } }) };
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
  ground: Omit<Ground, 'schema'>,
  workspace: Workspace,
): Promise<Scaffolded | Problem> {
  const files = await filesOf(phases, ground, workspace);
  if ('problem' in files) return files;
  const existing = files.find((file) => ground.siblings.some((each) => each.path === file.path));
  return existing ? { problem: `${existing.path} exists already` } : { files };
}
