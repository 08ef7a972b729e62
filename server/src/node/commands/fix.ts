import { type Analysis, analyze } from '../../analysis/analyze.ts';
import type { Finding } from '../../model/finding.ts';
import type { Source } from '../../text.ts';
import { type Arguments, type Problem, type Syntax, unknownRule } from '../options.ts';
import { placeText, rangesIn, shownPath } from '../places.ts';
import { select } from '../select.ts';
import { type Catalogue, type ExitCode, type Terminal, visible } from '../terminal.ts';
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
  const { workspace } = selection;
  const analyses = [...selection.analyses, ...selection.scripts];
  if (line !== undefined && analyses.length !== 1) return { problem: '--line needs exactly one migration file' };

  const applied: Applied[] = [];
  for (const analysis of analyses) {
    const broken = analysis.migration.errors[0];
    if (!broken) {
      // A fix of another file may have changed this one.
      const edited = applied
        .flatMap((each) => each.elsewhere)
        .findLast(({ after }) => after.path === analysis.source.path);
      const current = (edited && (await analyze(edited.after, workspace))) ?? analysis;
      const done = await applyFixes(current, wantedIn(current, args), workspace);
      if (done.titles.length > 0) workspace.overlay(done.after.path, done.after.text);
      applied.push(done);
    } else
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
  const changed = changedFiles(done);
  if (done.length === 0) {
    if (!dryRun) out('Nothing to fix\n');
    return undefined;
  }
  const named = (source: Source) => shownPath(source.path, cwd);
  if (dryRun) {
    for (const { path, before, after } of changed) out(unifiedDiff(named({ path, text: after }), before, after));
    return undefined;
  }
  const writes = changed.map(
    ({ path, before, after }): Write => ({ path, text: after, created: before === undefined }),
  );
  const problem = await writeAll(writes);
  if (problem !== undefined) return problem;
  for (const { after, created, elsewhere, titles } of done) {
    for (const title of titles) out(`${visible(`${named(after)}: ${title}`)}\n`);
    for (const file of elsewhere) out(`${visible(named(file.after))}: changed with it\n`);
    for (const file of created) out(`${visible(named(file))}: new\n`);
  }
  return undefined;
}

interface ChangedFile {
  readonly path: string;
  /** Absent for a new file. */
  readonly before: string | undefined;
  readonly after: string;
}

/** Each file once, as it was before all the fixes and as it is behind them. */
function changedFiles(applied: readonly Applied[]): readonly ChangedFile[] {
  const files = new Map<string, ChangedFile>();
  const note = (path: string, before: string | undefined, after: string) => {
    const known = files.get(path);
    files.set(path, { path, before: known ? known.before : before, after });
  };
  for (const { before, after, created, elsewhere } of applied) {
    note(after.path, before.text, after.text);
    for (const each of elsewhere) note(each.after.path, each.before.text, each.after.text);
    for (const file of created) note(file.path, undefined, file.text);
  }
  return [...files.values()].filter(({ before, after }) => before !== after);
}

function placeIn(source: Source, offset: number, { cwd }: Terminal): string {
  const { start } = rangesIn(source)({ start: offset, end: offset });
  return placeText(source.path, cwd, start);
}
