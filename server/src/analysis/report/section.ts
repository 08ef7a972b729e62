import type { Finding } from '../../model/finding.ts';
import type { Migration } from '../../model/migration.ts';
import { relationText } from '../../model/name.ts';
import { isControl } from '../../model/operation.ts';
import type { AnalyzedStep } from '../../model/rule.ts';
import { byStatement } from '../../model/statements.ts';
import type { Transaction } from '../../model/transaction.ts';
import type { Analysis } from '../analyze.ts';
import type { Assessment } from '../assess.ts';
import { courseOf } from '../course.ts';
import { durationText, ofAnOrdinaryMachine, rangeText, totalOf } from '../duration.ts';
import { doesOf, manuals, wholeSqlOf } from '../explain.ts';
import { factsOf } from '../facts.ts';
import { isUnlimited, longestLock } from '../longest-lock.ts';
import { dedented, fenced, inert, verbatim } from '../markdown.ts';
import { sizeOf } from '../table-size.ts';
import { type NameOf, type Told, toldTransactions } from '../transaction-text.ts';
import { listed } from '../wording.ts';
import { phasesAround } from './deploys.ts';
import { lossesOf } from './losses.ts';
import { scriptOf } from './script.ts';
import { usesIn } from './uses.ts';

/** What the template can name of one migration. */
export function section(analysis: Analysis) {
  const { migration, up, down, undoing, assessment, findings } = analysis;
  const isUndo = migration.undoes !== undefined;
  const [shown, back] = isUndo ? [down, []] : [up, undoing];
  const nameOf = byNumber(shown);
  const own = courseOf(analysis).transactions.filter((each) => each.direction === (isUndo ? 'down' : 'up'));
  const held = toldTransactions(own, analysis, nameOf);
  const script = scriptOf(own, analysis);
  const losses = lossesOf(shown);
  const unread = unreadText(shown);
  return {
    ...nameplate(analysis),
    type: typeNames[assessment.type],
    risk: riskNames[assessment.risk],
    tableLock: `${inert(longestLock(shown, held, analysis))}${unread}`,
    duration: `${inert(durationOf(shown, analysis))}${unread}`,
    dataLoss: assessment.dataLoss ? `yes: ${inert(listed(losses.map(({ what }) => what)))}` : `none found${unread}`,
    rollback: rollbackText(assessment.rollback, migration, lossesOf(back).length > 0),
    findings: findings.filter((each) => isUndo || each.direction !== 'down').map(found),
    rollbackFindings: findings.filter((each) => !isUndo && each.direction === 'down').map(found),
    ...prerequisites(shown, analysis),
    loses: assessment.dataLoss && (tablesText(losses.flatMap(({ table }) => table ?? [])) ?? 'the database'),
    operations: byStatement(shown).map((each) => statement(each, analysis, nameOf)),
    transactions: held.map(told),
    script: script === '' ? undefined : fenced('sql', script),
    rollbackOperations: byStatement(back).map((each) => statement(each, analysis, byNumber(back))),
    halfWay: halfWay(own),
    manual: losses.map(({ remedy }) => inert(remedy)),
    lost: losses.map(({ what }) => inert(what)),
    lostBack: lossesOf(back).map(({ what }) => inert(what)),
    durations: [...shown, ...back].some(({ effects }) => effects.cost !== undefined) ? ofAnOrdinaryMachine : undefined,
    raises: migration.rollback === 'raises',
    never: migration.rollback === 'never',
    /** What the tool calls the way back. */
    downgrade: wayBack(migration).replace(/^the /, ''),
    isUndo,
  };
}

function nameplate({ migration, engine, project, history }: Analysis) {
  const isAssumed = project.evidence.some((each) => each.fact === 'engineVersion' && each.assumed);
  return {
    title: titleOf(migration),
    path: verbatim(inProject(migration.path, project.environment.config)),
    revision: verbatim(migration.id ?? 'none'),
    parents: inert(migration.parents.join(', ')) || 'none (first revision)',
    engine: `${engine.title} ${project.engineVersion}${isAssumed ? ' (version assumed)' : ''}`,
    phases: phasesAround(migration, history).map((each) => ({
      title: titleOf(each),
      revision: verbatim(each.id ?? 'none'),
      isThis: each.path === migration.path,
      before: (each.checklist ?? []).map(inert),
    })),
  };
}

/** What nobody can say anything of, at the end of each row of the assessment that it may make worse. */
function unreadText(shown: readonly AnalyzedStep[]): string {
  const unread = shown.filter(({ operation }) => operation.kind === 'opaque').length;
  if (unread === 0) return '';
  return `; ${unread} ${unread === 1 ? 'operation that was' : 'operations that were'} not analysed may do more`;
}

/** What a failure leaves behind where earlier steps have committed; undefined where it leaves nothing. */
function halfWay(own: readonly Transaction[]): string | undefined {
  const works = ({ operation }: AnalyzedStep) => !isControl(operation) && operation.kind !== 'setParameter';
  const committed = own.filter(({ steps, ends }) => steps.some(works) && ends !== 'rollback');
  if (committed.length < 2) return undefined;
  return `It runs in ${committed.length} transactions: where a step fails, what was committed before it stays, and the migration counts as not run. Finish it, or undo that part, by hand before it runs again.`;
}

