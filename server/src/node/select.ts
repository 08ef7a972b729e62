import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { type Analysis, analyze } from '../analysis/analyze.ts';
import type { Finding } from '../model/finding.ts';
import type { ToolName } from '../model/migration.ts';
import type { Source } from '../text.ts';
import { foreignTo, isMigration, isOf, isScript, isScriptOf, mayBeOf } from './claimed.ts';
import { inBatches } from './disk.ts';
import { loadGrammars } from './grammars.ts';
import type { Arguments, Problem } from './options.ts';
import { asPath } from './places.ts';
import { decode, readText, reasonOf } from './read.ts';
import { type Catalogue, type Terminal, visible } from './terminal.ts';
import { filesBelow, holdsMigrations, liesWithMigrations, mayBeMigration } from './walk.ts';
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

export interface Unreadable {
  readonly path: string;
  /** As the end of a sentence that begins with the path. */
  readonly reason: string;
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
        : await at(resolve(terminal.cwd, path), args.settings.tool, workspace),
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

interface Found {
  readonly sources: readonly Source[];
  readonly unreadable: readonly Unreadable[];
  /** Migrations for databases without facts here. */
  readonly foreign: readonly string[];
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

/** A file that is named must be readable; in a folder, only those that are migrations as far as one can tell. */
async function at(
  path: string,
  tool: ToolName | undefined,
  workspace: FileWorkspace,
): Promise<Found | { readonly problem: string }> {
  const kind = await stat(path).catch((error: unknown) => ({ problem: reasonOf(error) }));
  if ('problem' in kind) return kind;
  if (kind.isDirectory()) return below(path, tool, workspace);
  if (tool !== undefined && !mayBeOf(tool, path)) return { problem: `cannot be a migration of the tool ${tool}` };
  const loaded = await workspace.load(path);
  if ('problem' in loaded) return loaded;
  if (foreignTo(path) !== undefined) return { ...found([]), foreign: [path] };
  workspace.take(path);
  return found([loaded.source]);
}

async function below(
  folder: string,
  tool: ToolName | undefined,
  workspace: FileWorkspace,
): Promise<Found | { readonly problem: string }> {
  const closed = new Map<string, string>();
  const paths = await filesBelow(folder, mayBeMigration, Number.POSITIVE_INFINITY, (path, reason) => {
    closed.set(path, reasonOf(reason));
  });
  const problem = closed.get(folder);
  if (problem !== undefined) return { problem };
  const known = paths.filter((path) => foreignTo(path) === undefined);
  const read = await inBatches(known, async (path) => {
    const loaded = await workspace.load(path);
    if ('problem' in loaded) return { path, problem: loaded.problem };
    return { path, source: (await isWanted(loaded.source, tool, workspace)) ? loaded.source : undefined };
  });
  const lost = (path: string) =>
    tool === 'sql' ? isOf('sql', { path, text: '' }) : liesWithMigrations(path) || isMigration({ path, text: '' });
  return {
    sources: read.flatMap(({ source }) => source ?? []),
    unreadable: [
      ...[...closed].flatMap(([path, reason]) => (holdsMigrations(path) ? [{ path, reason }] : [])),
      ...read.flatMap(({ path, problem }) => (problem !== undefined && lost(path) ? [{ path, reason: problem }] : [])),
    ],
    foreign: tool === undefined || tool === 'sql' ? paths.filter((path) => foreignTo(path) !== undefined) : [],
  };
}

/** Migrations of the tool that is asked for, or else of any; a project of plain SQL has no other SQL. */
async function isWanted(source: Source, tool: ToolName | undefined, workspace: FileWorkspace): Promise<boolean> {
  if (tool !== undefined) return isOf(tool, source) || isScriptOf(tool, source);
  if (isMigration(source) || isScript(source)) return true;
  return /\.sql$/i.test(source.path) && (await workspace.project(source.path)).tool === 'sql';
}

function found(sources: readonly Source[]): Found {
  return { sources, unreadable: [], foreign: [] };
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
  const notes: string[] = [];
  for (const { source, project, engine, failures } of analyses) {
    for (const { path, line, message } of await workspace.problems(source.path))
      notes.push(path === undefined ? message : `${path}:${line}: ${message}`);
    for (const { rule } of failures) notes.push(`Rule ${rule} failed on ${source.path}; the others went on`);
    if (engine) continue;
    const said = project.evidence.find((each) => each.fact === 'engine');
    const by = said?.path === undefined ? '' : ` (${said.path}:${said.line ?? 1})`;
    notes.push(
      `No facts about ${project.engine}${by} are built in yet: nothing was judged; --engine postgresql judges as if`,
    );
  }
  return notes;
}
