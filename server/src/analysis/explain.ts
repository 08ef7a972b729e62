import type { Lock } from '../model/effects.ts';
import type { Engine } from '../model/engine.ts';
import type { Finding } from '../model/finding.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { rules } from '../rules/index.ts';
import { overlaps, type Span } from '../text.ts';
import type { Analysis } from './analyze.ts';

/** What the hover at `offset` says: what stands there does, and what is risky about it. */
export function explain(
  analysis: Analysis,
  offset: number,
): { readonly span: Span; readonly markdown: string } | undefined {
  const at = { start: offset, end: offset };
  const steps = [...analysis.up, ...analysis.down].filter((step) => overlaps(step.head, at));
  const findings = analysis.findings.filter((each) => overlaps(each.span, at));
  const span = findings[0]?.span ?? steps[0]?.head;
  if (!span) return undefined;
  // Editors show the findings' messages above this already: first comes what they do not say.
  const parts = [...steps.map((step) => stepMarkdown(step, analysis)), ...distinctRules(findings).map(findingMarkdown)];
  return { span, markdown: parts.join('\n\n---\n\n') };
}

/** The SQL of a step: the author's own, or what the tool will emit. */
export function sqlOf(step: AnalyzedStep, analysis: Pick<Analysis, 'engine'>): string | undefined {
  return step.sql ?? analysis.engine.print(step.operation);
}

export function docsUrl(rule: string): string {
  return `https://github.com/migration-writer/migration-writer/blob/main/docs/rules/${rule}.md`;
}

function distinctRules(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((each, index) => findings.findIndex((other) => other.rule === each.rule) === index);
}

/** Its message is what the editor shows of the diagnostic itself. */
function findingMarkdown(finding: Finding): string {
  const docs = rules.find((rule) => rule.id === finding.rule)?.docs;
  const link = `[${finding.rule}](${docsUrl(finding.rule)})`;
  return docs ? `**Why** ${docs.why} ${link}\n\n**Instead** ${docs.instead}` : link;
}

function stepMarkdown(step: AnalyzedStep, analysis: Analysis): string {
  const { effects, operation } = step;
  if (operation.kind === 'opaque') return `**Not analysed:** ${operation.why}`;
  const sql = sqlOf(step, analysis);
  const lines = sql === undefined ? [] : [`\`\`\`sql\n${sql}\n\`\`\``];
  lines.push(effects.does, facts(step, analysis).join(' · '));
  if (effects.source)
    lines.push(`[${analysis.engine.title} ${analysis.project.engineVersion} manual](${effects.source})`);
  return lines.filter((line) => line !== '').join('\n\n');
}

/** The effects as short lines, for hover, report and command line alike. */
export function facts(step: AnalyzedStep, { migration, engine }: Analysis): readonly string[] {
  const { effects, transaction } = step;
  if (effects.unknown) return [];
  if (effects.refused !== undefined) return [`Refused: ${effects.refused}`];
  const leaves = transaction === 'autocommit' && migration.transaction !== 'statement';
  return [
    ...(effects.algorithm === undefined ? [] : [`ALGORITHM=${effects.algorithm}, LOCK=${effects.lock ?? 'NONE'}`]),
    effects.locks.length > 0 ? `Locks: ${effects.locks.map(lockText).join(', ')}` : 'Locks: none on existing tables',
    `Blocks: ${effects.blocks}`,
    `Work: ${workText[effects.work]}`,
    ...(effects.transaction === 'forbidden' ? ['Cannot run inside a transaction'] : []),
    ...(effects.transaction === 'implicit commit' ? ['Commits what was done before it'] : []),
    ...(leaves ? ['Runs and commits by itself, outside the migration’s transaction'] : []),
    ...(effects.canFailOnRows ? ['Existing rows may make it fail'] : []),
    ...(effects.dataLoss ? ['Loses data'] : []),
    ...(effects.breaksRunningCode ? ['Breaks application code that still runs on the old schema'] : []),
    ...(isUnchecked(step, engine) ? ['Read clause by clause: no grammar here takes the statement whole'] : []),
  ];
}

/** What the author wrote himself, and nobody vouches for. */
export function isUnchecked({ sql, error }: AnalyzedStep, engine: Engine): boolean {
  return sql !== undefined && error === undefined && !engine.isChecked(sql);
}

function lockText(lock: Lock): string {
  return `${lock.mode} on ${lock.relation}`;
}

const workText: Readonly<Record<AnalyzedStep['effects']['work'], string>> = {
  instant: 'instant, whatever the size of the table',
  scan: 'reads every row',
  'index build': 'reads every row and builds an index',
  rewrite: 'rewrites the whole table and its indexes',
  'row writes': 'writes rows one by one',
};
