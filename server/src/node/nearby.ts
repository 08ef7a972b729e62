import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { frontends } from '../frontends/index.ts';
import type { ToolName } from '../model/migration.ts';
import { isMigration } from './claimed.ts';
import { inBatches } from './disk.ts';
import { ancestors, homeOf, isFolder, type Place } from './place.ts';
import { readText } from './read.ts';
import { filesBelow, mayBeMigration } from './walk.ts';

/**
 * Where a folder belongs that no configuration speaks of: to the history that files tell by themselves, in it or not far from
 * it. Where there is none, and the user names a tool that needs no configuration, a history may begin in it.
 */
export async function placeByFiles(folder: string, tool: ToolName | undefined): Promise<Place> {
  const nowhere = { environment: { folders: [] }, recursive: false, clues: [], problems: [] };
  const near = await historyNear(folder);
  if (near && (tool === undefined || tool === near.tool)) return near;
  const begins = frontends.some((each) => each.name === tool && each.home) && (await isFolder(folder));
  return begins ? { ...nowhere, environment: { folders: [folder] }, tool } : nowhere;
}

/** The folder's own, the only one below it, or the only one of the project that it is in. Two are nobody's. */
async function historyNear(folder: string): Promise<Place | undefined> {
  for (const top of [folder, await projectOf(folder)]) {
    const found = top === undefined ? [] : await historiesBelow(top);
    const own = found.find((each) => each.environment.folders.includes(folder));
    if (own) return own;
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
  }
  return undefined;
}

/** The nearest folder above that is a project of its own, by the files in it. */
export async function projectOf(folder: string): Promise<string | undefined> {
  for (const above of ancestors(folder)) {
    const names = await readdir(above).catch(() => []);
    if (names.some((name) => projectFiles.has(name))) return above;
  }
  return undefined;
}

const projectFiles = new Set([
  ...['.git', 'package.json', 'Cargo.toml', 'go.mod', 'pom.xml', 'build.gradle', 'pyproject.toml', 'Gemfile'],
]);

async function historiesBelow(folder: string): Promise<readonly Place[]> {
  const withHome = frontends.filter((each) => each.home);
  const mayTell = (name: string) => mayBeMigration(name) && withHome.some((each) => each.accepts(name));
  const paths = await filesBelow(folder, mayTell, 4);
  // One file of each folder is enough.
  const samples = [...new Map(paths.map((path) => [dirname(path), path])).values()].slice(0, 200);
  const places = await inBatches(samples, async (path) => {
    const read = await readText(path);
    const source = { path, text: 'text' in read ? read.text : '' };
    const frontend = isMigration(source) ? withHome.find((each) => each.claims(source)) : undefined;
    return frontend && homeOf(source, frontend);
  });
  return [...new Map(places.flatMap((each) => (each ? [[each.environment.folders.join(), each]] : []))).values()];
}
