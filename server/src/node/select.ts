import { relative, resolve } from 'node:path';
import { type Analysis, analyze } from '../analysis/analyze.ts';
import { everyFailure } from '../analysis/judge.ts';
import type { Finding } from '../model/finding.ts';
import type { Source } from '../text.ts';
import { foreignTo, isScript } from './claimed.ts';
import { inBatches } from './disk.ts';
import { type Found, found, migrationsAt, type Unreadable } from './found.ts';
import { loadGrammars } from './grammars.ts';
import type { Arguments, Problem } from './options.ts';
import { asPath } from './places.ts';
import { decode, readText } from './read.ts';
import { startNotes } from './start-notes.ts';
import { type Catalogue, type Terminal, visible } from './terminal.ts';
import { type FileWorkspace, openWorkspace } from './workspace.ts';

/** The migrations that a command is about. */
export interface Selection {
  readonly workspace: FileWorkspace;
  readonly analyses: readonly Analysis[];
  /** The programs around the migrations in which something was found. */
  readonly scripts: readonly Analysis[];
  /** What should have been read and could not be. */
  readonly unreadable: readonly Unreadable[];
  /** There is such a thing: the exit code says so. */
  readonly incomplete: boolean;
}

/** Which of the files that were found are meant, and what one should know of how that was decided. */
export type Narrow = (
  paths: readonly string[],
) => Promise<{ readonly paths: ReadonlySet<string>; readonly notes: readonly string[] } | Problem>;

/** Reads and analyses the migrations at the paths; without any, those below the current folder. */
export async function select(
  args: Arguments,
  terminal: Terminal,
  catalogue: Catalogue,
  narrow?: Narrow,
): Promise<Selection | Problem> {
  const opened = await openFor(args, terminal, catalogue);
  if ('problem' in opened) return opened;
  const { workspace } = opened;
  // It loads while the files are read; whoever awaits it below hears of a failure.
  loadGrammars('sql').catch(() => undefined);
  const sources = new Map<string, Source>();
  const lost: Unreadable[] = [];
  const foreign = new Set<string>();
  const look = async (path: string) => ({
    path,
    found:
      path === '-'
        ? await standardInput(args, terminal, workspace)
        : await migrationsAt(resolve(terminal.cwd, path), args.settings.tool, workspace),
  });
  for (const { path, found } of await inBatches(args.paths.length > 0 ? args.paths : ['.'], look)) {
    if ('problem' in found) return { problem: `${path === '-' ? 'Standard input' : path} ${found.problem}` };
    for (const source of found.sources) sources.set(source.path, source);
    for (const each of found.foreign) foreign.add(each);
    lost.push(...found.unreadable);
  }
  const narrowed = await narrow?.([...sources.keys(), ...lost.map(({ path }) => path), ...foreign]);
  if (narrowed && 'problem' in narrowed) return narrowed;
  const isMeant = ({ path }: { readonly path: string }) => narrowed?.paths.has(path) !== false;
  const [meant, unreadable] = [[...sources.values()].filter(isMeant), lost.filter(isMeant)];
  await loadGrammars([...sources.keys()].every((path) => path.endsWith('.sql')) ? 'sql' : 'all');
  const judged: Analysis[] = [];
  for (const source of meant) {
    const analysis = await analyze(source, workspace);
    if (analysis) judged.push(analysis);
  }
  const scripts = judged.filter(({ source, findings }) => isScript(source) && findings.length > 0);
  const analyses = withoutEchoes(
    judged.filter(({ source }) => !isScript(source)),
    catalogue.rules,
  );
  const reasons = unreadable.map(({ path, reason }) => `${path} ${reason}`);
  const notes = [
    ...(narrowed?.notes ?? []),
    ...reasons,
    ...foreignNotes([...foreign].filter((path) => isMeant({ path }))),
  ];
  for (const note of new Set([...notes, ...(await notesOn(judged, workspace))]))
    terminal.error(`${asPath(visible(note.replaceAll(`${terminal.cwd}/`, '')))}\n`);
  if (![...sources.values()].some((each) => !isScript(each)) && lost.length === 0 && foreign.size === 0) {
    terminal.error(`No migration files were found in ${args.paths.join(', ') || terminal.cwd}\n`);
  }
  return { workspace, analyses, scripts, unreadable, incomplete: unreadable.length > 0 };
}

