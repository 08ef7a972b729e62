import { stat } from 'node:fs/promises';
import type { Source } from '../text.ts';
import { readOf, readText } from './read.ts';

/** Texts of files, read again only when their time or size changed: an unchanged file keeps its `Source` by identity. */
export interface Disk {
  /** Undefined where there is no readable text. */
  read(path: string): Promise<Source | undefined>;
  /** The file, or why there is none, as the end of a sentence that begins with its path. */
  load(path: string): Promise<Loaded>;
  /** The same file with the note beside it: always the same `Source` as long as neither of them changes. */
  withNote(source: Source, note: Source): Source;
  /** Until then a file that was looked at is taken to be as it was. */
  lookAgain(): void;
}

export type Loaded = { readonly source: Source } | { readonly problem: string };

export function openDisk(): Disk {
  let looked = new Map<string, Promise<Loaded>>();
  const kept = new Map<string, { readonly stamp: string; readonly loaded: Loaded }>();
  const noted = new WeakMap<Source, WeakMap<Source, Source>>();
  const look = async (path: string): Promise<Loaded> => {
    const found = await stat(path).catch(() => undefined);
    const stamp = found ? `${found.mtimeMs} ${found.size} ${found.ino}` : '';
    const known = kept.get(path);
    if (found && known?.stamp === stamp) return known.loaded;
    const text = found ? await readOf(path, found.size) : await readText(path);
    const loaded = 'text' in text ? { source: { path, text: text.text } } : text;
    if (found) kept.set(path, { stamp, loaded });
    else kept.delete(path);
    return loaded;
  };
  const load = (path: string): Promise<Loaded> => {
    const loaded = looked.get(path) ?? look(path);
    looked.set(path, loaded);
    return loaded;
  };
  return {
    load,
    async read(path) {
      const loaded = await load(path);
      return 'source' in loaded ? loaded.source : undefined;
    },
    withNote(source, note) {
      const known = noted.get(note) ?? new WeakMap<Source, Source>();
      noted.set(note, known);
      const made = known.get(source) ?? { ...source, note: note.text };
      known.set(source, made);
      return made;
    },
    lookAgain() {
      looked = new Map();
    },
  };
}

/** Like `Promise.all`, with a bound on how many files are open at a time. */
export async function inBatches<A, B>(items: readonly A[], work: (item: A) => Promise<B>): Promise<readonly B[]> {
  const results: B[] = [];
  for (let start = 0; start < items.length; start += 64) {
    results.push(...(await Promise.all(items.slice(start, start + 64).map(work))));
  }
  return results;
}
