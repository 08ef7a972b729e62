import Handlebars from 'handlebars';
import type { Finding } from '../model/finding.ts';
import type { Migration } from '../model/migration.ts';
import { columnText, relationText } from '../model/name.ts';
import type { Operation } from '../model/operation.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { byStatement } from '../model/statements.ts';
import type { Workspace } from '../model/workspace.ts';
import type { Analysis } from './analyze.ts';
import type { Assessment } from './assess.ts';
import { courseOf } from './course.ts';
import { ofAnOrdinaryMachine } from './duration.ts';
import { doesOf, manuals, wholeSqlOf } from './explain.ts';
import { factsOf } from './facts.ts';
import { isUnlimited, longestLock } from './longest-lock.ts';
import { fenced, inert, verbatim } from './markdown.ts';
import { type NameOf, type Told, toldTransactions } from './transaction-text.ts';

/** The risk report of migrations as Markdown, one section a file, by the template `report`. */
export async function report(analyses: readonly Analysis[], workspace: Workspace): Promise<string> {
  const { text } = await workspace.template('report.md', analyses[0]?.source.path);
  const template = Handlebars.compile(text, { noEscape: true });
  return template({ migrations: analyses.map(section) }, { helpers });
}

const helpers = {
  number: (index: number) => index + 1,
  /** Lines that belong to an item of a list. */
  indent: (text: string) => text.replace(/^/gm, '   '),
};

/** What the template can name. */
function section(analysis: Analysis) {
  const { migration, up, down, assessment, findings, project } = analysis;
  const isUndo = migration.undoes !== undefined;
  const shown = isUndo ? down : up;
  const nameOf = byNumber(shown);
  const direction = isUndo ? 'down' : 'up';
  const own = courseOf(analysis).transactions.filter((each) => each.direction === direction);
  const held = toldTransactions(own, analysis, nameOf);
  const isAssumed = project.evidence.some((each) => each.fact === 'engineVersion' && each.assumed);
  return {
    title: inert(migration.title ?? migration.id ?? migration.path),
    path: verbatim(inProject(migration.path, project.environment.config)),
    revision: verbatim(migration.id ?? 'none'),
    parents: inert(migration.parents.join(', ')) || 'none (first revision)',
    engine: `${analysis.engine.title} ${project.engineVersion}${isAssumed ? ' (version assumed)' : ''}`,
    type: typeNames[assessment.type],
    risk: riskNames[assessment.risk],
    tableLock: inert(longestLock(shown, held, analysis)),
    dataLoss: assessment.dataLoss ? 'yes' : 'none found',
    rollback: rollbackText(assessment.rollback, migration),
    rewrites: up.some((step) => step.effects.work === 'rewrite'),
    breaksCode: up.some((step) => step.effects.breaksRunningCode),
    locks: assessment.tableLock && isUnlimited(shown, analysis),
    limit: analysis.engine.locking.limit.parameter,
    loses: assessment.dataLoss,
    findings: findings.filter((each) => isUndo || each.direction !== 'down').map(found),
    rollbackFindings: findings.filter((each) => !isUndo && each.direction === 'down').map(found),
    operations: byStatement(shown).map((each) => statement(each, analysis, nameOf)),
    transactions: held.map(told),
    rollbackOperations: isUndo ? [] : byStatement(down).map((each) => statement(each, analysis, byNumber(down))),
    lost: up.flatMap((step) => (step.effects.dataLoss ? [inert(lost(step.operation))] : [])),
    durations: [...up, ...down].some(({ effects }) => effects.cost !== undefined) ? ofAnOrdinaryMachine : undefined,
    raises: migration.rollback === 'raises',
    never: migration.rollback === 'never',
    /** What the tool calls the way back. */
    downgrade: wayBack(migration).replace(/^the /, ''),
    isUndo,
  };
}

/** One statement of SQL, with all its actions. */
function statement(steps: readonly AnalyzedStep[], analysis: Analysis, nameOf: NameOf) {
  const sql = wholeSqlOf(steps, analysis);
  const actions = doesOf(steps).map(inert);
  return {
    sql: sql === undefined ? undefined : fenced('sql', sql),
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

/** As people of the project name the file: from where its configuration lies. */
function inProject(path: string, config: string | undefined): string {
  const folder = config?.slice(0, config.lastIndexOf('/') + 1);
  return folder && path.startsWith(folder) ? path.slice(folder.length) : path;
}

function lost(operation: Operation): string {
  if (operation.kind === 'dropColumn') return `the values of ${columnText(operation.table, operation.column)}`;
  if (operation.kind === 'changeType')
    return `what the new type of ${columnText(operation.table, operation.column)} cannot hold`;
  const tables =
    operation.kind === 'truncate' ? operation.tables : 'table' in operation && operation.table ? [operation.table] : [];
  return tables.length > 0 ? `rows of ${tables.map(relationText).join(', ')}` : 'what it held';
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

function rollbackText(rollback: Assessment['rollback'], migration: Migration): string {
  const { undoes, up } = migration;
  const way = wayBack(migration);
  switch (rollback) {
    case 'automatic':
      if (undoes === undefined && up.length === 0 && migration.rollback !== 'written') return 'nothing to roll back';
      return `automatic (${way})`;
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
