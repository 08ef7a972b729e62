import type { Analysis } from '../../analysis/analyze.ts';
import { courseOf } from '../../analysis/course.ts';
import { ofAnOrdinaryMachine } from '../../analysis/duration.ts';
import { byLine, doesOf, manuals, wholeSqlOf } from '../../analysis/explain.ts';
import { type Fact, factsOf } from '../../analysis/facts.ts';
import { type NameOf, toldTransactions } from '../../analysis/transaction-text.ts';
import type { Direction } from '../../model/migration.ts';
import type { AnalyzedStep } from '../../model/rule.ts';
import { byStatement } from '../../model/statements.ts';
import type { Arguments, Problem, Syntax } from '../options.ts';
import { placeText, rangesIn } from '../places.ts';
import { select } from '../select.ts';
import { type Catalogue, type ExitCode, type Paint, paintFor, type Terminal, visible } from '../terminal.ts';
import { jsonOf } from './json.ts';

export const explainSyntax: Syntax = { texts: ['stdin-path'], formats: ['text', 'json'] };

/** Prints every operation with the SQL that it emits and what that does to the database. */
export async function explain(args: Arguments, terminal: Terminal, catalogue: Catalogue): Promise<ExitCode | Problem> {
  if (args.paths.length === 0) return { problem: 'explain needs a path: migration-writer explain PATH…' };
  const selection = await select(args, terminal, catalogue);
  if ('problem' in selection) return selection;
  const { analyses, workspace, incomplete } = selection;
  if (args.format === 'json') {
    const project = analyses[0]?.project ?? (await workspace.project(terminal.cwd));
    terminal.out(jsonOf(analyses, project, terminal.cwd, { operations: true }));
  } else {
    const paint = paintFor(terminal);
    for (const each of analyses) terminal.out(operationsText(each, terminal.cwd, paint));
    const grows = analyses.some(({ up, down }) => [...up, ...down].some(({ effects }) => effects.cost !== undefined));
    if (grows) terminal.out(`${ofAnOrdinaryMachine}.\n`);
  }
  return incomplete ? 2 : 0;
}

function operationsText(analysis: Analysis, cwd: string, paint: Paint): string {
  const nameOf = byLine(analysis);
  const parts = (['up', 'down'] as const).flatMap((direction) => [
    ...byStatement(analysis[direction]).map((each) => statementText(direction, each, analysis, nameOf, cwd, paint)),
    ...transactionsText(direction, analysis, nameOf, paint),
  ]);
  return parts.map((part) => `${part}\n\n`).join('');
}

const words: Readonly<Record<Direction, string>> = { up: 'upgrade', down: 'downgrade' };

function statementText(
  direction: Direction,
  statement: readonly AnalyzedStep[],
  analysis: Analysis,
  nameOf: NameOf,
  cwd: string,
  paint: Paint,
): string {
  const [first] = statement;
  if (!first) return '';
  const { start } = rangesIn(analysis.source)(first.head);
  const kinds = [...new Set(statement.map(({ operation }) => operation.kind))].join(', ');
  const head = `${paint('bold', placeText(analysis.source.path, cwd, start))} ${words[direction]} ${kinds}`;
  const sql = wholeSqlOf(statement, analysis);
  return [
    head,
    ...(sql === undefined ? [] : sql.split(/\r\n|\r|\n/).map((line) => `  ${paint('info', visible(line))}`)),
    ...doesOf(statement).map((each) => `  ${visible(each)}`),
    ...labelled(factsOf(statement, analysis, nameOf)),
    ...labelled(manuals(statement).map((text) => ({ label: 'Manual', text }))).map((line) => paint('dim', line)),
  ].join('\n');
}

/** What is held until when, where that is longer than one statement takes. */
function transactionsText(direction: Direction, analysis: Analysis, nameOf: NameOf, paint: Paint): readonly string[] {
  const { transactions } = courseOf(analysis);
  const own = transactions.filter((each) => each.direction === direction);
  const told = toldTransactions(own, analysis, nameOf);
  if (told.length === 0) return [];
  const lines = told.flatMap(({ head, held }) => [
    `  ${visible(head)}`,
    ...held.flatMap(({ text, meanwhile }) => [
      `    ${visible(text)}`,
      ...meanwhile.map((each) => `      ${visible(each)}`),
    ]),
  ]);
  return [[`${paint('bold', `Held in the ${words[direction]}`)}`, ...lines].join('\n')];
}

/** Labels in a column of their own, each written once. */
function labelled(facts: readonly Fact[]): readonly string[] {
  const width = 13;
  return facts.map(({ label, text }, at) => {
    const shown = facts[at - 1]?.label === label ? '' : label;
    return `  ${shown.padEnd(width)}${visible(text)}`;
  });
}
