import { engines } from '../engines/index.ts';
import { type EngineName, familyOf } from '../model/engine.ts';
import type { Severity } from '../model/finding.ts';
import type { AnalyzedStep, Example, Rule } from '../model/rule.ts';
import { byStatement } from '../model/statements.ts';
import { overlaps } from '../text.ts';
import type { Analysis } from './analyze.ts';
import { analyzeExample } from './example.ts';
import { byLine, manuals } from './explain.ts';
import { factsOf } from './facts.ts';

/** What an example comes to on some versions of an engine, where it comes to the same on all of them. */
export interface Trial {
  readonly engine: EngineName;
  /** The first and the last of them. */
  readonly versions: readonly [string, string];
  /** How grave the finding is; absent where nothing is found. */
  readonly found?: Severity | undefined;
  /**
   * What the statements that were found do, and what those do that stand in their place: cells of a table, and the pages
   * of manuals that say so. Only on the engine that the example is for.
   */
  readonly bad: string;
  readonly good: string;
  readonly manuals: readonly string[];
}

/** The example on every version of every engine that it can have been written for. */
export async function trialsOf(rule: Rule, example: Example): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  for (const { name, versions } of engines) {
    if (example.tool === 'sql' && familyOf(name) !== familyOf(example.engine)) continue;
    // `8.0` is whichever release of it runs; those that differ are in the list by themselves.
    for (const version of versions.filter((each) => !versions.some((other) => other.startsWith(`${each}.`)))) {
      const trial = await trialOn(rule, example, name, version);
      const last = trials.at(-1);
      if (last && isAlike(last, trial)) trials[trials.length - 1] = { ...last, versions: [last.versions[0], version] };
      else trials.push(trial);
    }
  }
  return trials;
}

async function trialOn(rule: Rule, example: Example, engine: EngineName, version: string): Promise<Trial> {
  const own = engine === example.engine;
  const nothing = { engine, versions: [version, version], bad: '', good: '', manuals: [] } as const;
  const bad = await analyzeExample(rule, example, 'bad', { engine, version });
  if (!bad || (!own && isForeign(bad, rule))) return nothing;
  const findings = bad.findings.filter((each) => each.rule === rule.id);
  const [finding] = findings;
  if (!finding) return nothing;
  if (!own) return { ...nothing, found: finding.severity };
  const good = await analyzeExample(rule, example, 'good', { engine, version });
  const hit = bad.up.filter((step) => findings.some(({ span }) => overlaps(step.head, span)));
  return {
    ...nothing,
    found: finding.severity,
    bad: doing(hit, bad),
    good: good ? doing(good.up, good) : '',
    manuals: [...manuals(hit), ...(good ? manuals(good.up) : [])],
  };
}

/** Written for another engine, it says nothing of this one. */
function isForeign({ findings, up, down }: Analysis, { id }: Rule): boolean {
  const certain = ['syntax-error', 'engine-contradicted'].filter((each) => each !== id);
  return (
    findings.some(({ rule }) => certain.includes(rule)) ||
    [...up, ...down].some(({ operation, refused }) => operation.kind === 'opaque' || refused !== undefined)
  );
}

function isAlike(trial: Trial, other: Trial): boolean {
  return (['engine', 'found', 'bad', 'good'] as const).every((key) => trial[key] === other[key]);
}

/** Each statement that others could feel, in a line of its own. */
function doing(steps: readonly AnalyzedStep[], analysis: Analysis): string {
  const lines = byStatement(steps).map((statement) =>
    factsOf(statement, analysis, byLine(analysis))
      .filter(({ label }) => told.includes(label))
      .map(({ label, text }) =>
        label === 'Refused' ? `refused: ${text}` : label === 'Basis' ? `so says ${text}` : text,
      )
      .join('; ')
      .replaceAll('|', '\\|'),
  );
  return [...new Set(lines)].filter((line) => line !== '').join('<br>');
}

const told = ['Algorithm', 'Locks', 'Work', 'Refused', 'Basis'];
