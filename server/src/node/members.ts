import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { frontends } from '../frontends/index.ts';
import type { Place } from './place.ts';
import { filesBelow, isPython } from './walk.ts';

/** The files that an environment may consist of, by their names alone. */
export interface Members {
  readonly paths: readonly string[];
  /** By the path of a file the one of the tool's note beside it. */
  readonly notes: ReadonlyMap<string, string>;
}

export async function filesOf(place: Place): Promise<Members> {
  const lists = await Promise.all(place.environment.folders.map((each) => filesIn(each, place)));
  const all = [...new Set(lists.flat())].sort();
  const frontend = frontends.find((each) => each.name === place.tool);
  const paths = all.filter((path) => accepts(path, place));
  const names = new Set(all);
  const notes = paths.flatMap((path) => {
    const note = frontend?.noteBeside?.(path);
    return note !== undefined && names.has(note) ? [[path, note] as const] : [];
  });
  return { paths, notes: new Map(notes) };
}

/** Whether a file of this path would be one of them. */
export function inside(path: string, place: Place): boolean {
  const { environment, recursive } = place;
  if (!accepts(path, place)) return false;
  const folder = place.nested ? dirname(dirname(path)) : dirname(path);
  return environment.folders.some((each) => folder === each || (recursive && path.startsWith(join(each, '/'))));
}

function accepts(path: string, { tool }: Place): boolean {
  if (tool !== 'sql') return isPython(basename(path));
  return frontends.some((each) => each.name === tool && each.accepts(path));
}

async function filesIn(folder: string, { recursive, nested }: Place): Promise<readonly string[]> {
  if (recursive) return filesBelow(folder, isPython);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const here = entries.filter((each) => !each.isDirectory()).map((each) => join(folder, each.name));
  if (!nested) return here;
  const below = entries.filter((each) => each.isDirectory()).map((each) => join(folder, each.name));
  return (await Promise.all(below.map(namesIn))).flat();
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map((name) => join(folder, name));
}
