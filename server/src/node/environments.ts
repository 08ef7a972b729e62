import { stat } from 'node:fs/promises';
import type { Source } from '../text.ts';
import { isScript } from './claimed.ts';
import { isWanted, migrationsBelow } from './found.ts';
import type { FileWorkspace } from './workspace.ts';

/** One migration of each environment at or below a path, in the order of their paths. */
export async function environmentsAt(path: string, workspace: FileWorkspace): Promise<readonly string[]> {
  const kind = await stat(path).catch(() => undefined);
  if (kind?.isDirectory()) {
    const found = await migrationsBelow(path, undefined, workspace);
    return 'problem' in found ? [] : firstOfEach(found.sources, workspace);
  }
  const loaded = await workspace.load(path);
  return 'source' in loaded && (await isWanted(loaded.source, undefined, workspace)) ? [path] : [];
}

/** Of the migrations that lie in one environment the first. */
export async function firstOfEach(
  sources: readonly Source[],
  workspace: Pick<FileWorkspace, 'migrations'>,
): Promise<readonly string[]> {
  const seen = new Set<string>();
  const chosen: string[] = [];
  for (const { path } of sources.filter((each) => !isScript(each))) {
    if (seen.has(path)) continue;
    chosen.push(path);
    for (const sibling of await workspace.migrations(path)) seen.add(sibling.path);
  }
  return chosen;
}
