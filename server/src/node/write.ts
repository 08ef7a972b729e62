import { constants } from 'node:fs';
import { access, lstat, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Source } from '../text.ts';
import { reasonOf } from './read.ts';

/** A file to write. A `created` one must not exist yet. */
export interface Write extends Source {
  readonly created: boolean;
}

/**
 * Writes all of the files or none: every text is first written beside its place, and only then are they all moved into it.
 * Returns why nothing was written, as a sentence; undefined where all is well.
 */
export async function writeAll(writes: readonly Write[]): Promise<string | undefined> {
  const staged: Staged[] = [];
  const placed: Staged[] = [];
  let current: string | undefined;
  try {
    for (const write of writes) {
      current = write.path;
      if (write.created && (await exists(write.path))) throw new Error('exists already');
      staged.push(await stage(write));
    }
    for (const each of staged) {
      current = each.path;
      await rename(each.temporary, each.target);
      placed.push(each);
    }
    return undefined;
  } catch (error) {
    await Promise.allSettled(placed.map(restore));
    await Promise.allSettled(staged.map(({ temporary }) => rm(temporary, { force: true })));
    return `Nothing was written: ${current} ${reasonOf(error)}`;
  }
}

interface Staged {
  readonly path: string;
  /** Where the path's links lead. */
  readonly target: string;
  readonly temporary: string;
  /** What stood there before; absent for a new file. */
  readonly before?: Uint8Array;
}

async function stage({ path, text, created }: Write): Promise<Staged> {
  if (created) {
    await mkdir(dirname(path), { recursive: true });
    const temporary = besides(path);
    await writeFile(temporary, text, { flag: 'wx' });
    return { path, target: path, temporary };
  }
  const target = await realpath(path);
  // A rename would replace a file that its owner made read-only.
  await access(target, constants.W_OK);
  const [{ mode }, before] = await Promise.all([stat(target), readFile(target)]);
  const temporary = besides(target);
  await writeFile(temporary, text, { flag: 'wx', mode });
  return { path, target, temporary, before };
}

/** Not a name that a migration tool would read. */
function besides(path: string): string {
  return `${path}.${process.pid}.tmp`;
}

async function restore({ target, before }: Staged): Promise<void> {
  if (before) await writeFile(target, before);
  else await rm(target, { force: true });
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
