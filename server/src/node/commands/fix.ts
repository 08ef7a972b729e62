import type { Analysis } from '../../analysis/analyze.ts';
import type { Finding } from '../../model/finding.ts';
import type { Source } from '../../text.ts';
import { type Arguments, type Problem, type Syntax, unknownRule } from '../options.ts';
import { rangesIn, shownPath } from '../places.ts';
import { select } from '../select.ts';
import type { Catalogue, ExitCode, Terminal } from '../terminal.ts';
import { type Write, writeAll } from '../write.ts';
import { type Applied, applyFixes, type Wanted } from './apply.ts';
import { unifiedDiff } from './diff.ts';
import { isPhased } from './json.ts';

export const fixSyntax: Syntax = { texts: ['line'], repeated: ['rule'], flags: ['dry-run'], formats: ['text'] };

/** Applies the fixes of findings, all files or none; with --dry-run it prints them as one unified diff. */
export async function fix(args: Arguments, terminal: Terminal, catalogue: Catalogue): Promise<ExitCode | Problem> {
  if (args.paths.length === 0) return { problem: 'fix needs a path: migration-writer fix PATH…' };
  if (args.paths.includes('-')) return { problem: 'fix writes files: standard input cannot be fixed' };
  const unknown = args
    .texts('rule')
    .map((id) => unknownRule(id, catalogue))
    .find((each) => each !== undefined);
  if (unknown) return unknown;
  const line = args.text('line');
  if (line !== undefined && !/^[1-9]\d*$/.test(line)) return { problem: `--line must be a line number, not "${line}"` };
  const selection = await select(args, terminal, catalogue);
  if ('problem' in selection) return selection;
  const { analyses, workspace } = selection;
  if (line !== undefined && analyses.length !== 1) return { problem: '--line needs exactly one migration file' };

  const applied: Applied[] = [];
  for (const analysis of analyses) {
    const broken = analysis.migration.errors[0];
    if (!broken) applied.push(await applyFixes(analysis, wantedIn(analysis, args), workspace));
    else
      terminal.error(
        `${placeIn(analysis.source, broken.span.start, terminal)}: not fixed, because it cannot be parsed from here on\n`,
      );
  }
  const problem = await finish(applied, args.flag('dry-run'), terminal);
  if (problem !== undefined) return { problem };
  if (!args.flag('dry-run'))
    terminal.out(offered(analyses.flatMap(({ findings }) => findings).filter(isOnlyPhased), args));
  return selection.incomplete ? 2 : 0;
}

function isOnlyPhased({ fixes }: Finding): boolean {
  return fixes.length > 0 && fixes.every(isPhased);
}

/** Plans are not carried out unasked: they write revisions that have to be deployed one by one. */
function offered(findings: readonly Finding[], args: Arguments): string {
  const [first] = findings;
  if (!first || args.texts('rule').length > 0 || args.text('line') !== undefined) return '';
  const have = findings.length === 1 ? 'One finding has' : `${findings.length} findings have`;
  return `${have} a fix in phases, which writes new revisions: name it by --rule ${first.rule} or --line N\n`;
}

/** What is named by --rule or --line may also be done in phases, which makes new files. */
function wantedIn({ source }: Analysis, args: Arguments): Wanted {
  const rules = args.texts('rule');
  const line = args.text('line');
  const rangeOf = rangesIn(source);
  return {
    phased: rules.length > 0 || line !== undefined,
    takes(finding) {
      const { start, end } = rangeOf(finding.span);
      const here = line === undefined || (start.line <= Number(line) - 1 && Number(line) - 1 <= end.line);
      return here && (rules.length === 0 || rules.includes(finding.rule));
    },
  };
}

async function finish(
  applied: readonly Applied[],
  dryRun: boolean,
  { cwd, out }: Terminal,
): Promise<string | undefined> {
  const done = applied.filter((each) => each.titles.length > 0);
  if (done.length === 0) {
    if (!dryRun) out('Nothing to fix\n');
    return undefined;
  }
  const named = (source: Source) => shownPath(source.path, cwd);
  if (dryRun) {
    for (const { before, after, created } of done) {
      out(unifiedDiff(named(after), before.text, after.text));
      for (const file of created) out(unifiedDiff(named(file), undefined, file.text));
    }
    return undefined;
  }
  const writes = done.flatMap(({ before, after, created }): Write[] => [
    ...(before.text === after.text ? [] : [{ ...after, created: false }]),
    ...created.map((file) => ({ ...file, created: true })),
  ]);
  const problem = await writeAll(writes);
  if (problem !== undefined) return problem;
  for (const { after, created, titles } of done) {
    for (const title of titles) out(`${named(after)}: ${title}\n`);
    for (const file of created) out(`${named(file)}: new\n`);
  }
  return undefined;
}

function placeIn(source: Source, offset: number, { cwd }: Terminal): string {
  const { start } = rangesIn(source)({ start: offset, end: offset });
  return `${shownPath(source.path, cwd)}:${start.line + 1}:${start.character + 1}`;
}
