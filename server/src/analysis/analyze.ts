import { engineFor } from '../engines/index.ts';
import { frontends } from '../frontends/index.ts';
import { doubted } from '../model/after-objects.ts';
import { afterStep } from '../model/after-step.ts';
import type { Effects } from '../model/effects.ts';
import type { Action, Engine, EngineName } from '../model/engine.ts';
import type { Finding } from '../model/finding.ts';
import type { Frontend, Target } from '../model/frontend.ts';
import type { Direction, Migration, Step } from '../model/migration.ts';
import type { Name } from '../model/name.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import { type Schema, settled } from '../model/schema.ts';
import type { Script } from '../model/script.ts';
import { byStatementRun } from '../model/statements.ts';
import type { Project, Workspace } from '../model/workspace.ts';
import type { Source } from '../text.ts';
import { type Assessment, assess } from './assess.ts';
import { type History, historyOf } from './history.ts';
import { judge } from './judge.ts';
import { judgeScript } from './judge-script.ts';
import { ofOneEngine } from './one-engine.ts';
import { asSpoken, contradictionIn } from './spoken.ts';
import { standingOf } from './standing.ts';
import { suppressionsIn } from './suppress.ts';
import { sizeOf } from './table-size.ts';
import { upgradesOf } from './upgrades.ts';
import { mentionsFor, migrationsBehind, usagesIn } from './usages.ts';

/** All that is known of one migration file. */
export interface Analysis {
  readonly source: Source;
  readonly frontend: Frontend;
  readonly migration: Migration;
  readonly project: Project;
  readonly engine: Engine;
  readonly history: History;
  readonly up: readonly AnalyzedStep[];
  readonly down: readonly AnalyzedStep[];
  /** In the order of the text. */
  readonly findings: readonly Finding[];
  /** How many findings the file says that it has reasons for. */
  readonly suppressed: number;
  readonly assessment: Assessment;
  /** Files of the application in which related places may lie. */
  readonly mentioned: readonly Source[];
  /** Rules that threw: they lost their own findings and nobody else's. */
  readonly failures: readonly { readonly rule: string; readonly error: unknown }[];
}

/** The one entrance. Undefined where the file is no migration of a tool we know. */
export async function analyze(given: Source, workspace: Workspace): Promise<Analysis | undefined> {
  const [found, siblings] = await Promise.all([workspace.project(given.path), workspace.migrations(given.path)]);
  const source = withNote(given, siblings);
  const owner = frontends.find((each) => each.script?.claims(source));
  if (owner?.script)
    return ofScript(
      source,
      owner,
      owner.script.read,
      await spokenProject(given.path, found, owner, siblings, workspace),
      siblings,
    );
  const frontend = frontendFor(source, found);
  if (!frontend) return undefined;
  const project = await spokenProject(given.path, found, frontend, siblings, workspace);
  const target: Target = { engine: project.engine, version: project.engineVersion };
  const history = replay(frontend, siblings, target);
  const text = read(frontend, source, target);
  const migration = frontend.link ? history.placed(text) : text;
  const engine = engineFor(project.engine);
  const effects: Subject['effects'] = (operation, schema) => engine.effects(operation, schema, project.engineVersion);
  const before = told(history.before(migration), project);
  const together: Subject['together'] = (actions) => engine.together?.(actions, project.engineVersion);
  const up = meet(migration.up, before, effects, together);
  const behindUp = told(settled(behind(up, before)), project);
  const left = history.leadsBack(migration) ? behindUp : doubted(behindUp);
  const down = meet(migration.down, left, effects, together);
  const undoing = down.length > 0 ? [] : placedIn(history.undoing(migration), 'down');
  const undone = history.undone(migration);
  const there = undone && told(history.before(undone), project);
  const elsewhere = there
    ? meet(placedIn(undone, 'up'), there, effects, together)
    : meet(undoing, left, effects, together);
  const ancestors = history.previous(migration);
  const previous = sharesTransaction(migration, project) ? ancestors : [];
  const oneStatementACall = engine.oneStatementACall === true;
  const mentions = await mentionsFor(migration, history, project, workspace);
  const contradicted = contradictionIn(migration, project, frontend, siblings, reader(frontend));
  const common = {
    ...{
      contradicted,
      migration,
      previous,
      ancestors,
      effects,
      together,
      oneStatementACall,
      traits: engine.traits,
    },
    ...{ deployment: project.deployment, environment: project.environment, largeTableRows: project.largeTableRows },
    followed: migration.id !== undefined && history.children(migration.id).length > 0,
    ...{
      locking: engine.locking,
      upgrades: upgradesOf(history, project.environment, upgrade(history, project, engine)),
    },
    standing: once(() => standingOf(migration, history, { frontend, engine, environment: project.environment })),
    rowsOf: (table: Name, schema: Schema) => sizeOf(table, project, schema)?.rows,
    later: () => migrationsBehind(migration, history),
    usages: (table: Name, column?: string) => mentions && usagesIn(mentions, table, column),
  };
  const ignoring = suppressionsIn(source, () => frontend.comments(source, target));
  const { findings, suppressed, failures } = judge(
    common,
    { migration, project, frontend, engine },
    project.rules,
    up,
    down,
    elsewhere,
    ignoring,
  );
  const assessment = assess(migration, migration.undoes === undefined ? up : down, findings);
  return {
    source,
    frontend,
    migration,
    project,
    engine,
    history,
    up,
    down,
    findings,
    suppressed,
    assessment,
    mentioned: mentions?.sources ?? [],
    failures,
  };
}

