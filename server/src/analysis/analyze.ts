import { engineFor } from '../engines/index.ts';
import { frontends } from '../frontends/index.ts';
import { doubted } from '../model/after-objects.ts';
import type { Engine } from '../model/engine.ts';
import type { Finding } from '../model/finding.ts';
import type { Frontend, Target } from '../model/frontend.ts';
import type { Direction, Migration, ModelUse, Step } from '../model/migration.ts';
import type { Name } from '../model/name.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { type Schema, settled } from '../model/schema.ts';
import type { Usages } from '../model/usage.ts';
import type { Project, Workspace } from '../model/workspace.ts';
import type { Source } from '../text.ts';
import { analyzeScript } from './analyze-script.ts';
import { type Assessment, assess } from './assess.ts';
import { targetOf } from './history/first-schema.ts';
import type { History } from './history/history.ts';
import { lastMergedBehind } from './history/late.ts';
import { isReleased, releasedOf, withUnreleased } from './history/released.ts';
import { standingOf } from './history/standing.ts';
import { upgradesOf } from './history/upgrades.ts';
import { type Failure, judge } from './judge.ts';
import { askedOf, behind, meet, told, upgradeIn } from './meet.ts';
import { read, reader, replay, spokenProject } from './readings.ts';
import { contradictionIn } from './spoken.ts';
import { suppressionsIn } from './suppress.ts';
import { sizeOf } from './table-size.ts';
import { mappedClass } from './usages/mapped-class.ts';
import { asksNames, mentionsFor, migrationsBehind, usagesIn } from './usages/usages.ts';

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
  /** What takes it back, wherever that stands: `down`, or the steps of the file that undoes it. */
  readonly undoing: readonly AnalyzedStep[];
  /** In the order of the text. */
  readonly findings: readonly Finding[];
  /** How many findings the file says that it has reasons for. */
  readonly suppressed: number;
  readonly assessment: Assessment;
  /** Files of the application in which related places may lie. */
  readonly mentioned: readonly Source[];
  /** Where the application names what the migration takes away; undefined where nobody has looked (yet). */
  usages(table: Name, column?: string): Usages | undefined;
  /**
   * Rules that threw: they lost their own findings and nobody else's. A fix is made when somebody asks for it; one that throws
   * is added then.
   */
  readonly failures: readonly Failure[];
}

/** The one entrance. Undefined where the file is no migration of a tool we know. */
export async function analyze(given: Source, workspace: Workspace): Promise<Analysis | undefined> {
  const [found, siblings] = await Promise.all([workspace.project(given.path), workspace.migrations(given.path)]);
  const source = withNote(given, siblings);
  const owner = frontends.find((each) => each.script?.claims(source));
  const frontend = owner ?? frontendFor(source, found);
  if (!frontend) return undefined;
  const project = await spokenProject(given.path, found, frontend, siblings, workspace);
  if (owner) return analyzeScript(source, owner, project, siblings, workspace);
  const target: Target = targetOf(project);
  const history = replay(frontend, siblings, target);
  const text = read(frontend, source, target);
  const migration = frontend.link ? history.placed(text) : text;
  const engine = engineFor(project.engine);
  const asked = askedOf(engine, project);
  const merged = migration.whenLate && (await workspace.merged?.(source.path));
  const released = await releasedOf(history, project, workspace, source.path);
  const before = told(withUnreleased(history.before(migration), migration, history, released), project);
  const up = meet(migration.up, before, asked);
  const behindUp = told(settled(behind(up, before)), project);
  const left = history.leadsBack(migration) ? behindUp : doubted(behindUp);
  const down = meet(migration.down, left, asked);
  const undoing = down.length > 0 ? [] : placedIn(history.undoing(migration), 'down');
  const undone = history.undone(migration);
  const there = undone && told(history.before(undone), project);
  const elsewhere = there ? meet(placedIn(undone, 'up'), there, asked) : meet(undoing, left, asked);
  const ancestors = history.previous(migration);
  const previous = sharesTransaction(migration, project) ? ancestors : [];
  const oneStatementACall = engine.oneStatementACall === true;
  const mentions = await mentionsFor(migration, history, project, workspace);
  const usages = (table: Name, column?: string) =>
    mentions && asksNames(migration, history, project) ? usagesIn(mentions, table, column) : undefined;
  const contradicted = contradictionIn(migration, project, frontend, siblings, reader(frontend));
  const common = {
    ...asked,
    ...{ contradicted, migration, previous, ancestors, oneStatementACall, traits: engine.traits },
    ...{ deployment: project.deployment, environment: project.environment, largeTableRows: project.largeTableRows },
    followed: migration.id !== undefined && history.children(migration.id).length > 0,
    locking: engine.locking,
    upgrades: upgradesOf(history, released, project.environment, upgradeIn(history, project, engine)),
    standing: once(() => ({
      ...standingOf(migration, history, { frontend, engine, released, environment: project.environment }),
      overtaken:
        merged && lastMergedBehind(migration, history, merged, (path) => read(frontend, { ...source, path }, target)),
    })),
    rowsOf: (table: Name, schema: Schema) => sizeOf(table, project, schema)?.rows,
    later: () => migrationsBehind(migration, history),
    usages,
    mapped: (model: ModelUse) => mentions && mappedClass(mentions, model),
  };
  const ignoring = suppressionsIn(source, () => frontend.comments(source, target));
  const ground = { migration, project, frontend, engine };
  const judged = isReleased(migration, history, released)
    ? nothingSaid
    : judge(common, ground, project.rules, up, down, elsewhere, ignoring);
  return {
    ...{
      source,
      history,
      up,
      down,
      undoing: down.length > 0 || undone ? down : elsewhere,
      mentioned: mentions?.sources ?? [],
      usages,
    },
    ...ground,
    ...judged,
    assessment: assess(migration, migration.undoes === undefined ? up : down, judged.findings),
  };
}

const nothingSaid = { findings: [], suppressed: 0, failures: [] };

/** Whose migration it is: its text or its place tells, or else the project says so. */
export function frontendFor(source: Source, { tool }: Project): Frontend | undefined {
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

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
