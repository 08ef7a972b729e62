import type { Analysis } from '../../analysis/analyze.ts';
import type { Finding, Severity } from '../../model/finding.ts';
import { rangesIn, shownPath } from '../places.ts';
import { visible } from '../terminal.ts';
import type { Checked } from './checked.ts';

/**
 * Annotations of GitHub Actions, one command a line:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function github({ analyses, unreadable, root }: Checked): string {
  const lost = unreadable.map(({ path, reason }) => {
    const file = shownPath(path, root);
    return command('error', { file, title: 'migration-writer' }, `${file} ${reason}`);
  });
  return [...lost, ...analyses.flatMap((each) => each.findings.map((finding) => annotation(finding, each, root)))].join(
    '',
  );
}

function annotation(finding: Finding, { source }: Analysis, root: string): string {
  const { start, end } = rangesIn(source)(finding.span);
  const oneLine = start.line === end.line;
  const properties = {
    file: shownPath(source.path, root),
    line: start.line + 1,
    endLine: end.line + 1,
    // Columns are for annotations of one line only; the last one is part of the place.
    ...(oneLine && { col: start.character + 1, endColumn: Math.max(start.character + 1, end.character) }),
    title: finding.rule,
  };
  const fixes = finding.fixes.map(({ title }) => `Fix: ${visible(title)}`);
  return command(levels[finding.severity], properties, [visible(finding.message), ...fixes].join('\n'));
}

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

function command(name: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const said = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(String(value))}`);
  return `::${name} ${said.join(',')}::${escaped(message)}\n`;
}

/** As the runner reads it back: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
