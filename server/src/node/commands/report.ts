import { report as reportOf } from '../../analysis/report/report.ts';
import type { Arguments, Problem, Syntax } from '../options.ts';
import { select } from '../select.ts';
import { narrowBySince } from '../since.ts';
import { type Catalogue, type ExitCode, type Terminal, visible } from '../terminal.ts';

export const reportSyntax: Syntax = { texts: ['stdin-path', 'since'], formats: ['markdown'] };

/** Prints the risk report of the migrations in Markdown. */
export async function report(args: Arguments, terminal: Terminal, catalogue: Catalogue): Promise<ExitCode | Problem> {
  const since = args.text('since');
  if (args.paths.length === 0 && since === undefined)
    return { problem: 'report needs a path: migration-writer report PATH…, or --since COMMIT' };
  if (since !== undefined && args.paths.includes('-')) return { problem: '--since needs files, not standard input' };
  const selection = await select(args, terminal, catalogue, narrowBySince(args, terminal));
  if ('problem' in selection) return selection;
  const { analyses, workspace } = selection;
  if (analyses.length > 0) {
    const text = (await reportOf(analyses, workspace)).replaceAll(`${terminal.cwd}/`, '');
    terminal.out(text.split('\n').map(visible).join('\n'));
  }
  return selection.incomplete ? 2 : 0;
}
