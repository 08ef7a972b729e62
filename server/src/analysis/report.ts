import Handlebars from 'handlebars';
import type { Finding } from '../model/finding.ts';
import type { Migration } from '../model/migration.ts';
import { columnText, relationText } from '../model/name.ts';
import type { Operation } from '../model/operation.ts';
import type { Workspace } from '../model/workspace.ts';
import type { Analysis } from './analyze.ts';
import type { Assessment } from './assess.ts';
import { facts, sqlOf } from './explain.ts';

/** The risk report of migrations as Markdown, one section a file, by the template `report`. */
export async function report(analyses: readonly Analysis[], workspace: Workspace): Promise<string> {
  const template = Handlebars.compile(await workspace.template('report.md', analyses[0]?.source.path), {
    noEscape: true,
  });
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
  const long = up.filter(({ effects }) => effects.blocks !== 'nothing' && effects.work !== 'instant');
  const longest = long.find(({ effects }) => effects.blocks === 'reads and writes') ?? long[0];
  const isAssumed = project.evidence.some((each) => each.fact === 'engineVersion' && each.assumed);
  const lock = longest ?? up.find((step) => step.effects.blocks !== 'nothing');
  return {
    title: inert(migration.title ?? migration.id ?? migration.path),
    path: verbatim(inProject(migration.path, project.environment.config)),
    revision: verbatim(migration.id ?? 'none'),
    parents: inert(migration.parents.join(', ')) || 'none (first revision)',
    engine: `${analysis.engine.title} ${project.engineVersion}${isAssumed ? ' (version assumed)' : ''}`,
    type: typeNames[assessment.type],
    risk: riskNames[assessment.risk],
    tableLock: lock
      ? inert(
          `yes: ${lock.effects.locks.map((each) => `${each.mode} on ${each.relation}`).join(', ')}; blocks ${lock.effects.blocks}${longest ? ` while the work runs (${longest.effects.work})` : ' for an instant'}`,
        )
      : 'no',
    dataLoss: assessment.dataLoss ? 'yes' : 'none found',
    rollback: rollbackText(assessment.rollback, migration),
    rewrites: up.some((step) => step.effects.work === 'rewrite'),
    breaksCode: up.some((step) => step.effects.breaksRunningCode),
    locks: assessment.tableLock,
    loses: assessment.dataLoss,
    findings: findings.filter((each) => isUndo || each.direction !== 'down').map(shown),
    rollbackFindings: findings.filter((each) => !isUndo && each.direction === 'down').map(shown),
    operations: (isUndo ? down : up).map((step) => operation(step, analysis)),
    rollbackOperations: isUndo ? [] : down.map((step) => operation(step, analysis)),
    lost: up.flatMap((step) => (step.effects.dataLoss ? [inert(lost(step.operation))] : [])),
    raises: migration.rollback === 'raises',
    never: migration.rollback === 'never',
    /** What the tool calls the way back. */
    downgrade: wayBack(migration).replace(/^the /, ''),
    isUndo,
  };
}

function operation(step: Analysis['up'][number], analysis: Analysis) {
  return {
    sql: sqlOf(step, analysis),
    does: step.operation.kind === 'opaque' ? `Not analysed: ${inert(step.operation.why)}` : inert(step.effects.does),
    facts: facts(step, analysis).map(inert),
  };
}

function shown(finding: Finding) {
  return { ...finding, message: inert(finding.message) };
}

/** Text with names of the user's on one line, where Markdown sees no link, tag or code of its own. */
function inert(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').replace(/[`[\]*|]|<(?=[a-z/!])/gi, '\\$&');
}

/** Text that the template puts between backticks. */
function verbatim(text: string): string {
  return text.replace(/[`\p{Cc}]/gu, '\uFFFD');
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
