import type { Finding } from '../model/finding.ts';
import { rules } from '../rules/index.ts';
import type { Edit, Span } from '../text.ts';
import type { Analysis } from './analyze.ts';
import { linesOf } from './lines.ts';
import { placeholder, suppressionsIn } from './suppress.ts';

/**
 * The comment that suppresses a finding, for its statement or for the whole file, with a reason that the author is to give;
 * a comment that is there already takes the rule in.
 */
export function ignoreEdit(finding: Finding, scope: 'statement' | 'file', analysis: Analysis): Edit {
  const { source, frontend, project } = analysis;
  const { text } = source;
  const comments = frontend.comments(source, { engine: project.engine, version: project.engineVersion });
  const known = suppressionsIn(source, () => comments).find(
    (each) => each.scope === scope && !each.misplaced && each.isAbout(finding.span.start),
  );
  if (known) {
    const before = known.rules.length === 0 ? '' : ', ';
    return { span: { start: known.more, end: known.more }, text: `${before}${finding.rule}` };
  }
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = linesOf(text);
  const words = (verb: string) => `${comments.mark} migration-writer: ${verb}[${finding.rule}] ${placeholder}`;
  if (scope === 'file') {
    const lacksBreak = comments.top > 0 && !/[\r\n\uFEFF]/.test(text[comments.top - 1] ?? '');
    return insertion(comments.top, `${lacksBreak ? eol : ''}${words('ignore-file')}${eol}`);
  }
  const around = comments.statements.filter(
    ({ start, end }) => start <= finding.span.start && finding.span.start <= end,
  );
  const start = around.reduce((first, each) => Math.max(first, each.start), -1);
  const line = lines.at(start < 0 ? finding.span.start : start);
  const mark = text.startsWith('\uFEFF', line.start) ? 1 : 0;
  const indentation = /^[ \t]*/.exec(text.slice(line.start + mark, line.end))?.[0] ?? '';
  return insertion(line.start + mark, `${indentation}${words('ignore')}${eol}`);
}

/** What is said of suppressions themselves, settings alone can silence. */
export function mayBeIgnored({ rule }: Finding): boolean {
  return !rules.some(({ id, last }) => id === rule && last);
}

/** A comment, or some of its words, says something else; of one that says nothing any more no line is left. */
export function commentEdit(text: string, { span, text: words }: { readonly span: Span; readonly text: string }): Edit {
  if (words !== '') return { span, text: words };
  const line = linesOf(text).at(span.start);
  const before = text.slice(line.start, span.start).replace(/[ \t]*(#+|--)[ \t]*$/, '');
  const rest = text.slice(span.end, line.end).trim();
  if (rest !== '' || before.trim() !== '')
    return { span: { start: line.start + before.length, end: span.end }, text: '' };
  return { span: { start: line.start, end: Math.min(line.end + 1, text.length) }, text: '' };
}

function insertion(at: number, text: string): Edit {
  return { span: { start: at, end: at }, text };
}
