import { stat } from 'node:fs/promises';
import type { Source } from '../text.ts';
import { applicationFiles } from './application-files.ts';
import { inBatches } from './disk.ts';
import { readOf } from './read.ts';

/** The texts of an application, as far as they are looked into. */
export interface Texts {
  readonly all: readonly Source[];
  /** Folders below it that have migrations of their own. */
  readonly homes: readonly string[];
  /** There are more of them. */
  readonly partial: boolean;
}

/** Undefined where nobody asks any more before they are read. */
export async function textsOf(root: string, isAsked: () => boolean, most = mostText): Promise<Texts | undefined> {
  const files = await applicationFiles(root, isAsked);
  if (!files) return undefined;
  let length = 0;
  let passed = false;
  const all = await inBatches(files.paths, async (path) => {
    if (!isAsked()) return undefined;
    const size = await stat(path).then(
      (found) => found.size,
      () => undefined,
    );
    if (size === undefined || size > largest) return undefined;
    length += size;
    if (length > most) {
      passed = true;
      return undefined;
    }
    const read = await readOf(path, size);
    return 'text' in read ? { path, text: read.text } : undefined;
  });
  if (!isAsked()) return undefined;
  return { all: all.flatMap((each) => each ?? []), homes: files.homes, partial: files.partial || passed };
}

/** More than this is no code that somebody wrote. */
const largest = 1024 * 1024;

/** More than this is not kept in memory: five thousand files of a large application are half of it. */
const mostText = 100 * 1024 * 1024;