/** The program around the migrations: it has no steps of its own. */
function ofScript(
  source: Source,
  frontend: Frontend,
  readScript: (source: Source, engine: EngineName) => Script,
  project: Project,
  siblings: readonly Source[],
): Analysis {
  const script = readScript(source, project.engine);
  const history = replay(frontend, siblings, { engine: project.engine, version: project.engineVersion });
  const engine = engineFor(project.engine);
  const environment = { ...project.environment, ...script.says };
  const upgrades = upgradesOf(history, environment, upgrade(history, { ...project, environment }, engine));
  const { deployment } = project;
  const subject = { script, environment, deployment, locking: engine.locking, upgrades };
  const target = { engine: project.engine, version: project.engineVersion };
  const ignoring = suppressionsIn(source, () => frontend.comments(source, target));
  const { findings, suppressed, failures } = judgeScript(subject, project.rules, ignoring);
  const migration = { ...noMigration, tool: frontend.name, path: source.path, errors: script.errors };
  const assessment = assess(migration, [], findings);
  return {
    source,
    frontend,
    migration,
    project,
    engine,
    history,
    up: [],
    down: [],
    findings,
    suppressed,
    assessment,
    mentioned: [],
    failures,
  };
}

const noMigration = {
  ...{ parents: [], dependsOn: [], labels: [], up: [], down: [], spans: {} },
  rollback: 'never' as const,
  transaction: 'run' as const,
};

/** How a migration of the history meets the schema of its day. */
function upgrade(history: History, project: Project, engine: Engine) {
  const effects: Subject['effects'] = (operation, schema) => engine.effects(operation, schema, project.engineVersion);
  const together: Subject['together'] = (actions) => engine.together?.(actions, project.engineVersion);
  return (migration: Migration) => meet(migration.up, told(history.before(migration), project), effects, together);
}

/** With the engine that its migrations tell, where nobody else does; its SQL can be read then. */
export async function spokenProject(
  path: string,
  project: Project,
  frontend: Frontend,
  siblings: readonly Source[],
  workspace: Workspace,
): Promise<Project> {
  const spoken = asSpoken(path, project, frontend, siblings, reader(frontend));
  if (spoken.engine !== project.engine) await workspace.prepare?.(spoken.engine);
  return spoken;
}

function reader(frontend: Frontend) {
  return (source: Source, target: Target) => read(frontend, source, target);
}

