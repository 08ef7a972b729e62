import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { type Analysis, analyze } from '../analysis/analyze.ts';
import type { Source } from '../text.ts';
import { inBatches } from './disk.ts';
import { loadGrammars } from './grammars.ts';
import type { Arguments, Problem } from './options.ts';
import { decode, readText, reasonOf } from './read.ts';
import type { Catalogue, Terminal } from './terminal.ts';
import { filesBelow, isPython, liesWithMigrations } from './walk.ts';
import { type FileWorkspace, isMigration, openWorkspace } from './workspace.ts';

/** The migrations that a command is about. */
export interface Selection {
  readonly workspace: FileWorkspace;
  readonly analyses: readonly Analysis[];
  /** A file that should have been read could not be: the exit code says so. */
  readonly incomplete: boolean;
}

/** Reads and analyses the migrations at the paths; without any, those below the current folder. */
export async function select(args: Arguments, terminal: Terminal, catalogue: Catalogue): Promise<Selection | Problem> {
  const opened = await openFor(args, terminal, catalogue);
  if ('problem' in opened) return opened;
  const { workspace } = opened;
  const sources = new Map<string, Source>();
  const unreadable: string[] = [];
  for (const path of args.paths.length > 0 ? args.paths : ['.']) {
    const found =
      path === '-' ? await standardInput(args, terminal, workspace) : await below(resolve(terminal.cwd, path));
    if ('problem' in found) return { problem: `${path === '-' ? 'Standard input' : path} ${found.problem}` };
    for (const source of found.sources) sources.set(source.path, source);
    unreadable.push(...found.unreadable);
  }
  await loadGrammars();
  const analyses: Analysis[] = [];
  for (const source of sources.values()) {
    const analysis = await analyze(source, workspace);
    if (analysis) analyses.push(analysis);
  }
  const notes = new Set([...unreadable, ...(await notesOn(analyses, workspace))]);
  for (const note of notes) terminal.error(`${note.replaceAll(`${terminal.cwd}/`, '')}\n`);
  if (analyses.length === 0 && unreadable.length === 0) {
    terminal.error(`No migration files were found in ${args.paths.join(', ') || terminal.cwd}\n`);
  }
  return { workspace, analyses, incomplete: unreadable.length > 0 };
}

/** The workspace as the command line wants it. */
export async function openFor(
  args: Arguments,
  { cwd }: Terminal,
  { rules, engines }: Catalogue,
): Promise<{ readonly workspace: FileWorkspace } | Problem> {
  if (args.config !== undefined) {
    const config = await readText(args.config);
    if ('problem' in config) return { problem: `${relative(cwd, args.config)} ${config.problem}` };
  }
  const vocabulary = { rules: rules.map((rule) => rule.id), engines };
  return { workspace: openWorkspace({ vocabulary, settings: args.settings, config: args.config }) };
}

interface Found {
  readonly sources: readonly Source[];
  readonly unreadable: readonly string[];
}

async function standardInput(
  args: Arguments,
  terminal: Terminal,
  workspace: FileWorkspace,
): Promise<Found | { readonly problem: string }> {
  const text = decode(await terminal.input());
  if ('problem' in text) return text;
  const path = resolve(terminal.cwd, args.text('stdin-path') ?? 'stdin.py');
  workspace.overlay(path, text.text);
  return { sources: [{ path, text: text.text }], unreadable: [] };
}

/** A file that is named must be readable; in a folder, only those that are migrations as far as one can tell. */
async function below(path: string): Promise<Found | { readonly problem: string }> {
  const kind = await stat(path).catch((error: unknown) => ({ problem: reasonOf(error) }));
  if ('problem' in kind) return kind;
  if (!kind.isDirectory()) {
    const text = await readText(path);
    return 'problem' in text ? text : { sources: [{ path, text: text.text }], unreadable: [] };
  }
  const paths = await filesBelow(path, isPython);
  const read = await inBatches(paths, async (each) => ({ path: each, text: await readText(each) }));
  return {
    sources: read.flatMap(({ path, text }) =>
      'text' in text && isMigration({ path, text: text.text }) ? [{ path, text: text.text }] : [],
    ),
    unreadable: read.flatMap(({ path, text }) =>
      'problem' in text && liesWithMigrations(path) ? [`${path} ${text.problem}`] : [],
    ),
  };
}

/** What one should know beside the findings. */
async function notesOn(analyses: readonly Analysis[], workspace: FileWorkspace): Promise<readonly string[]> {
  const notes: string[] = [];
  for (const { source, project, engine, failures } of analyses) {
    for (const each of await workspace.problems(source.path)) notes.push(`${each.path}:${each.line}: ${each.message}`);
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
