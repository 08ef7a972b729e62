import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether git ignores a file or folder, by its path below a folder (with `/`). */
export type Ignores = (path: string, isFolder: boolean) => boolean | undefined;

/** What the folder's own `.gitignore` says; undefined where it says nothing of a path. https://git-scm.com/docs/gitignore */
export async function ignoresIn(folder: string): Promise<Ignores | undefined> {
  const text = await readFile(join(folder, '.gitignore'), 'utf8').catch(() => '');
  const patterns = text.split(/\r?\n/).flatMap((line) => patternOf(line) ?? []);
  if (patterns.length === 0) return undefined;
  return (path, isFolder) => {
    const last = patterns.findLast((each) => (isFolder || !each.folders) && each.matches.test(path));
    return last && !last.negated;
  };
}

/** Whether a path, with `/`, is one that globs name, which are written as in a `.gitignore`. */
export function named(globs: readonly string[]): (path: string) => boolean {
  const patterns = globs.flatMap((glob) => patternOf(glob.replace(/^\.\//, '/')) ?? []);
  return (path) => {
    const last = patterns.findLast(({ matches }) => matches.test(path));
    return last !== undefined && !last.negated;
  };
}

interface Pattern {
  readonly matches: RegExp;
  readonly negated: boolean;
  /** Only folders are meant. */
  readonly folders: boolean;
}

function patternOf(line: string): Pattern | undefined {
  const written = line.replace(/(?<!\\)\s+$/, '');
  if (written === '' || written.startsWith('#')) return undefined;
  const negated = written.startsWith('!');
  const bare = written.replace(/^!/, '').replace(/\/$/, '');
  const anchored = bare.includes('/');
  const path = bare.replace(/^\//, '');
  try {
    const matches = new RegExp(`^${anchored ? '' : '(?:.*/)?'}${path.replace(parts, regular)}$`);
    return { matches, negated, folders: written.endsWith('/') };
  } catch {
    return undefined;
  }
}

const parts = /\*\*\/|\/\*\*$|\*+|\?|\[(?:!|\^)?[^\]]+\]|\\.|[.+^${}()|[\]\\]/g;

function regular(part: string): string {
  if (part === '**/') return '(?:.*/)?';
  if (part === '/**') return '/.*';
  if (part.startsWith('*')) return '[^/]*';
  if (part === '?') return '[^/]';
  if (part.startsWith('[') && part.length > 2) return part.replace(/^\[[!^]/, '[^');
  return part.startsWith('\\') && part.length === 2 ? part : `\\${part}`;
}
