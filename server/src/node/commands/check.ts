import { changeOf } from '../../analysis/change.ts';
import type { Severity } from '../../model/finding.ts';
import type { Source } from '../../text.ts';
import type { Checked } from '../formats/checked.ts';
import { formats } from '../formats/index.ts';
import type { Arguments, Problem, Syntax } from '../options.ts';
import { productVersion } from '../product-version.ts';
import { repositoryOf } from '../repository.ts';
import { type Selection, select } from '../select.ts';
import { narrowBySince } from '../since.ts';
import { type Catalogue, type ExitCode, paintFor, type Terminal } from '../terminal.ts';

export const checkSyntax: Syntax = {
  texts: ['fail-on', 'stdin-path', 'since'],
  flags: ['operations'],
  formats: [...formats.keys()],
};

/** Prints the findings; 1 where one of them is at or above the level of --fail-on. */
export async function check(args: Arguments, terminal: Terminal, catalogue: Catalogue): Promise<ExitCode | Problem> {
  const failOn = args.text('fail-on') ?? 'error';
  const level = levels.find((each) => each === failOn);
  if (level === undefined) return { problem: `--fail-on must be ${levels.join(', ')}, not "${failOn}"` };
  if (args.text('since') !== undefined && args.paths.includes('-'))
    return { problem: '--since needs files, not standard input' };
  const selection = await select(args, terminal, catalogue, narrowBySince(args, terminal));
  if ('problem' in selection) return selection;
  const checked = await checkedOf(selection, args, terminal, catalogue);
  terminal.out((await formats.get(args.format)?.(checked)) ?? '');
  const counted = levels.slice(0, levels.indexOf(level) + 1);
  const failed =
    level !== 'never' &&
    [...selection.analyses, ...selection.scripts].some(({ findings }) =>
      findings.some((each) => counted.includes(each.severity)),
    );
  return selection.incomplete ? 2 : failed ? 1 : 0;
}

const levels: readonly (Severity | 'never')[] = ['error', 'warning', 'info', 'never'];

async function checkedOf(
  { analyses: migrations, scripts, unreadable, workspace }: Selection,
  args: Arguments,
  terminal: Terminal,
  { rules }: Catalogue,
): Promise<Checked> {
  const analyses = [...migrations, ...scripts];
  const histories = new Set(await Promise.all(analyses.map(({ source }) => workspace.migrations(source.path))));
  const sources = new Map<string, Source>();
  for (const each of [...histories].flat()) sources.set(each.path, each);
  for (const { source, mentioned } of analyses) for (const each of [...mentioned, source]) sources.set(each.path, each);
  return {
    ...{ analyses, unreadable, rules, sourceOf: (path) => sources.get(path) },
    project: analyses[0]?.project ?? (await workspace.project(terminal.cwd)),
    version: productVersion(),
    cwd: terminal.cwd,
    root: repositoryOf(terminal.cwd) ?? terminal.cwd,
    paint: paintFor(terminal),
    operations: args.flag('operations'),
    changeOf: (fix, analysis) => changeOf(fix, analysis, workspace),
  };
}
