import { engineFor } from '../engines/index.ts';
import type { Finding } from '../model/finding.ts';
import type { Target } from '../model/frontend.ts';
import type { Migration, Step } from '../model/migration.ts';
import type { AnalyzedStep, Rule, Subject } from '../model/rule.ts';
import type { Project, Workspace } from '../model/workspace.ts';
import { rules } from '../rules/index.ts';
import type { Source } from '../text.ts';
import { type Analysis, frontendFor } from './analyze.ts';
import { distinct } from './distinct.ts';
import { targetOf } from './history/first-schema.ts';
import { findingOf, inOrder, isHeard } from './judge.ts';
import { read } from './readings.ts';
import { suppress, suppressionsIn } from './suppress.ts';

/** What is said of a file whose history is being read still: as much of an analysis as shows findings. */
export type AtOnce = Pick<Analysis, 'source' | 'migration' | 'up' | 'down' | 'findings'>;

/**
 * What rules find in the file without asking for anything that its neighbours might tell. A rule that asks is not heard from
 * there on, so that nothing is said that the whole history would take back. Fixes are offered when that is known.
 */
export async function analyzeAtOnce(source: Source, workspace: Workspace): Promise<AtOnce | undefined> {
  const project = await workspace.project(source.path);
  const frontend = frontendFor(source, project);
  // Its neighbours may tell the engine, and a note beside it what the tool does with it.
  const isTold = project.evidence.some(({ fact, assumed }) => fact === 'engine' && assumed === true);
  if (!frontend || isTold || frontend.noteBeside?.(source.path) !== undefined) return undefined;
  const target: Target = targetOf(project);
  const migration = read(frontend, source, target);
  const known = frontend.link ? unplaced(migration) : migration;
  const [up, down] = [migration.up.map(unmet), migration.down.map(unmet)];
  const subjects = [subject('up', up, down, known, project), subject('down', down, up, known, project)];
  const found = rules.flatMap((rule) => subjects.flatMap((each) => heard(rule, each, project)));
  const ignoring = suppressionsIn(source, () => frontend.comments(source, target));
  const { kept } = suppress(found, ignoring, { judged: new Set(), known: [] });
  return { source, migration, up, down, findings: distinct(inOrder(kept)) };
}

function heard(rule: Rule, about: Subject, project: Project): readonly Finding[] {
  if (rule.last || !isHeard(rule, project.rules)) return [];
  if (about.direction === 'down' && rule.inDowngrade === 'silent') return [];
  const findings: Finding[] = [];
  try {
    for (const found of rule.check(about)) findings.push(findingOf(rule, found, about, project, noFixes));
  } catch {
    // What it found before it asked stands.
  }
  return findings;
}

function noFixes() {
  return [];
}

function subject(
  direction: Subject['direction'],
  steps: readonly AnalyzedStep[],
  opposite: readonly AnalyzedStep[],
  migration: Migration,
  { engine, environment, deployment, largeTableRows }: Project,
): Subject {
  const { locking, traits, oneStatementACall = false } = engineFor(engine);
  return {
    ...{ direction, steps, opposite, migration, environment, deployment, largeTableRows },
    ...{ locking, traits, oneStatementACall, suppressions: [] },
    ...{ effects: ask, together: ask, transactions: ask, standing: ask, rowsOf: ask, later: ask, usages: ask },
    mapped: () => 'unlike',
    get previous() {
      return ask();
    },
    get ancestors() {
      return ask();
    },
    get followed() {
      return ask();
    },
    get upgrades() {
      return ask();
    },
    get contradicted() {
      return ask();
    },
  };
}

function unmet(step: Step): AnalyzedStep {
  return {
    ...step,
    get before() {
      return ask();
    },
    get effects() {
      return ask();
    },
  };
}

/** Its folder tells the rest of it. */
function unplaced(migration: Migration): Migration {
  return {
    ...migration,
    get id() {
      return ask();
    },
    get parents() {
      return ask();
    },
    get undoes() {
      return ask();
    },
    get version() {
      return ask();
    },
    get rollback() {
      return ask();
    },
    get piece() {
      return ask();
    },
    get goesOn() {
      return ask();
    },
  };
}

function ask(): never {
  throw notYetKnown;
}

/** One for all: nobody reads where it came from. */
const notYetKnown = new Error('The history of the file is not known yet');
