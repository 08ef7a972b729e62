import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * All files below a folder that `accepts` takes by their names, sorted by path. Links are followed, each folder once, so
 * that a circle of links ends; `levels` bounds how deep to look. Folders that hold other people's files or no sources are
 * left out; `lost` hears of those that cannot be read.
 */
export async function filesBelow(
  folder: string,
  accepts: (name: string) => boolean,
  levels = Number.POSITIVE_INFINITY,
  lost: (folder: string, reason: unknown) => void = () => {},
): Promise<readonly string[]> {
  const found: string[] = [];
  const seen = new Set<string>();
  const visit = async (at: string, left: number): Promise<void> => {
    const real = await realpath(at).catch(() => undefined);
    if (real === undefined || seen.has(real)) return;
    seen.add(real);
    const entries = await readdir(at, { withFileTypes: true }).catch((reason: unknown) => {
      lost(at, reason);
      return [];
    });
    for (const entry of entries) {
      const path = join(at, entry.name);
      const kind = entry.isSymbolicLink() ? await stat(path).catch(() => undefined) : entry;
      if (kind?.isDirectory() && !skipped(entry.name) && left > 0) await visit(path, left - 1);
      // A link that leads nowhere is a file that cannot be read.
      else if ((kind === undefined || kind.isFile()) && accepts(entry.name)) found.push(path);
    }
  };
  await visit(folder, levels);
  return found.sort();
}

/** Alembic reads every such file of a versions folder. */
export function isPython(name: string): boolean {
  return name.endsWith('.py') && !name.startsWith('.#') && !name.startsWith('__init__');
}

/** What may be a migration of some tool, by its name. */
export function mayBeMigration(name: string): boolean {
  return isPython(name) || (/\.sql$/i.test(name) && !name.startsWith('.'));
}

/** For a folder that cannot be looked into. */
export function holdsMigrations(folder: string): boolean {
  return /(^|[\\/])(\w*migrations?|migrate|versions)([\\/]|$)/i.test(folder);
}

/** For a file whose text cannot tell. */
export function liesWithMigrations(path: string): boolean {
  return /[\\/]versions[\\/].*\.py$/.test(path);
}

function skipped(name: string): boolean {
  return name.startsWith('.') || ['node_modules', '__pycache__', 'site-packages', 'venv'].includes(name);
}
