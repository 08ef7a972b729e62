import { dirname } from 'node:path';
import { frontends } from '../frontends/index.ts';
import type { Source } from '../text.ts';
import { type Disk, inBatches } from './disk.ts';
import { filesOf, inside } from './members.ts';
import type { Place } from './place.ts';
import { refusal } from './read.ts';

/** The migration files of each environment, as disk and editor have them. */
export interface Listings {
  /** The files around one of them: the same array as long as none of them changes. */
  around(path: string, place: Place, isMember: (source: Source) => boolean): Promise<readonly Source[]>;
  /** Whether the path is, or would be, one of the files that were asked for so far. */
  holds(path: string): boolean;
  /** What is on disk may have changed. */
  lookAgain(): void;
  /** What is open in the editor has changed. */
  overlaid(): void;
}

export function openListings(disk: Disk, overlays: ReadonlyMap<string, Source>): Listings {
  const onDisk = new Map<string, Promise<Saved>>();
  const composed = new Map<string, readonly Source[]>();
  const current = new Map<string, { readonly saved: Saved; readonly all: readonly Source[] }>();
  const folders = new Set<string>();
  const pinned = new Map<string, readonly Source[]>();
  return {
    async around(path, place, isMember) {
      for (const folder of place.environment.folders) folders.add(folder);
      const key = [place.tool, ...[...place.environment.folders].sort()].join('\n');
      const pending = onDisk.get(key) ?? readAll(place, disk);
      onDisk.set(key, pending);
      const saved = await pending;
      const known = current.get(key);
      const all =
        known?.saved === saved
          ? known.all
          : stable(
              composed,
              key,
              compose(saved, place, overlays, disk).flatMap((each) => memberOf(each, isMember)),
            );
      current.set(key, { saved, all });
      if (!overlays.has(path)) return all;
      return stable(pinned, path, pin(path, all, pinned.get(path)));
    },
    holds: (path) => folders.has(dirname(path)) || folders.has(dirname(dirname(path))),
    lookAgain: () => onDisk.clear(),
    overlaid: () => current.clear(),
  };
}

/** The files of an environment on the disk, and the tools' notes beside some of them by the path of the file. */
interface Saved {
  readonly sources: readonly Source[];
  readonly notes: ReadonlyMap<string, Source>;
}

async function readAll(place: Place, disk: Disk): Promise<Saved> {
  const { paths, notes } = await filesOf(place);
  const read = async (path: string) => {
    const [source, note] = [await disk.read(path), notes.get(path)];
    return { path, source, note: note === undefined ? undefined : await disk.read(note) };
  };
  const found = await inBatches(paths, read);
  return {
    sources: found.flatMap(({ path, source }) => source ?? unreadable(path)),
    notes: new Map(found.flatMap(({ source, note }) => (source && note ? [[source.path, note] as const] : []))),
  };
}

/** One that cannot be read is there all the same: without a word, so that nobody takes the others for all there are. */
function memberOf(source: Source, isMember: (source: Source) => boolean): readonly Source[] {
  if (isMember(source)) return [source];
  return refusal(source.text) === undefined && source.text !== '' ? [] : unreadable(source.path);
}

const silent = new Map<string, Source>();

function unreadable(path: string): readonly Source[] {
  if (!path.endsWith('.py') || /[/\\]__init__\.py$/.test(path)) return [];
  const known = silent.get(path) ?? { path, text: '' };
  silent.set(path, known);
  return [known];
}

/** Open documents stand before the disk; those that were never saved are added. */
function compose(
  { sources, notes }: Saved,
  place: Place,
  overlays: ReadonlyMap<string, Source>,
  disk: Disk,
): readonly Source[] {
  const known = new Set(sources.map((each) => each.path));
  const unsaved = [...overlays.values()].filter(({ path }) => !known.has(path) && inside(path, place));
  return [...sources.map((each) => overlays.get(each.path) ?? each), ...unsaved].map((each) => {
    const note = notes.get(each.path);
    return note ? disk.withNote(each, note) : each;
  });
}

/**
 * What a file does is of no matter to its own surroundings, only where it stands among them: as long as that stays the same,
 * its earlier text stands in for it, so that typing in it does not change the array.
 */
function pin(path: string, all: readonly Source[], before: readonly Source[] | undefined): readonly Source[] {
  const earlier = before?.find((each) => each.path === path);
  const stands = (each: Source) => frontends.find((frontend) => frontend.accepts(path))?.standing(each);
  return all.map((each) =>
    each.path === path && earlier && earlier.note === each.note && stands(earlier) === stands(each) ? earlier : each,
  );
}

function stable(cache: Map<string, readonly Source[]>, key: string, current: readonly Source[]): readonly Source[] {
  const before = cache.get(key);
  if (before?.length === current.length && before.every((each, index) => each === current[index])) return before;
  cache.set(key, current);
  return current;
}
