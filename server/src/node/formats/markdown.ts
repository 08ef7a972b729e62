import type { Analysis } from '../../analysis/analyze.ts';
import { docsUrl } from '../../analysis/explain.ts';
import { fenced, inert, verbatim } from '../../analysis/markdown.ts';
import type { Finding } from '../../model/finding.ts';
import { applyEdits } from '../../text.ts';
import { unifiedDiff } from '../commands/diff.ts';
import { isPhased } from '../commands/json.ts';
import { rangesIn, shownPath } from '../places.ts';
import type { Checked } from './checked.ts';
import { amount, basisTexts, foundText, readText } from './summary.ts';

/** A comment on a pull request: what was found, by file, and what to write instead behind a click. */
export async function markdown(checked: Checked): Promise<string> {
  const { analyses, unreadable, root } = checked;
  const plain = (_: string, text: string) => text;
  const lost = unreadable.map(({ path, reason }) => `- **not read**: ${code(shownPath(path, root))} ${reason}`);
  const head = [
    '<!-- migration-writer -->',
    `## Migration Writer: ${foundText(analyses, plain)}`,
    [`${readText(analyses)}.`, ...basisTexts(analyses).map((each) => `${quiet(each)}.`)].join('\n'),
    ...(lost.length > 0 ? [lost.join('\n')] : []),
  ].join('\n\n');
  const { shown, left } = await sections(checked, mostCharacters - head.length);
  const more = left > 0 ? [`${amount(left, 'more finding')} would not fit into a comment.`] : [];
  return `${[head, ...shown, ...more].join('\n\n')}\n`;
}

/** GitHub takes 65,536 characters in one comment. */
const mostCharacters = 60_000;

/** Findings as long as there is room, those of one file together; then what fixes would change, as long as there is room. */
async function sections(checked: Checked, room: number) {
  const shown: string[] = [];
  let left = 0;
  let rest = room;
  for (const analysis of checked.analyses) {
    if (analysis.findings.length === 0) continue;
    const title = `### ${code(shownPath(analysis.source.path, checked.root))}`;
    const rows = analysis.findings.map((each) => row(each, analysis));
    const taken = fitting(rows, rest - title.length - tableHead.length);
    left += rows.length - taken.length;
    if (taken.length === 0) continue;
    const details = await changes(analysis, checked);
    const table = [title, `${tableHead}\n${taken.join('\n')}`].join('\n\n');
    const section = details !== undefined && table.length + details.length < rest ? `${table}\n\n${details}` : table;
    shown.push(section);
    rest -= section.length;
  }
  return { shown, left };
}

function fitting(rows: readonly string[], room: number): readonly string[] {
  let rest = room;
  const end = rows.findIndex((each) => {
    rest -= each.length + 1;
    return rest < 0;
  });
  return end === -1 ? rows : rows.slice(0, end);
}

const tableHead = '| Line | | Finding | Fix |\n|---:|---|---|---|';

function row({ rule, severity, span, message, fixes }: Finding, { source }: Analysis): string {
  const { start } = rangesIn(source)(span);
  const titles = fixes.map(({ title }) => quiet(title)).join('<br>');
  return `| ${start.line + 1} | **${severity}** | ${quiet(message)} ([${rule}](${docsUrl(rule)})) | ${titles} |`;
}

/** What the first fix of each finding changes here, if it changes no more than this file. */
async function changes(analysis: Analysis, { changeOf, root }: Checked): Promise<string | undefined> {
  const { source } = analysis;
  const patches = new Map<string, string>();
  for (const { fixes } of analysis.findings) {
    const [fix] = fixes;
    const change = fix && !isPhased(fix) ? await changeOf(fix, analysis) : undefined;
    if (!fix || !change || change.newFiles.length > 0 || change.elsewhere) continue;
    const patch = unifiedDiff(shownPath(source.path, root), source.text, applyEdits(source.text, change.edits));
    if (!patches.has(patch)) patches.set(patch, fix.title);
  }
  if (patches.size === 0) return undefined;
  const told = [...patches].map(([patch, title]) => `**${quiet(title)}**\n\n${fenced('diff', patch.trimEnd())}`);
  return ['<details>', '<summary>What the fixes would change</summary>', ...told, '</details>'].join('\n\n');
}

/** Text of the user's that formats nothing and calls nobody. */
function quiet(text: string): string {
  return inert(text).replace(/@(?=\w)/g, '@<!-- -->');
}

function code(text: string): string {
  return `\`${verbatim(text)}\``;
}
