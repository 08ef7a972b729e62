import type { Analysis } from '../../analysis/analyze.ts';
import { courseOf } from '../../analysis/course.ts';
import { durationOf, totalOf } from '../../analysis/duration.ts';
import { wholeSqlOf } from '../../analysis/explain.ts';
import { isUnchecked } from '../../analysis/facts.ts';
import { blockedBy, highest } from '../../analysis/held.ts';
import type { Finding } from '../../model/finding.ts';
import type { Direction } from '../../model/migration.ts';
import type { AnalyzedStep } from '../../model/rule.ts';
import { byStatement } from '../../model/statements.ts';
import type { Evidence, Project } from '../../model/workspace.ts';
import type { Source } from '../../text.ts';
import { type RangeOf, rangesIn, shownPath } from '../places.ts';
import { costJson, durationJson, secondsJson } from './cost-json.ts';

/** The document that other programs read: version 1, fields are only ever added. */
export function jsonOf(
  analyses: readonly Analysis[],
  project: Project,
  cwd: string,
  options: { readonly operations: boolean; readonly sourceOf?: SourceOf },
): string {
  const sources = new Map(analyses.map(({ source }) => [source.path, source]));
  const sourceOf = options.sourceOf ?? ((path: string) => sources.get(path));
  const document = {
    version: 1,
    project: {
      tool: project.tool,
      engine: project.engine,
      engineVersion: project.engineVersion,
      deployment: project.deployment,
      evidence: project.evidence.map((each) => evidence(each, cwd)),
    },
    files: analyses.map((each) => file(each, cwd, options.operations, sourceOf)),
    summary: summaryOf(analyses),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

export interface Summary {
  readonly files: number;
  readonly operations: number;
  readonly opaque: number;
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  /** Findings that the author has given a reason for. */
  readonly suppressed: number;
}

export function summaryOf(analyses: readonly Analysis[]): Summary {
  const steps = analyses.flatMap(({ up, down }) => [...up, ...down]);
  const findings = analyses.flatMap((each) => each.findings);
  const count = (severity: Finding['severity']) => findings.filter((each) => each.severity === severity).length;
  return {
    files: analyses.length,
    operations: steps.length,
    opaque: steps.filter((step) => step.operation.kind === 'opaque').length,
    error: count('error'),
    warning: count('warning'),
    info: count('info'),
    suppressed: analyses.reduce((total, each) => total + each.suppressed, 0),
  };
}

function evidence({ fact, value, said, path, line, basis, contradictions }: Evidence, cwd: string) {
  return {
    fact,
    value,
    ...(said === undefined ? {} : { said }),
    ...(path === undefined ? {} : { path: shownPath(path, cwd) }),
    ...(line === undefined ? {} : { line }),
    ...(basis === undefined ? {} : { basis }),
    ...(contradictions && {
      contradictions: contradictions.map((each) => ({ ...each, path: shownPath(each.path, cwd) })),
    }),
  };
}

function file(analysis: Analysis, cwd: string, operations: boolean, sourceOf: SourceOf) {
  const { source, migration, project, assessment, findings, up, down } = analysis;
  const rangeOf = rangesIn(source);
  return {
    path: shownPath(source.path, cwd),
    tool: migration.tool,
    engine: project.engine,
    engineVersion: project.engineVersion,
    revision: migration.id ?? null,
    parents: migration.parents,
    assessment,
    ...(operations
      ? {
          operations: [
            ...byStatement(up).flatMap((each) => actions('up', each, analysis, rangeOf)),
            ...byStatement(down).flatMap((each) => actions('down', each, analysis, rangeOf)),
          ],
          transactions: transactions(analysis),
        }
      : {}),
    findings: findings.map((each) => finding(each, rangeOf, cwd, sourceOf)),
  };
}

/** Of a long history that may all be pending, the nearest migrations. */
const mostEarlier = 10;

/** Steps are told by their place among `operations`. */
function transactions(analysis: Analysis) {
  const place = new Map([...analysis.up, ...analysis.down].map((step, at) => [step, at]));
  const at = (step: AnalyzedStep) => place.get(step) ?? -1;
  return courseOf(analysis).transactions.map(({ direction, scope, steps, locks, rows, under, ...each }) => ({
    direction,
    scope,
    operations: steps.map(at),
    ends: each.ends,
    ...total(steps, analysis),
    locks: locks.map(({ relation, mode, blocks, since }) => ({ relation, mode, blocks, since: at(since) })),
    rows: rows.map(({ relation, since }) => ({ relation, since: at(since) })),
    blocks: highest(locks.map(({ blocks }) => blocks)),
    under: under.map(({ step }) => at(step)),
    ...(each.earlier.length > 0
      ? { earlier: each.earlier.slice(0, mostEarlier).map(({ id, path }) => id ?? path) }
      : {}),
    ...(each.goesOn ? { goesOn: true } : {}),
    ...(each.unknown ? { unknown: true } : {}),
  }));
}

function total(steps: readonly AnalyzedStep[], { project }: Analysis) {
  const duration = totalOf(steps, project);
  return duration && { duration: secondsJson(duration) };
}

/** Each has the SQL of the whole statement. */
function actions(direction: Direction, statement: readonly AnalyzedStep[], analysis: Analysis, rangeOf: RangeOf) {
  const sql = wholeSqlOf(statement, analysis);
  return statement.map((step) => operation(direction, step, sql, analysis, rangeOf));
}

function operation(
  direction: Direction,
  step: AnalyzedStep,
  sql: string | undefined,
  analysis: Analysis,
  rangeOf: RangeOf,
) {
  const { effects } = step;
  const duration = durationOf(step, analysis.project);
  const queue = courseOf(analysis).waiting.get(step);
  return {
    direction,
    range: rangeOf(step.span),
    kind: step.operation.kind,
    sql: sql ?? null,
    ...(isUnchecked(step, analysis.engine) ? { grammarChecked: false } : {}),
    effects: {
      locks: effects.locks.map(({ relation, mode }) => ({
        relation,
        mode,
        blocks: blockedBy(mode, effects, analysis.engine.locking),
      })),
      ...(effects.algorithm && { algorithm: effects.algorithm, lock: effects.lock }),
      blocks: effects.blocks,
      work: effects.work,
      transaction: effects.transaction,
      dataLoss: effects.dataLoss,
      canFailOnRows: effects.canFailOnRows,
      breaksRunningCode: effects.breaksRunningCode,
      does: effects.does,
      source: effects.source,
      ...(effects.cost && { cost: costJson(effects.cost) }),
      ...(duration && { duration: durationJson(duration) }),
      ...(queue && {
        queues: {
          waitsFor: queue.waitsFor,
          stops: queue.stops,
          relations: queue.relations,
          givesUpAfter: queue.limit ?? null,
        },
      }),
      ...(effects.assumed === undefined ? {} : { assumed: effects.assumed }),
      ...(effects.afterCommit ? { afterCommit: true } : {}),
      ...(effects.cascades ? { cascades: true } : {}),
      ...(effects.fromManual ? { fromManual: true } : {}),
      ...(effects.refused === undefined ? {} : { refused: effects.refused }),
      ...(effects.unknown ? { unknown: true } : {}),
    },
    ...(step.operation.kind === 'opaque' ? { why: step.operation.why } : {}),
  };
}

function finding(
  { rule, severity, span, message, direction, fixes, related = [] }: Finding,
  rangeOf: RangeOf,
  cwd: string,
  sourceOf: SourceOf,
) {
  return {
    rule,
    severity,
    range: rangeOf(span),
    message,
    direction,
    fixes: fixes.map((fix) => ({ title: fix.title, kind: isPhased(fix) ? 'phased' : 'rewrite' })),
    related: related.map((each) => {
      const source = sourceOf(each.path);
      const range = source && rangesIn(source)(each.span);
      return { path: shownPath(each.path, cwd), ...(range ? { range } : {}), message: each.message };
    }),
  };
}

export function isPhased(fix: Finding['fixes'][number]): boolean {
  return fix.rewrites.some((rewrite) => rewrite.kind === 'follow');
}

/** The files at hand, by their paths: related places lie in them. */
type SourceOf = (path: string) => Source | undefined;
