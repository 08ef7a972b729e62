import type { Finding } from '../model/finding.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { byStatement } from '../model/statements.ts';
import { rules } from '../rules/index.ts';
import { overlaps, type Span } from '../text.ts';
import type { Analysis } from './analyze.ts';
import { type Fact, factsOf } from './facts.ts';
import { fenced, inert } from './markdown.ts';
import type { NameOf } from './transaction-text.ts';

/** What the hover at `offset` says: what stands there does, and what is risky about it. */
export function explain(
  analysis: Analysis,
  offset: number,
): { readonly span: Span; readonly markdown: string } | undefined {
  const at = { start: offset, end: offset };
  const statements = byStatement([...analysis.up, ...analysis.down].filter((step) => step.path === undefined));
  const exact = statements.filter((statement) => statement.some((step) => overlaps(step.head, at)));
  const around = exact.length > 0 ? undefined : nearest(statements, offset);
  const hit = exact.length > 0 ? exact : around ? [around.statement] : [];
  const place = around ? around.step.head : at;
  const findings = analysis.findings.filter((each) => overlaps(each.span, place));
  const span = around?.step.span ?? findings[0]?.span ?? hit.flat().find((step) => overlaps(step.head, at))?.head;
  if (!span) return undefined;
  // Editors show the findings' messages above this already: first comes what they do not say.
  const parts = [
    ...hit.slice(0, mostStatements).map((statement) => statementMarkdown(statement, place, analysis)),
    ...(hit.length > mostStatements ? [`… and ${hit.length - mostStatements} more statements of this text`] : []),
    ...distinctRules(findings).map(findingMarkdown),
  ];
  return { span, markdown: parts.join('\n\n---\n\n') };
}

/** The SQL of a statement with all its actions: the author's own, or what the tool will emit. */
export function wholeSqlOf(
  statement: readonly AnalyzedStep[],
  { engine }: Pick<Analysis, 'engine'>,
): string | undefined {
  const [first] = statement;
  if (!first || first.operation.kind === 'opaque') return undefined;
  // A session that joins the transaction ends none.
  if (first.operation.kind === 'controlTransaction' && first.operation.joined) return undefined;
  return (
    first.sql ?? engine.printRedefined?.(statement.map(({ operation }) => operation)) ?? engine.print(first.operation)
  );
}

/** Steps are called by the line that they stand in. */
export function byLine({ source: { text } }: Analysis): NameOf {
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ index, 0: end }) => index + end.length)];
  const lineOf = ({ head }: AnalyzedStep) => starts.findLastIndex((start) => start <= head.start) + 1;
  return (first, last = first) => {
    const [from, to] = [lineOf(first), lineOf(last)];
    return from === to ? `line ${from}` : `lines ${from} to ${to}`;
  };
}

export function docsUrl(rule: string): string {
  return `https://github.com/migration-writer/migration-writer/blob/main/docs/rules/${rule}.md`;
}

/** The author's own statement that holds the offset, and the action of it that begins last before it. */
function nearest(statements: readonly (readonly AnalyzedStep[])[], offset: number) {
  const inside = statements.filter((statement) =>
    statement.some(({ sql, span }) => sql !== undefined && span.start <= offset && offset <= span.end),
  );
  const steps = inside.flat();
  const step = steps.findLast(({ head }) => head.start <= offset) ?? steps[0];
  const statement = step && inside.find((each) => each.includes(step));
  return step && statement ? { step, statement } : undefined;
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

/** A block of code is a program of many statements: of those, only the one that is pointed at. */
function statementMarkdown(whole: readonly AnalyzedStep[], at: Span, analysis: Analysis): string {
  const pointed = whole.filter((step) => overlaps(step.head, at));
  const statement = pointed.length > 0 && whole.some(({ inCode }) => inCode) ? pointed : whole;
  const [first] = statement;
  if (!first) return '';
  const sql = wholeSqlOf(statement, analysis);
  const does = doesOf(statement).map((each) => inert(each).replace(/^Not analysed:/, '**Not analysed:**'));
  return [
    ...(sql === undefined ? [] : [fenced('sql', shortened(sql))]),
    does.length === 1 ? does.join('') : shownActions(does),
    factsOf(statement, analysis, byLine(analysis)).map(factMarkdown).join('\n'),
    manuals(statement)
      .map((url) => `[${analysis.engine.title} ${analysis.project.engineVersion} manual](${url})`)
      .join(' · '),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** One sentence for each action; of a statement that is refused, the fact that it is says all. */
export function doesOf(statement: readonly AnalyzedStep[]): readonly string[] {
  if (statement.some(({ effects }) => effects.refused !== undefined && !effects.unknown)) return [];
  const all = statement.map(({ operation, effects }) =>
    operation.kind === 'opaque' ? `Not analysed: ${operation.why}` : (effects.summary ?? effects.does),
  );
  return all.map((sentence, at) => withoutKnown(sentence, all.slice(0, at)));
}

/** What a sentence adds behind its semicolon is said once for all actions of a statement. */
function withoutKnown(sentence: string, earlier: readonly string[]): string {
  const at = sentence.indexOf('; ');
  const isKnown = at > 0 && earlier.some((each) => each.endsWith(sentence.slice(at)));
  return isKnown ? `${sentence.slice(0, at)}.` : sentence;
}

/** The manual's pages, each once. */
export function manuals(statement: readonly AnalyzedStep[]): readonly string[] {
  return [
    ...new Set(statement.flatMap(({ effects, operation }) => (operation.kind === 'opaque' ? [] : effects.source))),
  ].filter((url) => url !== '');
}

function factMarkdown({ label, text }: Fact): string {
  return `- **${label}** ${inert(text)}`;
}

function shownActions(actions: readonly string[]): string {
  const shown = actions.length > mostActions ? actions.slice(0, mostActions - 1) : actions;
  const more = actions.length - shown.length;
  return [...shown, ...(more > 0 ? [`… and ${more} more`] : [])].map((each) => `- ${each}`).join('\n');
}

/** A hover is a glance: the whole text is in the file, or in `explain`. */
function shortened(sql: string): string {
  const lines = sql.trim().split(/\r\n|\r|\n/);
  return lines.length <= mostLines ? lines.join('\n') : [...lines.slice(0, mostLines - 1), '…'].join('\n');
}

/** A loop makes many of one text. */
const mostStatements = 4;
const mostLines = 6;
const mostActions = 5;
