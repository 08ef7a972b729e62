import { dirname, join } from 'node:path';
import { metadataIn } from '../frontends/alembic/metadata.ts';
import type { Environment } from '../model/frontend.ts';
import type { Source } from '../text.ts';
import type { Disk } from './disk.ts';

/** The naming convention of the metadata of that dotted name, looked for in the modules around a file. */
export async function conventionOf(path: string, near: string, disk: Disk): Promise<Environment['namingConvention']> {
  let [name, from] = [path, near];
  for (let left = mostModules; left > 0; left--) {
    const found = await moduleOf(name, from, disk);
    if (!found) return 'unread';
    const told = metadataIn(found.source, found.names);
    if ('convention' in told) return told.convention;
    [name, from] = [told.elsewhere, found.source.path];
  }
  return 'unread';
}

/** A chain of imports that is longer goes in a circle, or through half of the application. */
const mostModules = 8;

/** The file of the longest part of a dotted name that is a module, and the names behind it. */
async function moduleOf(
  name: string,
  from: string,
  disk: Disk,
): Promise<{ readonly source: Source; readonly names: readonly string[] } | undefined> {
  const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(name) ?? [];
  const parts = rest.split('.').filter((each) => each !== '');
  const folders = dots === '' ? rootsAround(from) : [upwards(dirname(from), dots.length - 1)];
  for (let length = parts.length - 1; length >= 0; length--) {
    const names = parts.slice(length);
    for (const folder of folders) {
      if (length === 0 && dots === '') continue;
      const module = join(folder, ...parts.slice(0, length));
      const source = (await disk.read(join(module, '__init__.py'))) ?? (await disk.read(`${module}.py`));
      if (source && source.path !== from) return { source, names };
    }
  }
  return undefined;
}

/** Where Python may be started: a folder above, or `src` in it. */
function rootsAround(path: string): readonly string[] {
  const folders = [1, 2, 3, 4, 5, 6, 7].map((count) => upwards(path, count));
  return [...new Set(folders)].flatMap((each) => [each, join(each, 'src')]);
}

function upwards(path: string, count: number): string {
  return count === 0 ? path : upwards(dirname(path), count - 1);
}
