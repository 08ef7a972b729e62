import type { Analysis } from '../../analysis/analyze.ts';
import type { Finding } from '../../model/finding.ts';
import { frameOf } from '../commands/frame.ts';
import { placeText, rangesIn } from '../places.ts';
import { type Paint, visible } from '../terminal.ts';
import type { Checked } from './checked.ts';
import { basisTexts, summaryText } from './summary.ts';

/** For people at a terminal: each finding as a compiler says it, with the line that it is about. */
export function text({ analyses, cwd, paint }: Checked): string {
  const findings = analyses.map((each) => findingsText(each, cwd, paint)).join('');
  return `${findings}${[summaryText(analyses, paint), ...basisTexts(analyses, cwd)].join('\n')}\n`;
}

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
