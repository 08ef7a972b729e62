import { stat } from 'node:fs/promises';
import type { Source } from '../text.ts';
import { readText } from './read.ts';

/** Texts of files, read again only when their time or size changed: an unchanged file keeps its `Source` by identity. */
export interface Disk {
  /** Undefined where there is no readable text. */
  read(path: string): Promise<Source | undefined>;
}

export function openDisk(): Disk {
  const kept = new Map<string, { readonly stamp: string; readonly source: Source | undefined }>();
  return {
    async read(path) {
      const found = await stat(path).catch(() => undefined);
      if (!found?.isFile()) {
        kept.delete(path);
        return undefined;
      }
      const stamp = `${found.mtimeMs} ${found.size} ${found.ino}`;
      const known = kept.get(path);
      if (known?.stamp === stamp) return known.source;
      const text = await readText(path);
      const source = 'text' in text ? { path, text: text.text } : undefined;
      kept.set(path, { stamp, source });
      return source;
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
