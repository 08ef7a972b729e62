import type { Analysis } from '../../analysis/analyze.ts';
import { docsUrl } from '../../analysis/explain.ts';
import { fenced, inert, verbatim } from '../../analysis/markdown.ts';
import type { Finding, Severity } from '../../model/finding.ts';
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
    [`${readText(analyses)}.`, ...basisTexts(analyses, root).map((each) => `${quiet(each)}.`)].join('\n'),
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
  for (const analysis of worstFirst(checked.analyses)) {
    const title = `### ${code(shownPath(analysis.source.path, checked.root))}`;
    const rows = analysis.findings.map((each) => row(each, analysis));
    const taken = fitting(rows, rest - title.length - tableHead.length);
    left += rows.length - taken.length;
    if (taken.length === 0) continue;
    const table = [title, `${tableHead}\n${taken.join('\n')}`].join('\n\n');
    const details = await changes(analysis, checked, rest - table.length);
    const section = details === undefined ? table : `${table}\n\n${details}`;
    shown.push(section);
    rest -= section.length;
  }
  return { shown, left };
}

/** What does not fit shall not be what matters most. */
function worstFirst(analyses: readonly Analysis[]): readonly Analysis[] {
  return severities.flatMap((worst) =>
    analyses.filter(
      ({ findings }) => severities.find((each) => findings.some((one) => one.severity === each)) === worst,
    ),
  );
}

const severities: readonly Severity[] = ['error', 'warning', 'info'];

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

/** What the first fix of each finding changes here, if it changes no more than this file, as long as there is room. */
async function changes(analysis: Analysis, { changeOf, root }: Checked, room: number): Promise<string | undefined> {
  const { source } = analysis;
  const patches = new Map<string, string>();
  let rest = room - 200;
  for (const { fixes } of analysis.findings) {
    const [fix] = fixes;
    const change = fix && rest > 0 && !isPhased(fix) ? await changeOf(fix, analysis) : undefined;
    if (!fix || !change || change.newFiles.length > 0 || change.elsewhere) continue;
    const patch = unifiedDiff(shownPath(source.path, root), source.text, applyEdits(source.text, change.edits));
    const told = `**${quiet(fix.title)}**\n\n${fenced('diff', patch.trimEnd())}`;
    rest -= patches.has(patch) ? 0 : told.length;
    if (rest > 0 && !patches.has(patch)) patches.set(patch, told);
  }
  if (patches.size === 0) return undefined;
  const summary = '<summary>What the fixes would change</summary>';
  return ['<details>', summary, ...patches.values(), '</details>'].join('\n\n');
}

/** Text of the user's that formats nothing and calls nobody. */
function quiet(text: string): string {
  return inert(text).replace(/@(?=\w)/g, '@<!-- -->');
}

function code(text: string): string {
  return `\`${verbatim(text)}\``;
}