/** The boxes to tick before it runs. */
function prerequisites(shown: readonly AnalyzedStep[], analysis: Analysis) {
  const rewritten = shown.flatMap(({ operation, effects, before }) =>
    effects.work === 'rewrite' && 'table' in operation && operation.table
      ? [`${relationText(operation.table)}${roomText(sizeOf(operation.table, analysis.project, before)?.bytes)}`]
      : [],
  );
  return {
    before: (analysis.migration.checklist ?? []).map(inert),
    rewrites:
      shown.some(({ effects }) => effects.work === 'rewrite') && (tablesText(rewritten) ?? 'each rewritten table'),
    uses: usesIn(shown, analysis),
    breaksCode: shown.some(({ effects }) => effects.breaksRunningCode),
    locks: analysis.assessment.tableLock && isUnlimited(shown, analysis),
    limit: analysis.engine.locking.limit.parameter,
    limitGain: analysis.engine.locking.oneWriter
      ? 'waits for another writer for a while instead of failing at once'
      : 'gives up instead of queueing everyone behind it',
  };
}

function tablesText(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : inert(listed([...new Set(names)]));
}

/** In the units of file managers. */
function roomText(bytes: number | undefined): string {
  if (bytes === undefined) return '';
  const power = Math.min(4, Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)));
  return ` (${Number((bytes / 1024 ** power).toPrecision(2))} ${['bytes', 'kB', 'MB', 'GB', 'TB'][power]} now)`;
}

/** All of its work, one after the other; what grows with tables whose size nobody has said is told as it grows. */
function durationOf(shown: readonly AnalyzedStep[], { project }: Analysis): string {
  const growing = shown.filter(({ effects }) => effects.work !== 'instant' && !effects.unknown);
  if (growing.length === 0) return 'an instant, once it has its locks';
  const total = totalOf(growing, project);
  const each = [...new Set(growing.flatMap((step) => durationText(step, project) ?? []))];
  if (total && growing.length > 1) return `${rangeText(total.from, total.to)} in all`;
  if (each.length === 0) return 'not known: it grows with the table, and was not measured';
  const more = each.length - mostDurations;
  return [...each.slice(0, mostDurations), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

const mostDurations = 3;

/** One statement of SQL, with all its actions. */
function statement(steps: readonly AnalyzedStep[], analysis: Analysis, nameOf: NameOf) {
  const sql = wholeSqlOf(steps, analysis);
  const actions = doesOf(steps).map(inert);
  return {
    sql: sql === undefined ? undefined : fenced('sql', dedented(sql)),
    does: actions.length > 1 ? `One statement, ${actions.length} actions:` : actions.join(''),
    actions: actions.length > 1 ? actions : [],
    facts: factsOf(steps, analysis, nameOf).map(({ label, text }) => `**${label}** ${inert(text)}`),
    manuals: manuals(steps),
  };
}

function told({ head, held }: Told) {
  return {
    head: inert(head),
    held: held.map(({ text, meanwhile }) => ({ text: inert(text), meanwhile: meanwhile.map(inert) })),
  };
}

/** Statements are called by their numbers in the list of what runs. */
function byNumber(steps: readonly AnalyzedStep[]): NameOf {
  const numbers = new Map(byStatement(steps).flatMap((each, at) => each.map((step) => [step, at + 1] as const)));
  return (first, last = first) => {
    const [from, to] = [numbers.get(first), numbers.get(last)];
    return from === to ? `step ${from}` : `steps ${from} to ${to}`;
  };
}

function found(finding: Finding) {
  return { ...finding, message: inert(finding.message) };
}

function titleOf({ title, id, path }: Migration): string {
  return inert(title ?? id ?? path);
}

/** As people of the project name the file: from where its configuration lies. */
function inProject(path: string, config: string | undefined): string {
  const folder = config?.slice(0, config.lastIndexOf('/') + 1);
  return folder && path.startsWith(folder) ? path.slice(folder.length) : path;
}

const typeNames: Readonly<Record<Assessment['type'], string>> = {
  'schema-add': 'Schema: Add',
  'schema-modify': 'Schema: Modify',
  'schema-remove': 'Schema: Remove',
  data: 'Data',
  combined: 'Combined schema and data',
};

const riskNames: Readonly<Record<Assessment['risk'], string>> = {
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  'very-high': 'Very High',
};

function rollbackText(rollback: Assessment['rollback'], migration: Migration, destroys: boolean): string {
  const { undoes, up } = migration;
  const way = wayBack(migration);
  switch (rollback) {
    case 'automatic':
      if (undoes === undefined && up.length === 0 && migration.rollback !== 'written') return 'nothing to roll back';
      return `automatic (${way})${destroys ? '; it destroys what was written since' : ''}`;
    case 'manual':
      return `manual steps needed: ${way} restores the schema, not the data`;
    case 'none':
      if (migration.rollback === 'never') return 'none: the project writes no ways back';
      return `none: there is no working ${way.replace(/^the /, '')}`;
  }
}

/** What takes the migration back, as the tool calls it; of a file that undoes another, that other one. */
function wayBack({ tool, undoes }: Migration): string {
  if (undoes !== undefined) return `running \`${undoes}\` again`;
  return tool === 'sql' ? 'the way back' : '`downgrade()`';
}
