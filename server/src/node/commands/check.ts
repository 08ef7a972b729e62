import type { Analysis } from '../../analysis/analyze.ts';
import type { Finding, Severity } from '../../model/finding.ts';
import type { Arguments, Problem, Syntax } from '../options.ts';
import { placeText, rangesIn } from '../places.ts';
import { select } from '../select.ts';
import { type Catalogue, type ExitCode, type Paint, paintFor, type Terminal, visible } from '../terminal.ts';
import { frameOf } from './frame.ts';
import { jsonOf, summaryOf } from './json.ts';

export const checkSyntax: Syntax = {
  texts: ['fail-on', 'stdin-path', 'since'],
  flags: ['operations'],
  formats: ['text', 'json'],
  laterFormats: ['sarif', 'junit', 'github', 'gitlab', 'markdown'],
};

/** Prints the findings; 1 where one of them is at or above the level of --fail-on. */
export async function check(args: Arguments, terminal: Terminal, catalogue: Catalogue): Promise<ExitCode | Problem> {
  const failOn = args.text('fail-on') ?? 'error';
  const level = levels.find((each) => each === failOn);
  if (level === undefined) return { problem: `--fail-on must be ${levels.join(', ')}, not "${failOn}"` };
  if (args.text('since') !== undefined) return { problem: '--since is not available yet' };
  const selection = await select(args, terminal, catalogue);
  if ('problem' in selection) return selection;
  const { analyses, workspace, incomplete } = selection;
  if (args.format === 'json') {
    const project = analyses[0]?.project ?? (await workspace.project(terminal.cwd));
    terminal.out(jsonOf(analyses, project, terminal.cwd, { operations: args.flag('operations') }));
  } else {
    const paint = paintFor(terminal);
    for (const each of analyses) terminal.out(findingsText(each, terminal.cwd, paint));
    terminal.out(`${[summaryText(analyses, paint), ...basisTexts(analyses)].join('\n')}\n`);
  }
  const counted = levels.slice(0, levels.indexOf(level) + 1);
  const failed =
    level !== 'never' && analyses.some(({ findings }) => findings.some((each) => counted.includes(each.severity)));
  return incomplete ? 2 : failed ? 1 : 0;
}

const levels: readonly (Severity | 'never')[] = ['error', 'warning', 'info', 'never'];

function findingsText({ source, findings }: Analysis, cwd: string, paint: Paint): string {
  const rangeOf = rangesIn(source);
  return findings
    .map((finding) => {
      const { start } = rangeOf(finding.span);
      const place = paint('bold', placeText(source.path, cwd, start));
      const head = `${place} ${paint(finding.severity, finding.severity)} ${paint('dim', finding.rule)} ${visible(finding.message)}`;
      const frame = frameOf(source, finding.span, (marks) => paint(finding.severity, marks));
      return `${[head, frame, ...fixTexts(finding, paint)].join('\n')}\n\n`;
    })
    .join('');
}

function fixTexts({ fixes }: Finding, paint: Paint): readonly string[] {
  return fixes.map((fix) => `  ${paint('good', 'fix:')} ${visible(fix.title)}`);
}

function summaryText(analyses: readonly Analysis[], paint: Paint): string {
  const { files, operations, opaque, error, warning, info } = summaryOf(analyses);
  const read = `${amount(files, 'file')}, ${amount(operations, 'operation')}${opaque > 0 ? ` (${opaque} not analysed)` : ''}`;
  const found = [
    error > 0 ? paint('error', amount(error, 'error')) : '',
    warning > 0 ? paint('warning', amount(warning, 'warning')) : '',
    info > 0 ? paint('info', `${info} info`) : '',
  ].filter((each) => each !== '');
  return `${read}: ${found.join(', ') || 'nothing found'}`;
}

/** For what the findings hold, one line a project, and how much of that nobody has said in so many words. */
function basisTexts(analyses: readonly Analysis[]): readonly string[] {
  const texts = analyses.map(({ engine, project }) => {
    const assumed = project.evidence.filter((each) => each.assumed && each.fact !== 'tool').map((each) => each.fact);
    const basis = `Judged for ${engine.title} ${project.engineVersion} and ${project.deployment} deploys`;
    const spoken = project.evidence.find((each) => each.fact === 'engine')?.said;
    const from = spoken === undefined ? [] : [`engine: the migrations say ${visible(spoken)}`];
    const reasons = [...from, ...(assumed.length > 0 ? [`assumed: ${assumed.join(', ')}`] : [])];
    return reasons.length > 0 ? `${basis} (${reasons.join('; ')})` : basis;
  });
  return [...new Set(texts)];
}

function amount(count: number, of: string): string {
  return `${count} ${of}${count === 1 ? '' : 's'}`;
}
