import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ToolName } from '../model/migration.ts';
import type { Source } from '../text.ts';
import { foreignTo, isMigration, isOf, isScript, isScriptOf, mayBeOf } from './claimed.ts';
import { inBatches } from './disk.ts';
import { reasonOf } from './read.ts';
import { filesBelow, holdsMigrations, liesWithMigrations, mayBeMigration } from './walk.ts';
import type { FileWorkspace } from './workspace.ts';

/** The migrations at a path. */
export interface Found {
  readonly sources: readonly Source[];
  readonly unreadable: readonly Unreadable[];
  /** Migrations for databases without facts here. */
  readonly foreign: readonly string[];
}

export interface Unreadable {
  readonly path: string;
  /** As the end of a sentence that begins with the path. */
  readonly reason: string;
}

/** A file that is named must be readable; in a folder, only those that are migrations as far as one can tell. */
export async function migrationsAt(
  path: string,
  tool: ToolName | undefined,
  workspace: FileWorkspace,
): Promise<Found | { readonly problem: string }> {
  const kind = await stat(path).catch((error: unknown) => ({ problem: reasonOf(error) }));
  if ('problem' in kind) return kind;
  if (kind.isDirectory()) return migrationsBelow(path, tool, workspace);
  if (tool !== undefined && !mayBeOf(tool, path)) return { problem: `cannot be a migration of the tool ${tool}` };
  const loaded = await workspace.load(path);
  if ('problem' in loaded) return loaded;
  if (foreignTo(path) !== undefined) return { ...found([]), foreign: [path] };
  workspace.take(path);
  return found([loaded.source]);
}

export async function migrationsBelow(
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
    const { source } = loaded;
    return (await isWanted(source, tool, workspace)) ? { path, source } : { path, other: source };
  });
  const wanted = read.flatMap(({ source }) => source ?? []);
  const strays = straysAmong(
    read.flatMap(({ other }) => other ?? []),
    wanted,
    tool,
  );
  for (const { path } of strays) workspace.take(path);
  const lost = (path: string) =>
    tool === 'sql' ? isOf('sql', { path, text: '' }) : liesWithMigrations(path) || isMigration({ path, text: '' });
  return {
    sources: [...wanted, ...strays].sort((a, b) => (a.path < b.path ? -1 : 1)),
    unreadable: [
      ...[...closed].flatMap(([path, reason]) => (holdsMigrations(path) ? [{ path, reason }] : [])),
      ...read.flatMap(({ path, problem }) => (problem !== undefined && lost(path) ? [{ path, reason: problem }] : [])),
    ],
    foreign: tool === undefined || tool === 'sql' ? paths.filter((path) => foreignTo(path) !== undefined) : [],
  };
}

/** Alembic loads every Python file beside its revisions, and stops at one that is none. */
function straysAmong(
  others: readonly Source[],
  wanted: readonly Source[],
  tool: ToolName | undefined,
): readonly Source[] {
  if (tool !== undefined && tool !== 'alembic') return [];
  const folders = new Set(wanted.flatMap(({ path }) => (path.endsWith('.py') ? [dirname(path)] : [])));
  return others.filter(({ path }) => liesWithMigrations(path) && folders.has(dirname(path)));
}

/** Migrations of the tool that is asked for, or else of any; a project of plain SQL has no other SQL. */
async function isWanted(source: Source, tool: ToolName | undefined, workspace: FileWorkspace): Promise<boolean> {
  if (tool !== undefined) return isOf(tool, source) || isScriptOf(tool, source);
  if (isMigration(source) || isScript(source) || (await workspace.isNamed(source.path))) return true;
  return /\.sql$/i.test(source.path) && (await workspace.project(source.path)).tool === 'sql';
}

export function found(sources: readonly Source[]): Found {
  return { sources, unreadable: [], foreign: [] };
}

/** All migrations at or below a path, in the order of their paths. */
export async function migrationFiles(path: string, workspace: FileWorkspace): Promise<readonly string[]> {
  const kind = await stat(path).catch(() => undefined);
  if (kind?.isDirectory()) {
    const found = await migrationsBelow(path, undefined, workspace);
    return 'problem' in found ? [] : found.sources.flatMap((each) => (isScript(each) ? [] : [each.path]));
  }
  const loaded = await workspace.load(path);
  const isOne = 'source' in loaded && !isScript(loaded.source) && (await isWanted(loaded.source, undefined, workspace));
  return isOne ? [path] : [];
}
