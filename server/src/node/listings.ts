import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Source } from '../text.ts';
import { type Disk, inBatches } from './disk.ts';
import type { Place } from './place.ts';
import { filesBelow, isPython } from './walk.ts';

/** The migration files of each environment, as disk and editor have them. */
export interface Listings {
  /** The files around one of them: the same array as long as none of them changes. */
  around(path: string, place: Place): Promise<readonly Source[]>;
  /** Whether the path is, or would be, one of the files that were asked for so far. */
  holds(path: string): boolean;
  /** What is on disk may have changed. */
  lookAgain(): void;
}

export function openListings(
  disk: Disk,
  overlays: ReadonlyMap<string, Source>,
  isMigration: (source: Source) => boolean,
): Listings {
  const onDisk = new Map<string, Promise<readonly Source[]>>();
  const composed = new Map<string, readonly Source[]>();
  const folders = new Set<string>();
  const pinned = new Map<string, readonly Source[]>();
  return {
    async around(path, place) {
      for (const folder of place.environment.folders) folders.add(folder);
      const key = [...place.environment.folders].sort().join('\n');
      const saved = onDisk.get(key) ?? readAll(place, disk);
      onDisk.set(key, saved);
      const all = stable(composed, key, compose(await saved, place, overlays).filter(isMigration));
      if (!overlays.has(path)) return all;
      return stable(pinned, path, pin(path, all, pinned.get(path)));
    },
    holds: (path) => folders.has(dirname(path)),
    lookAgain: () => onDisk.clear(),
  };
}

async function readAll({ environment, recursive }: Place, disk: Disk): Promise<readonly Source[]> {
  const lists = await Promise.all(
    environment.folders.map((each) => (recursive ? filesBelow(each, isPython) : filesIn(each))),
  );
  const sources = await inBatches([...new Set(lists.flat())].sort(), (path) => disk.read(path));
  return sources.filter((each) => each !== undefined);
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter(isPython).map((name) => join(folder, name));
}

/** Open documents stand before the disk; those that were never saved are added. */
function compose(
  saved: readonly Source[],
  { environment, recursive }: Place,
  overlays: ReadonlyMap<string, Source>,
): readonly Source[] {
  const known = new Set(saved.map((each) => each.path));
  const inside = (path: string) =>
    environment.folders.some((each) => dirname(path) === each || (recursive && path.startsWith(join(each, '/'))));
  const unsaved = [...overlays.values()].filter(({ path }) => !known.has(path) && inside(path));
  return [...saved.map((each) => overlays.get(each.path) ?? each), ...unsaved];
}

/**
 * What a file does is of no matter to its own surroundings, only whom it follows: as long as its head stays the same, its
 * earlier text stands in for it, so that typing in it does not change the array.
 */
function pin(path: string, all: readonly Source[], before: readonly Source[] | undefined): readonly Source[] {
  const earlier = before?.find((each) => each.path === path);
  return all.map((each) => (each.path === path && earlier && head(earlier) === head(each) ? earlier : each));
}

function head({ text }: Source): string {
  const first = text.search(/^(?:async )?def /m);
  return first < 0 ? text : text.slice(0, first);
}

function stable(cache: Map<string, readonly Source[]>, key: string, current: readonly Source[]): readonly Source[] {
  const before = cache.get(key);
  if (before?.length === current.length && before.every((each, index) => each === current[index])) return before;
  cache.set(key, current);
  return current;
}