/** What is true of the whole project is not said anew for each of its histories. */
function withoutEchoes(analyses: readonly Analysis[], rules: Catalogue['rules']): readonly Analysis[] {
  const once = new Set(rules.flatMap(({ id, oncePerProject }) => (oncePerProject ? [id] : [])));
  const said = new Set<string>();
  return analyses.map((analysis) => {
    if (!analysis.findings.some(({ rule }) => once.has(rule))) return analysis;
    const isNew = ({ rule }: Finding) => {
      const what = `${rule} ${analysis.project.engine}`;
      return !once.has(rule) || (!said.has(what) && said.add(what).size > 0);
    };
    return { ...analysis, findings: analysis.findings.filter(isNew) };
  });
}

/** The workspace as the command line wants it. */
export async function openFor(
  args: Arguments,
  { cwd }: Terminal,
  { rules, engines }: Catalogue,
): Promise<{ readonly workspace: FileWorkspace } | Problem> {
  for (const path of [args.config, args.settings.statsFile]) {
    const named = path === undefined ? undefined : await readText(path);
    if (path !== undefined && named && 'problem' in named)
      return { problem: `${relative(cwd, path)} ${named.problem}` };
  }
  const vocabulary = { rules: rules.map((rule) => rule.id), engines };
  return { workspace: openWorkspace({ vocabulary, settings: args.settings, config: args.config }) };
}

async function standardInput(
  args: Arguments,
  terminal: Terminal,
  workspace: FileWorkspace,
): Promise<Found | { readonly problem: string }> {
  const text = decode(await terminal.input());
  if ('problem' in text) return text;
  const given = args.text('stdin-path');
  const path = resolve(terminal.cwd, given ?? (args.settings.tool === 'sql' ? 'stdin.sql' : 'stdin.py'));
  workspace.overlay(path, text.text);
  if (given !== undefined) workspace.take(path);
  else if (args.settings.tool === 'sql') workspace.take(path, 'alone');
  return found([{ path, text: text.text }]);
}

/** One line for each database, however many files are for it. */
function foreignNotes(paths: readonly string[]): readonly string[] {
  const databases = [...new Set(paths.flatMap((path) => foreignTo(path) ?? []))];
  return databases.map((database) => {
    const those = paths.filter((path) => foreignTo(path) === database);
    const which = those.length === 1 ? `${those[0]} is` : `${those.length} files are`;
    return `${which} for ${database}, about which no facts are built in, and ${those.length === 1 ? 'was' : 'were'} not analysed`;
  });
}

/** What one should know beside the findings. */
async function notesOn(analyses: readonly Analysis[], workspace: FileWorkspace): Promise<readonly string[]> {
  const notes: string[] = [...startNotes(analyses)];
  for (const analysis of analyses) {
    const { source, project, engine } = analysis;
    for (const { path, line, message } of await workspace.problems(source.path))
      notes.push(path === undefined ? message : `${path}:${line}: ${message}`);
    for (const { rule } of everyFailure(analysis))
      notes.push(`Rule ${rule} failed on ${source.path}; the others went on`);
    if (engine) continue;
    const said = project.evidence.find((each) => each.fact === 'engine');
    const by = said?.path === undefined ? '' : ` (${said.path}:${said.line ?? 1})`;
    notes.push(
      `No facts about ${project.engine}${by} are built in yet: nothing was judged; --engine postgresql judges as if`,
    );
  }
  return notes;
}