/** Whose migration it is: its text or its place tells, or else the project says so. */
function frontendFor(source: Source, { tool }: Project): Frontend | undefined {
  return (
    frontends.find((each) => each.claims(source)) ??
    frontends.find((each) => each.name === tool && each.accepts(source.path))
  );
}

/** A note beside a file is on the disk only, where its neighbours are. */
function withNote(source: Source, siblings: readonly Source[]): Source {
  if (source.note !== undefined) return source;
  const note = siblings.find((each) => each.path === source.path)?.note;
  return note === undefined ? source : { ...source, note };
}

/** What another file does, which undoes the migration or is undone by it. */
function placedIn(migration: Migration | undefined, direction: Direction): readonly Step[] {
  return migration?.[direction].map((step) => ({ ...step, path: migration.path })) ?? [];
}

function sharesTransaction({ transaction }: Migration, { environment }: Project): boolean {
  return transaction === 'run' && environment.transactionPerMigration !== true;
}

/** Readings kept as long as their source is: a source is a value, so a changed text is another source. */
const readings = new WeakMap<Source, Map<string, Migration>>();
const histories = new WeakMap<readonly Source[], Map<string, History>>();

/** The file as the model has it; read once for each text and target. */
export function read(frontend: Frontend, source: Source, target: Target): Migration {
  return kept(readings, source, target, () => frontend.parse(source, target));
}

/** The history that these files make; the same array gives the same history. */
export function replay(frontend: Frontend, siblings: readonly Source[], target: Target): History {
  return kept(histories, siblings, target, () => {
    const migrations = ofOneEngine(siblings, frontend, target).map((each) => read(frontend, each, target));
    return historyOf(frontend.link?.(migrations) ?? migrations);
  });
}

function kept<K extends object, V>(cache: WeakMap<K, Map<string, V>>, about: K, target: Target, make: () => V): V {
  const byTarget = cache.get(about) ?? new Map<string, V>();
  cache.set(about, byTarget);
  const key = `${target.engine} ${target.version}`;
  const found = byTarget.get(key) ?? make();
  byTarget.set(key, found);
  return found;
}

function meet(
  steps: readonly Step[],
  schema: Schema,
  effects: Subject['effects'],
  together: (actions: readonly Action[]) => readonly Effects[] | undefined,
): readonly AnalyzedStep[] {
  let before = schema;
  const alone = steps.map((step) => {
    // What a condition asks may be just what the schema seems to forbid.
    if (step.conditional) before = doubted(before);
    const whole = effects(step.operation, before);
    const why = step.error?.message ?? step.refused;
    const met = { before, effects: why === undefined ? whole : undone(whole, why) };
    // V8 gives each object that is spread and added to a hidden class of its own: every rule would look its fields up slowly.
    const analyzed: AnalyzedStep = Object.assign({}, step, met);
    before = afterStep(before, step);
    if (step.transaction !== 'shared' && before.freshLabels) before = { ...before, freshLabels: undefined };
    return analyzed;
  });
  return byStatementRun(alone).flatMap((actions) => {
    const runs = actions.length > 1 && !actions.some((each) => each.error);
    const shared = runs ? together(actions) : undefined;
    return shared ? actions.map((action, at) => ({ ...action, effects: shared[at] ?? action.effects })) : actions;
  });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** With what the tool's configuration tells each connection. */
function told(schema: Schema, { environment: { parameters } }: Project): Schema {
  return parameters ? { ...schema, parameters } : schema;
}

/** A statement that the grammar or the tool refuses does nothing, whatever its words look like. */
function undone(effects: Effects, why: string): Effects {
  return {
    ...effects,
    locks: [],
    blocks: 'nothing',
    work: 'instant',
    cost: undefined,
    summary: undefined,
    transaction: 'allowed',
    dataLoss: false,
    canFailOnRows: false,
    breaksRunningCode: false,
    refused: why,
  };
}

/** The schema behind steps that met `before`. */
function behind(steps: readonly AnalyzedStep[], before: Schema): Schema {
  const last = steps.at(-1);
  return last ? afterStep(last.before, last) : before;
}
