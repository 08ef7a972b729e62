import type { Analysis } from '../../analysis/analyze.ts';
import { facts, sqlOf } from '../../analysis/explain.ts';
import type { Direction } from '../../model/migration.ts';
import type { AnalyzedStep } from '../../model/rule.ts';
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
  }
  return incomplete ? 2 : 0;
}

function operationsText(analysis: Analysis, cwd: string, paint: Paint): string {
  const { up, down } = analysis;
  const parts = [
    ...up.map((step) => operationText('up', step, analysis, cwd, paint)),
    ...down.map((step) => operationText('down', step, analysis, cwd, paint)),
  ];
  return parts.map((part) => `${part}\n\n`).join('');
}

function operationText(
  direction: Direction,
  step: AnalyzedStep,
  analysis: Analysis,
  cwd: string,
  paint: Paint,
): string {
  const { start } = rangesIn(analysis.source)(step.head);
  const place = paint('bold', placeText(analysis.source.path, cwd, start));
  const head = `${place} ${direction === 'up' ? 'upgrade' : 'downgrade'} ${step.operation.kind}`;
  if (step.operation.kind === 'opaque') return `${head}\n  Not analysed: ${visible(step.operation.why)}`;
  const sql = sqlOf(step, analysis);
  return [
    head,
    ...(sql === undefined ? [] : sql.split(/\r\n|\r|\n/).map((line) => `  ${paint('info', visible(line))}`)),
    `  ${visible(step.effects.does)}`,
    ...facts(step, analysis).map((fact) => `  - ${visible(fact)}`),
    ...(step.effects.source === '' ? [] : [`  ${paint('dim', step.effects.source)}`]),
  ].join('\n');
}
